"""The process that serves: Streamlit behind the gate, with the sign-in pages and file routes beside it."""

import asyncio
import gc
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from streamlit.runtime.pages_manager import PagesManager
from streamlit.web.server.starlette import starlette_server

from core.settings import ROOT
from pages.server import errors, files, sign_in
from pages.server.directory import Directory
from pages.server.gate import Gate

# A folder called pages/ beside the entry script is served without Home.py until the first
# st.navigation of the process; this private flag of the pinned Streamlit switches that off.
PagesManager.uses_pages_directory = False

# Streamlit's own collection after every script run is off (it costs more than most screens);
# this one runs beside the screens instead.
COLLECT_SECONDS = 60

directory = Directory()


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[None]:
    """Watch the sessions and collect garbage while the server runs."""
    tasks = [asyncio.create_task(directory.watch()), asyncio.create_task(_collect())]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


async def _collect() -> None:
    while True:
        await asyncio.sleep(COLLECT_SECONDS)
        await asyncio.to_thread(gc.collect)


app = st.App(
    ROOT / "Home.py",
    lifespan=lifespan,
    routes=[*sign_in.routes(directory), *files.routes()],
    middleware=[Middleware(Gate, directory=directory)],
    on_script_error=errors.report,
    exception_handlers={Exception: errors.answer},
)


def serve(host: str, port: int) -> None:
    """Serve until stopped."""
    bind = starlette_server._bind_socket

    def bind_at_once(*facts: Any, **named: Any) -> socket.socket:
        bound = bind(*facts, **named)
        bound.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return bound

    # Streamlit binds a socket on which small answers wait 40 ms for the reader's acknowledgement; this
    # private function of the pinned version is where that can be mended.
    starlette_server._bind_socket = bind_at_once
    app.run(config={"server.address": host, "server.port": port, "browser.serverPort": port})
