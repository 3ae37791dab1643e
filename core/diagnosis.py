"""What an installation needs from its machine, and what of it is missing."""

import os
import shutil
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.exc import SQLAlchemyError

from core.clock import now, to_minute
from core.jobs.models import JobBeat
from core.machine import browser_path, has_chinese_font
from core.settings import settings
from core.store import migrate
from core.store.engine import default_engine
from core.store.session import reading

# Less free room than this is worth a word before the database meets it.
FREE_SHARE = 0.15
# The sidecar beats three times a minute; this long without a beat means it stands still.
SILENCE = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; `needed` ones must be sound for the product to run."""

    subject: str
    sound: bool
    state: str
    remedy: str = ""
    needed: bool = False


def examine() -> list[Finding]:
    """Everything `shuping doctor` reports, in order of importance."""
    return [_database(), _folder(), _space(), _worker(), _browser(), _font()]


def _database() -> Finding:
    kind = "SQLite（内嵌）" if settings().resolved_database_url.startswith("sqlite") else "PostgreSQL"
    try:
        held, needed = migrate.current(default_engine()), migrate.head()
    except (SQLAlchemyError, OSError) as error:
        reason = str(getattr(error, "orig", error)).splitlines()[0]
        remedy = "请检查 SHUPING_DATABASE_URL、数据库服务与账号权限"
        return Finding("数据库", False, f"{kind} 连接失败（{reason}）", remedy, needed=True)
    if held is None:
        return Finding(
            "数据库", False, f"{kind} 尚未建库", "运行 shuping init --demo dezhou 或 --empty", True
        )
    if held != needed:
        state = f"{kind} 结构版本 {held}，本程序需要 {needed}"
        return Finding("数据库", False, state, "运行 shuping up，会自动迁移；迁移前请先备份", True)
    return Finding("数据库", True, f"{kind}，结构版本 {held}", needed=True)


def _folder() -> Finding:
    folder = settings().data_dir
    existing = next(path for path in (folder, *folder.parents) if path.exists())
    sound = existing.is_dir() and os.access(existing, os.W_OK)
    return Finding("数据目录", sound, str(folder), "请给运行账号写权限，或用 SHUPING_DATA_DIR 换目录", True)


def _space() -> Finding:
    folder = settings().data_dir
    existing = next(path for path in (folder, *folder.parents) if path.exists())
    usage = shutil.disk_usage(existing)
    share = usage.free / usage.total
    state = f"剩余 {usage.free / 2**30:.1f} GB（{share:.1%}）"
    return Finding("磁盘空间", share >= FREE_SHARE, state, "请清理磁盘，剩余不足 15% 时写入可能失败")


def _worker() -> Finding:
    remedy = "运行 shuping up 会一并启动边车；单独启动用 python -m connectors.worker"
    try:
        with reading() as session:
            beat = session.get(JobBeat, "heartbeat")
    except (SQLAlchemyError, OSError):
        return Finding("边车进程", False, "数据库未就绪，读不到心跳", remedy)
    if beat is None:
        return Finding("边车进程", False, "从未运行", remedy)
    state = f"最近心跳 {to_minute(beat.at)}（{beat.holder}）"
    return Finding("边车进程", now() - beat.at < SILENCE, state, remedy)


def _browser() -> Finding:
    found = browser_path()
    remedy = "图表导出 PNG 需要：Debian/Ubuntu 运行 apt-get install chromium，或用 SHUPING_BROWSER_PATH 指定"
    return Finding("Chromium 浏览器", found is not None, found or "未找到", remedy)


def _font() -> Finding:
    if has_chinese_font():
        return Finding("中文字体", True, "系统字体可用")
    return Finding("中文字体", True, "系统无中文字体，导出图表时使用随包附带的思源黑体")
