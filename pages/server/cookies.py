"""The session cookie: its name and flags follow from how the browser reached us."""

import ipaddress
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection
from starlette.responses import Response

from core.settings import settings

STRICT_NAME = "__Host-shuping"
# A plain-http address on a LAN cannot carry a __Host- cookie; this name is used there and nowhere else.
LAN_NAME = "shuping_lan"


def is_loopback(host: str) -> bool:
    """Whether a host name means this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def netloc(address: str) -> str:
    """The host and port of an address; empty where it is none."""
    try:
        return urlsplit(address).netloc
    except ValueError:
        return ""


def is_trustworthy(connection: HTTPConnection) -> bool:
    """Whether the browser will keep a Secure cookie from us: TLS or loopback."""
    return scheme(connection) in ("https", "wss") or is_loopback(_host(connection))


def may_carry_session(connection: HTTPConnection) -> bool:
    """Whether a session may travel over this connection at all."""
    return is_trustworthy(connection) or settings().insecure_lan


def _host(connection: HTTPConnection) -> str:
    try:
        return connection.url.hostname or ""
    except ValueError:
        return ""


def scheme(connection: HTTPConnection) -> str:
    """The scheme the browser used; a trusted proxy may say so."""
    if from_trusted_proxy(connection):
        return connection.headers.get("x-forwarded-proto", connection.url.scheme)
    return connection.url.scheme


def client_ip(connection: HTTPConnection) -> str:
    """Where the request came from; the last address a trusted proxy added counts."""
    direct = connection.client.host if connection.client else ""
    if not from_trusted_proxy(connection):
        return direct
    forwarded = connection.headers.get("x-forwarded-for", "")
    return forwarded.split(",")[-1].strip() or direct


def from_trusted_proxy(connection: HTTPConnection) -> bool:
    """Whether the peer is one of SHUPING_TRUSTED_PROXIES."""
    trusted = {part.strip() for part in settings().trusted_proxies.split(",") if part.strip()}
    return connection.client is not None and connection.client.host in trusted


def read_token(connection: HTTPConnection) -> str | None:
    """The session token the browser sent, from the one cookie this connection may use."""
    if is_trustworthy(connection):
        return connection.cookies.get(STRICT_NAME)
    return connection.cookies.get(LAN_NAME) if settings().insecure_lan else None


def set_token(response: Response, connection: HTTPConnection, token: str) -> None:
    """Give the browser its session, out of reach of scripts and other sites."""
    strict = is_trustworthy(connection)
    response.set_cookie(
        STRICT_NAME if strict else LAN_NAME,
        token,
        httponly=True,
        secure=strict,
        samesite="lax",
        path="/",
    )


def clear_token(response: Response, connection: HTTPConnection) -> None:
    """Take the session cookie back."""
    strict = is_trustworthy(connection)
    response.delete_cookie(
        STRICT_NAME if strict else LAN_NAME, path="/", secure=strict, httponly=True, samesite="lax"
    )
