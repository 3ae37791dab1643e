"""Pages as PDF, printed by this machine's own Chromium without a window."""

import os
import subprocess
import tempfile
from pathlib import Path

from core.charts.picture import font_environment
from core.errors import Unavailable
from core.machine import browser_path

SECONDS = 60


def printed(page: str) -> bytes:
    """The page as PDF; raises `Unavailable` with what to do where no browser can print it."""
    browser = browser_path()
    if browser is None:
        raise Unavailable(
            "本机没有 Chromium，无法打印成 PDF",
            remedy="请运行 shuping doctor 查看安装方法；也可导出 Word 文档",
        )
    with tempfile.TemporaryDirectory(prefix="shuping-print-") as folder:
        source, target = Path(folder) / "page.html", Path(folder) / "page.pdf"
        source.write_text(page, encoding="utf-8")
        command = [browser, "--headless", "--disable-gpu", "--no-first-run", "--no-pdf-header-footer"]
        command += [f"--user-data-dir={folder}/profile", f"--print-to-pdf={target}", source.as_uri()]
        if os.name == "posix" and os.geteuid() == 0:
            # Chromium refuses its own sandbox to root; the page is ours and holds no script.
            command.insert(1, "--no-sandbox")
        try:
            subprocess.run(
                command, env={**os.environ, **font_environment()}, capture_output=True, timeout=SECONDS, check=True
            )  # fmt: skip
            return target.read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            raise Unavailable(
                "PDF 没有打印成", remedy="请稍后重试；仍失败时联系系统管理员运行 shuping doctor"
            ) from error
