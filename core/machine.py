"""What this machine offers beyond Python: a browser to draw with, a Chinese font."""

import gc
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.settings import settings

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def browser_path() -> str | None:
    """The Chromium that draws charts as PNG: the one set, else the first found."""
    if settings().browser_path:
        return settings().browser_path if Path(settings().browser_path).exists() else None
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def has_chinese_font() -> bool:
    """Whether fontconfig knows a font with Chinese glyphs."""
    listing = shutil.which("fc-list")
    if listing is None:
        return False
    answer = subprocess.run([listing, ":lang=zh", "family"], capture_output=True, text=True, check=False)
    return bool(answer.stdout.strip())


@contextmanager
def without_collecting() -> Iterator[None]:
    """Hold the search for cycles back while many objects are made that all live on.

    It would walk over all of them again and again: half the time of importing two thousand indicators.
    """
    collected = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        # Whoever came while another held it back leaves it to the other.
        if collected:
            gc.enable()
