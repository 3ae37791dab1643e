"""One act, one service call: runs it in one unit of work and shows what came of it."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from core.access.denials import record_denial
from core.errors import Invalid, NotAllowed, NotSignedIn, ShupingError
from core.store.session import writing
from pages.ui.guard import Viewer


def act(viewer: Viewer, verb: Callable[..., Any], **facts: Any) -> tuple[bool, Any]:
    """Call `verb(session=…, actor=…, **facts)` in one transaction; (True, result) when it was done.

    A refusal is shown, kept in the trail, and gives (False, None); nothing is half written.
    """
    try:
        with writing() as session:
            return True, verb(session=session, actor=viewer.actor, **facts)
    except ShupingError as error:
        if isinstance(error, NotAllowed | NotSignedIn):
            record_denial(actor=viewer.actor, action=verb.__name__, error=error)
        refuse(error)
        return False, None


def refuse(error: ShupingError) -> None:
    """Show why something was not done, problem by problem."""
    st.error(str(error))
    if isinstance(error, Invalid) and error.problems:
        rows = [
            {
                "位置": problem.place or "—",
                "规则": problem.rule,
                "现值": problem.value or "—",
                "处理办法": problem.remedy or "—",
            }
            for problem in error.problems
        ]
        st.dataframe(rows, hide_index=True, width="stretch")


def empty(sentence: str, next_step: str = "") -> None:
    """An empty screen: why it is empty and what to do next."""
    st.info(sentence + (f"\n\n下一步：{next_step}" if next_step else ""))
