"""One act, one service call: runs it in one unit of work and shows what came of it."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from core.access.denials import record_denial
from core.errors import Invalid, NotAllowed, NotSignedIn, ShupingError
from core.evidence.models import Purpose
from core.evidence.service import XLSX, FileContent, keep
from core.store.session import reading, writing
from pages.ui import links, tables
from pages.ui.guard import Viewer

# A file can be wrong in thousands of places; the annotated file names them all.
SHOWN = 50
TURN = "feedback.turn."


def act(viewer: Viewer, verb: Callable[..., Any], **facts: Any) -> tuple[bool, Any]:
    """Call `verb(session=…, actor=…, **facts)` in one transaction; (True, result) when it was done.

    A refusal is shown, kept in the trail, and gives (False, None); nothing is half written.
    """
    try:
        return act_or_raise(viewer, verb, **facts)
    except Invalid as error:
        refuse(error)
        return False, None


def act_or_raise(viewer: Viewer, verb: Callable[..., Any], **facts: Any) -> tuple[bool, Any]:
    """The same, but `Invalid` is the caller's, who has the person's file to give back."""
    try:
        with writing() as session:
            return True, verb(session=session, actor=viewer.actor, **facts)
    except Invalid:
        raise
    except ShupingError as error:
        if isinstance(error, NotAllowed | NotSignedIn):
            record_denial(actor=viewer.actor, action=verb.__name__, error=error)
        refuse(error)
        return False, None


def errand(viewer: Viewer, verb: Callable[..., Any], **facts: Any) -> tuple[bool, Any]:
    """The same for an errand that opens its own units of work, as hashing a password between them needs."""
    try:
        return errand_or_raise(viewer, verb, **facts)
    except Invalid as error:
        refuse(error)
        return False, None


def errand_or_raise(viewer: Viewer, verb: Callable[..., Any], **facts: Any) -> tuple[bool, Any]:
    """The same, but `Invalid` is the caller's."""
    try:
        return True, verb(actor=viewer.actor, **facts)
    except Invalid:
        raise
    except ShupingError as error:
        if isinstance(error, NotAllowed | NotSignedIn):
            record_denial(actor=viewer.actor, action=verb.__name__, error=error)
        refuse(error)
        return False, None


def ask(viewer: Viewer, query: Callable[..., Any], **facts: Any) -> Any:
    """What `query(session=…, actor=…, **facts)` says; a refusal is shown, kept in the trail and ends the screen."""
    try:
        with reading() as session:
            return query(session=session, actor=viewer.actor, **facts)
    except ShupingError as error:
        if isinstance(error, NotAllowed | NotSignedIn):
            record_denial(actor=viewer.actor, action=query.__name__, error=error)
        refuse(error)
        st.stop()


def give_back(viewer: Viewer, error: Invalid, name: str, marked: bytes | None) -> None:
    """Show what is wrong with a file and hand the person's own copy back with a 失败原因 column."""
    refuse(error)
    if marked is None:
        return
    stem = name.removesuffix(".xlsx")
    content = FileContent(f"{stem}-失败原因.xlsx", XLSX, marked)
    with writing() as session:
        kept = keep(session=session, actor=viewer.actor, content=content, purpose=Purpose.ANNOTATED)
    st.link_button(
        "下载标注了失败原因的文件", links.evidence(kept.id or 0), icon=":material/download:", type="primary"
    )


def refuse(error: ShupingError) -> None:
    """Show why something was not done, problem by problem."""
    st.error(str(error))
    if isinstance(error, Invalid) and error.problems:
        tables.show(
            [
                {
                    "位置": tables.plain(problem.place or "—"),
                    "规则": tables.plain(problem.rule),
                    "现值": tables.plain(problem.value or "—"),
                    "处理办法": tables.plain(problem.remedy or "—"),
                }
                for problem in error.problems[:SHOWN]
            ]
        )
        if len(error.problems) > SHOWN:
            st.caption(f"共 {len(error.problems)} 处，此处列出前 {SHOWN} 处；全部原因见退回的文件。")


def fresh(name: str) -> str:
    """The key of an input that is emptied by `renew`; taking its state away would leave the text on the screen."""
    turn = st.session_state.get(f"{TURN}{name}", 0)
    return f"{name}.{turn}" if turn else name


def renew(name: str) -> None:
    """Empty the input: what was typed into it has been taken in."""
    st.session_state[f"{TURN}{name}"] = st.session_state.get(f"{TURN}{name}", 0) + 1


def empty(sentence: str, next_step: str = "") -> None:
    """An empty screen: why it is empty and what to do next."""
    st.info(sentence + (f"\n\n下一步：{next_step}" if next_step else ""))
