"""Every address worth trying on a server: its routes, its screens, its files, and odd spellings of them."""

import csv
from collections.abc import Iterator
from pathlib import Path

import streamlit
from starlette.routing import BaseRoute, Mount, Route

from asgi import directory
from core.settings import REFERENCE, ROOT
from pages.server import files, sign_in

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH")
SESSION = "0b8f7f0e-5a51-4a57-9f6e-2f1f6f0a1c11"
SAMPLES = {
    "edition_id:int": "1",
    "version_id:int": "1",
    "file_id:int": "1",
    "audience": "department",
    "unit_code": "M01",
    "indicator": "C12",
    "kind": "svg",
    "year:int": "2020",
    "span": "all",
    "measure": "heat",
}
# What Streamlit serves beside the app's own routes.
STREAMLIT = (
    "/_stcore/health", "/_stcore/host-config", "/_stcore/metrics", "/_stcore/script-health-check",
    "/_stcore/allowed-message-origins", "/_stcore/stream", "/_stcore/agent/interact",
    "/_stcore/agent/openapi.json", "/_stcore/agent/mcp", f"/_stcore/upload_file/{SESSION}/1",
    "/_stcore/bidi-components/x", "/media/", "/media/x.png", f"/media/{'a' * 56}.xlsx", "/component/x",
    "/component/x/index.html", "/component/streamlit_authenticator.cookie/index.html",
    "/app/static/x", "/auth/login", "/auth/logout", "/oauth2callback", "/index.html", "/manifest.json",
    "/favicon.png", "/robots.txt",
)  # fmt: skip
ODD = (
    "//", "//board", "/board/", "/./board", "/../board", "/..", "/%2e%2e/", "/%2e%2e/asgi.py", "/..%2fHome.py",
    "/static/../asgi.py", "/static/%2e%2e/%2e%2e/Home.py", "/static/..%5c..%5cHome.py",
    "/signin/../board", "/signin/..%2fboard", "/signin//board", "/signin/assets/../../board",
    "/signin/assets/%2e%2e/%2e%2e/asgi.py", "/signin/assets/..%2f..%2f..%2fcore/settings.py",
    "/signin/assets//etc/passwd", "/signin/assets/%2e%2e/templates/sign_in.html", "/signin/assets/",
    "/signin/board", "/signin%2f..%2fboard", "/SIGNIN/assets/../board", "/signin;/board", "/board;x=1",
    "/board%00", "/board%0d%0aX-A:b", "/%252e%252e/asgi.py", "/api/../board", "/api//results/1/units/M01.xlsx",
    "/api/results/1/units/../boards/department.xlsx", "/healthz/../board", "/healthz/", "/healthz/board",
    "/_stcore/health/../host-config", "/_stcore/health/", "/_stcore//host-config", "//_stcore/host-config",
    "/x/_stcore/host-config", "/board/_stcore/host-config", "/board/_stcore/health", "/x/_stcore/health",
    "/\\board", "/?page=board", "/board?edition=1&unit=M01", "/~", "/.git/config", "/.env",
    "/.streamlit/config.toml", "/data/var/shuping.db", "/pages", "/pages/", "/nothing-here",
    "/" + "a" * 2000,
)  # fmt: skip


def routes() -> list[str]:
    """Every address asgi.py mounts, its blanks filled with things that exist."""
    return list(_paths([*sign_in.routes(directory), *files.routes()]))


def menu_addresses() -> list[str]:
    """The address of every screen in the menus."""
    with (REFERENCE / "menus.csv").open(encoding="utf-8-sig", newline="") as file:
        return sorted(f"/{row['地址']}" for row in csv.DictReader(file) if row["地址"])


def screen_files() -> list[str]:
    """Every file of pages/ as a path, as a bare name, and as its name without .py."""
    found: set[str] = set()
    for file in (ROOT / "pages").rglob("*.py"):
        path = file.relative_to(ROOT)
        found |= {f"/{path.as_posix()}", f"/{file.name}", f"/{file.stem}"}
    return sorted(found | {"/Home.py", "/Home", "/asgi.py", "/cli.py", "/core/settings.py"})


def static_assets() -> list[str]:
    """Some of the real files Streamlit's page loads."""
    root = Path(streamlit.__file__).parent / "static"
    held = sorted(path for path in root.rglob("*") if path.is_file())
    return [f"/{path.relative_to(root).as_posix()}" for path in held[:: max(1, len(held) // 12)]]


def everything() -> list[str]:
    """All of the above, once each."""
    groups = (["/"], routes(), list(STREAMLIT), menu_addresses(), screen_files(), static_assets(), list(ODD))
    return list(dict.fromkeys(path for group in groups for path in group))


def _paths(mounted: list[BaseRoute]) -> Iterator[str]:
    for route in mounted:
        if isinstance(route, Mount):
            yield f"{route.path}/screen.css"
        elif isinstance(route, Route):
            path = route.path
            for name, value in SAMPLES.items():
                path = path.replace("{" + name + "}", value)
            yield path
