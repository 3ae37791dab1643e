"""The gate: an ASGI middleware in front of everything, Streamlit's own routes included.

Strangers reach the sign-in pages and the health check, nothing else. For others it tells Streamlit who
they are by two headers that no client can set, closes their sockets when their session ends, and adds
the security headers. It decides nothing about data: services do.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import quote

from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.access.sign_in import Visitor
from pages.server import cookies, frames, index_page
from pages.server.directory import Directory
from pages.server.headers import harden

# .streamlit/config.toml maps these onto st.user on connect; Streamlit's resume check compares them.
PERSON_HEADER = "X-Shuping-Person"
SESSION_HEADER = "X-Shuping-Session"

PUBLIC = ("/signin", "/signin/", "/healthz", "/_stcore/health")
PUBLIC_PREFIX = "/signin/assets/"
# Reached by a person who must change their password first.
PASSWORD_PATHS = ("/password", "/signout", "/session/state")
# Nobody needs these over the network: counters, the agent API, debugging.
HIDDEN = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/script-health-check", "/_stcore/allowed")
SESSION_ENDED = 4401

Answer = Callable[[Scope, Receive, Send], Awaitable[None]]


class Gate:
    """See the module's text."""

    def __init__(self, app: ASGIApp, directory: Directory) -> None:
        self._app = app
        self._directory = directory

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        scope["headers"] = _without_identity(scope["headers"])
        visitor = await self._directory.visitor(cookies.read_token(connection))
        if scope["type"] == "websocket":
            await self._socket(scope, receive, send, connection, visitor)
        else:
            secure = cookies.scheme(connection) == "https"
            await self._request(scope, receive, _hardened(send, scope["path"], secure), visitor)

    async def _request(self, scope: Scope, receive: Receive, send: Send, visitor: Visitor | None) -> None:
        answer = _early_answer(scope, visitor)
        if answer is not None:
            await answer(scope, receive, send)
            return
        if visitor is None:
            await self._app(scope, receive, send)
            return
        scope["state"] = {**scope.get("state", {}), "visitor": visitor}
        if index_page.is_page(scope):
            await self._directory.touch(visitor)
            scope, send = index_page.in_chinese(scope, send)
        await self._app(scope, receive, send)

    async def _socket(
        self, scope: Scope, receive: Receive, send: Send, connection: HTTPConnection, visitor: Visitor | None
    ) -> None:
        if visitor is None or visitor.must_change_password or not _same_origin(connection):
            await receive()
            await send({"type": "websocket.close", "code": SESSION_ENDED})
            return
        scope["headers"] = [*scope["headers"], *_identity(visitor)]
        ended = self._directory.join(visitor)
        try:
            await self._app(scope, self._watched(receive, send, visitor, ended), send)
        finally:
            self._directory.leave(visitor, ended)
            ended.set()

    def _watched(self, receive: Receive, send: Send, visitor: Visitor, ended: asyncio.Event) -> Receive:
        over = asyncio.ensure_future(ended.wait())

        async def watched() -> Message:
            while True:
                incoming = asyncio.ensure_future(receive())
                await asyncio.wait({incoming, over}, return_when=asyncio.FIRST_COMPLETED)
                if over.done():
                    incoming.cancel()
                    await send({"type": "websocket.close", "code": SESSION_ENDED})
                    return {"type": "websocket.disconnect", "code": SESSION_ENDED}
                message = incoming.result()
                if message["type"] != "websocket.receive":
                    return message
                passes, active = frames.inspect(message.get("bytes") or b"")
                if active:
                    await self._directory.touch(visitor)
                if passes:
                    return message

        return watched


def _early_answer(scope: Scope, visitor: Visitor | None) -> Answer | None:
    path: str = scope["path"]
    if path in PUBLIC or (path.startswith(PUBLIC_PREFIX) and scope["method"] in ("GET", "HEAD")):
        return None
    if visitor is None:
        return _refusal(scope)
    if any(path == hidden or path.startswith(hidden + "/") for hidden in HIDDEN):
        return PlainTextResponse("没有这个地址", status_code=404)
    if visitor.must_change_password and path not in PASSWORD_PATHS:
        return RedirectResponse(f"/password?next={quote(_target(scope), safe='')}", status_code=303)
    return None


def _refusal(scope: Scope) -> Answer:
    accepts = dict(scope["headers"]).get(b"accept", b"").decode("latin-1")
    if scope["method"] in ("GET", "HEAD") and "text/html" in accepts:
        return RedirectResponse(f"/signin?next={quote(_target(scope), safe='')}", status_code=303)
    return JSONResponse({"错误": "尚未登录", "处理办法": "请打开登录页登录后再试"}, status_code=401)


def _target(scope: Scope) -> str:
    """The address asked for, to return to afterwards."""
    query = scope["query_string"].decode("latin-1")
    return f"{scope['path']}?{query}" if query else str(scope["path"])


def _same_origin(connection: HTTPConnection) -> bool:
    # A browser always sends Origin on a websocket; a missing one is no browser.
    origin = connection.headers.get("origin", "")
    return bool(origin) and cookies.netloc(origin) == connection.headers.get("host", "")


def _identity(visitor: Visitor) -> list[tuple[bytes, bytes]]:
    return [
        (PERSON_HEADER.lower().encode(), str(visitor.person_id).encode()),
        (SESSION_HEADER.lower().encode(), str(visitor.session_id).encode()),
    ]


def _without_identity(headers: Any) -> list[tuple[bytes, bytes]]:
    return [(name, value) for name, value in headers if not name.lower().startswith(b"x-shuping-")]


def _hardened(send: Send, path: str, secure: bool) -> Send:
    async def hardened(message: Message) -> None:
        if message["type"] == "http.response.start":
            harden(message, path=path, secure=secure)
        await send(message)

    return hardened
