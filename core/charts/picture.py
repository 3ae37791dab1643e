"""Figures as PNG or SVG through one warm headless Chromium, with a Chinese font in any case."""

import os
import threading
from importlib.resources import files
from pathlib import Path
from typing import Any

import plotly.graph_objects as go

from core.errors import Unavailable
from core.machine import browser_path, has_chinese_font
from core.settings import settings

WIDTH = 1200
SCALE = 2
MEDIA_TYPES = {"png": "image/png", "svg": "image/svg+xml"}

_lock = threading.Lock()
_started = False


def draw(figure: go.Figure, kind: str = "png") -> bytes:
    """The figure as a picture; raises `Unavailable` on a machine without a browser."""
    import kaleido

    browser = browser_path()
    if browser is None:
        raise Unavailable(
            "本机没有 Chromium，无法导出图片",
            remedy="请运行 shuping doctor 查看安装方法；也可导出 Excel 数据",
        )
    _start(browser)
    options: dict[str, Any] = {"format": kind, "width": WIDTH, "height": figure.layout.height or 600}
    if kind == "png":
        options["scale"] = SCALE
    try:
        return bytes(kaleido.calc_fig_sync(figure, opts=options))
    except (RuntimeError, ValueError, OSError) as error:
        raise Unavailable(
            "图片没有画成", remedy="请稍后重试；仍失败时联系系统管理员运行 shuping doctor"
        ) from error


def _start(browser: str) -> None:
    """Start the browser once a process; it stays warm."""
    global _started
    with _lock:
        if _started:
            return
        import kaleido

        os.environ["BROWSER_PATH"] = browser
        os.environ.update(font_environment())
        kaleido.start_sync_server(n=1, silence_warnings=True, mathjax=False)
        _started = True


def font_environment() -> dict[str, str]:
    """What a browser started here needs in its environment to find a Chinese font."""
    return {} if has_chinese_font() else {"FONTCONFIG_FILE": str(_font_settings())}


def _font_settings() -> Path:
    """A fontconfig file that names the font carried by the zhplot package."""
    fonts = files("zhplot") / "fonts"
    path = settings().data_dir / "fonts.conf"
    path.parent.mkdir(parents=True, exist_ok=True)
    cache = settings().data_dir / "fontconfig"
    path.write_text(f"<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>")
    return path
