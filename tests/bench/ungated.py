"""The product's app without its gate, for measuring what the gate costs: `python -m tests.bench.ungated PORT`."""

import sys

import streamlit as st

import asgi
from core.settings import ROOT
from pages.server import errors, files, sign_in

app = st.App(
    ROOT / "Home.py",
    lifespan=asgi.lifespan,
    routes=[*sign_in.routes(asgi.directory), *files.routes()],
    on_script_error=errors.report,
)


def main() -> None:
    """Serve on the port named, on this machine only."""
    port = int(sys.argv[1])
    sys.argv = [str(ROOT / "asgi.py")]
    app.run(config={"server.address": "127.0.0.1", "server.port": port, "browser.serverPort": port})


if __name__ == "__main__":
    main()
