"""What an administrator minds: who is locked out, whether the sidecar is alive, how many are about."""

import streamlit as st

from core.access import queries
from core.access.accounts import Accounts, accounts
from core.access.permissions import Permission
from core.clock import moment_in_words
from core.jobs.queries import silent_since
from core.store.session import reading
from pages.ui import links, tables
from pages.ui.feedback import ask
from pages.ui.guard import Viewer
from pages.workbench._home.todos import Todo


def waiting(viewer: Viewer) -> list[Todo]:
    """Accounts to unlock, and a sidecar nobody hears of."""
    if not viewer.may(Permission.ACCESS_PERSON_EDIT):
        return []
    held: Accounts = ask(viewer, accounts)
    found = [
        Todo(
            f"账号 {tables.plain(f'{login}（{name}）')}口令连续输错，锁定至 {moment_in_words(until)}",
            "去解锁",
            links.people(),
            urgent=True,
        )
        for login, name, until in held.locked
    ]
    silence = _silence(viewer)
    if silence:
        found.append(Todo(silence, urgent=True))
    return found


def show(viewer: Viewer) -> None:
    """The state of the installation in three lines, each with its screen."""
    if not viewer.may(Permission.ACCESS_PERSON_EDIT):
        return
    held: Accounts = ask(viewer, accounts)
    with reading() as session:
        about = len(queries.online(session=session, actor=viewer.actor))
    locked = f"，锁定 **{len(held.locked)}** 个" if held.locked else "，没有锁定的账号"
    st.markdown("##### 系统状态")
    lines = [
        f"账号：启用 **{held.active}** 个、停用 {held.inactive} 个{locked}　[用户管理]({links.people()})",
        f"在线：**{about}** 个会话　[在线用户]({links.online()})",
        f"采集进程：{_silence(viewer) or '● 正常'}",
    ]
    st.markdown("\n".join(f"- {line}" for line in lines))


def _silence(viewer: Viewer) -> str:
    """What is wrong with the sidecar, in a sentence; empty while it is at work or not theirs to know."""
    if not viewer.may(Permission.COLLECTION_SOURCE_EDIT):
        return ""
    silent = ask(viewer, silent_since, permission=Permission.COLLECTION_SOURCE_EDIT)
    if silent is None:
        return ""
    since = f"自{moment_in_words(silent)}起" if silent.year > 1970 else "从未启动，"
    return f"采集进程{since}没有应答，请在服务器上检查边车进程"
