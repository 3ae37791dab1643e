"""What waits for somebody: a sentence each, and the link that takes them there."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from core.access.permissions import Permission
from core.access.queries import MenuScreen
from pages.ui import feedback, links
from pages.ui.guard import Viewer

# More than this is a list of its own on the screen it comes from.
SHOWN = 8
HOME = "home"


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to see to; `text` is Markdown already, `address` empty where no screen of theirs helps."""

    text: str
    verb: str = ""
    address: str = ""
    urgent: bool = False


def answer(waiting: Sequence[Todo]) -> str:
    """The first line: how much waits, and how much of it will not bear waiting."""
    if not waiting:
        return "没有等您处理的事。"
    urgent = sum(each.urgent for each in waiting)
    return f"等您处理 **{len(waiting)}** 件" + (f"，其中 **{urgent}** 件紧急。" if urgent else "。")


def show(waiting: Sequence[Todo], *, more: str = "") -> None:
    """What will not bear waiting on top; `more` links to where the rest is listed."""
    order = sorted(waiting, key=lambda each: not each.urgent)
    lines = [_line(each) for each in order[:SHOWN]]
    if len(order) > SHOWN:
        lines.append(f"- 另有 {len(order) - SHOWN} 件" + (f"，见{more}" if more else ""))
    if lines:
        st.markdown("\n".join(lines))


def begin(viewer: Viewer) -> None:
    """What is still missing before there are results, for whoever can do something about it."""
    step = (
        f"在[指标体系]({links.systems()})中导入或在[体系设计]({links.designs()})中定稿发布，"
        f"再到[评估项目]({links.projects()})新建项目。"
    )
    feedback.empty(
        "还没有结果版次。评估结果冻结后会显示在这里。",
        step if viewer.may(Permission.PROJECTS_PROJECT_CREATE) else "",
    )


def ways(screens: Sequence[MenuScreen]) -> None:
    """Where somebody may go for whom nothing waits and nothing is going on."""
    named = [
        f"[{each.title}](/{each.url_path})" for each in screens if each.is_visible and each.url_path != HOME
    ]
    st.markdown(f"您可以打开：{'、'.join(named)}。")


def _line(each: Todo) -> str:
    link = f"　[{each.verb}]({each.address})" if each.address else ""
    return f"- {'▲' if each.urgent else '○'} {each.text}{link}"
