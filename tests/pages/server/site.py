"""The gate around a tiny application, reached the way a browser reaches it."""

import asyncio
import warnings
from contextlib import asynccontextmanager, suppress

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from pages.server import files, sign_in
from pages.server.directory import Directory
from pages.server.gate import Gate

with warnings.catch_warnings():
    # Starlette would rather use a successor of httpx that is not among our pinned packages.
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient

SECURE = "https://shuping.test"
LOOPBACK = "http://127.0.0.1:8501"
LAN = "http://10.1.2.3:8501"
HTML = {"accept": "text/html,application/xhtml+xml"}
PAGE = b'<!DOCTYPE html><html lang="en"><head><title>Streamlit</title></head><body></body></html>'


async def screen(_request: Request) -> HTMLResponse:
    """Stands for Streamlit's one page."""
    return HTMLResponse(PAGE)


async def echo(request: Request) -> JSONResponse:
    """What reached the application, headers and all."""
    return JSONResponse(dict(request.headers))


async def breaks(_request: Request) -> JSONResponse:
    """An application fault."""
    raise RuntimeError("a fault with details nobody outside may read")


async def talk(socket: WebSocket) -> None:
    """Says who is connected, then sends every frame back."""
    await socket.accept()
    await socket.send_json({key: value for key, value in socket.headers.items() if key.startswith("x-")})
    with suppress(WebSocketDisconnect):
        while True:
            await socket.send_bytes(await socket.receive_bytes())


def site() -> tuple[Starlette, Directory]:
    """The application and the directory behind its gate."""
    directory = Directory()

    @asynccontextmanager
    async def lifespan(_app: Starlette):
        watch = asyncio.create_task(directory.watch())
        yield
        watch.cancel()

    routes = [
        *sign_in.routes(directory),
        *files.routes(),
        WebSocketRoute("/_stcore/stream", talk),
        Route("/breaks", breaks),
        Route("/_stcore/health", echo),
        Route("/_stcore/{rest:path}", echo, methods=["GET", "POST", "PUT", "DELETE"]),
        Route("/media/{rest:path}", echo),
        Route("/{rest:path}", screen, methods=["GET", "POST", "PUT", "DELETE", "PATCH"]),
    ]
    gate = Middleware(Gate, directory=directory)
    return Starlette(routes=routes, middleware=[gate], lifespan=lifespan), directory


def browser(base: str = SECURE, **facts) -> TestClient:
    """A browser that follows no redirect by itself."""
    app, _ = site()
    return TestClient(app, base_url=base, follow_redirects=False, client=("10.9.8.7", 50000), **facts)


def enter(client: TestClient, login: str, password: str, target: str = "/"):
    """Fill in the sign-in page."""
    return client.post("/signin", data={"login": login, "password": password, "next": target})
