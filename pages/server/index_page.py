"""Streamlit's one HTML page, made ours: language, title, icon, and the scripts that translate it and lay its tables."""

import re

from starlette.datastructures import MutableHeaders
from starlette.types import Message, Scope, Send

SCRIPTS = b'<script src="/signin/assets/screen.js"></script><script src="/signin/assets/tables.js"></script>'
STYLE = b'<link rel="stylesheet" href="/signin/assets/screen.css">'
REPLACEMENTS = (
    (b'<html lang="en">', b'<html lang="zh-CN">'),
    (b"<title>Streamlit</title>", "<title>数评 · 公共数据共享绩效评估</title>".encode()),
    # Streamlit looks for "shortcut icon" to put the menu's icon there, fetched from a font server outside.
    (b'rel="shortcut icon" href="./favicon.png"', b'rel="icon" href="/signin/assets/icon.svg"'),
    (
        b"You need to enable JavaScript to run this app.",
        "请在浏览器中启用 JavaScript 后使用本系统。".encode(),
    ),
)
# An inline script of Streamlit's for search engines; our policy allows no inline code, and nobody needs it.
INLINE_SCRIPT = re.compile(rb"<script>\s*window\.prerenderReady = false\s*</script>")
OWN_PREFIXES = (
    "/_stcore/",
    "/static/",
    "/media/",
    "/component/",
    "/api/",
    "/signin",
    "/signout",
    "/password",
)


def is_page(scope: Scope) -> bool:
    """Whether a browser asks for a screen, which Streamlit answers with its one page."""
    if scope["type"] != "http" or scope["method"] != "GET" or scope["path"].startswith(OWN_PREFIXES):
        return False
    return b"text/html" in dict(scope["headers"]).get(b"accept", b"")


def in_chinese(scope: Scope, send: Send) -> tuple[Scope, Send]:
    """The same request without compression or revalidation, and a `send` that rewrites the page."""
    skipped = (b"accept-encoding", b"if-none-match", b"if-modified-since")
    plain = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] not in skipped]}
    start: list[Message] = []
    body = bytearray()

    async def rewritten(message: Message) -> None:
        if message["type"] == "http.response.start":
            start.append(message)
            return
        body.extend(message.get("body", b""))
        if message.get("more_body"):
            return
        page = translate(bytes(body)) if _is_html(start[0]) else bytes(body)
        headers = MutableHeaders(scope=start[0])
        headers["content-length"] = str(len(page))
        del headers["etag"]
        await send(start[0])
        await send({"type": "http.response.body", "body": page})

    return plain, rewritten


def translate(page: bytes) -> bytes:
    """The page with our language, title, style and scripts; these run before Streamlit's own."""
    for old, new in REPLACEMENTS:
        page = page.replace(old, new)
    page = INLINE_SCRIPT.sub(b"", page)
    return page.replace(b"<head>", b"<head>" + SCRIPTS + STYLE, 1)


def _is_html(start: Message) -> bool:
    return MutableHeaders(scope=start).get("content-type", "").startswith("text/html")
