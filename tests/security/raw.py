"""HTTP as it is typed: a client library would tidy the very addresses we want to try."""

from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException


@dataclass(frozen=True, slots=True)
class Answer:
    """A status (0: the connection was closed without one), the headers in lower case, and the body."""

    status: int
    headers: dict[str, str]
    body: bytes


class _Untidy(HTTPConnection):
    """Sends addresses the client's own checks would refuse: those are of interest."""

    def _validate_path(self, url: str) -> None:
        """Nothing to object to."""


def ask(
    port: int, path: str, method: str = "GET", headers: dict[str, str] | None = None, body: bytes = b""
) -> Answer:
    """One request, its address sent letter by letter."""
    connection = _Untidy("127.0.0.1", port, timeout=30)
    try:
        connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in {**(headers or {}), "content-length": str(len(body))}.items():
            connection.putheader(name, value)
        connection.endheaders(body)
        answer = connection.getresponse()
        return Answer(
            answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        )
    except (HTTPException, ConnectionError):
        return Answer(0, {}, b"")
    finally:
        connection.close()
