"""Drawers and dialogs opened by the address: a card at the right, a verb in the middle.

The address names them (`do`, `id`), so that a link opens one and dismissing it is a step back. What was typed
stays while something is refused; a second click finds the first one's client key.
"""

import secrets
from collections.abc import Callable
from typing import Any, TypeVar, cast

import streamlit as st

from pages.ui import feedback, frame
from pages.ui.guard import Viewer

KEY, SEEN = "verbs.client_key", "verbs.seen"
Seen = TypeVar("Seen")


def asked() -> tuple[str, int | None]:
    """The verb the address names and the number of the row it is for."""
    named = st.query_params.get("id", "")
    # A larger number than any row has is nobody's.
    number = int(named) if named.isascii() and named.isdecimal() and len(named) < 10 else None
    return st.query_params.get("do", ""), number


def open_at(do: str, identity: object = None) -> None:
    """Name a verb in the address; for buttons of a toolbar, as their callback."""
    st.query_params["do"] = do
    if identity is not None:
        st.query_params["id"] = str(identity)
    elif "id" in st.query_params:
        del st.query_params["id"]


def close() -> None:
    """Take the verb out of the address and forget its client key."""
    for name in ("do", "id"):
        if name in st.query_params:
            del st.query_params[name]
    st.session_state.pop(KEY, None)
    st.session_state.pop(SEEN, None)


def as_opened(row: Seen) -> Seen:
    """The row as it stood when its dialog was opened, whatever has happened to it since.

    Its version is what the verb is called with, so that whoever was first is not overwritten.
    """
    at = asked()
    held = st.session_state.get(SEEN)
    if held is None or held[0] != at:
        held = st.session_state[SEEN] = (at, row)
    return cast("Seen", held[1])


def dialog(
    title: str, body: Callable[[], None], *, wide: bool = False, dismissed: Callable[[], None] = close
) -> None:
    """Open a dialog in the middle for a verb."""
    st.dialog(title, width="large" if wide else "medium", on_dismiss=dismissed)(body)()


def drawer(title: str, body: Callable[[], None]) -> None:
    """Open a drawer at the right for a card."""
    st.dialog(title, width="medium", position="right", on_dismiss=close)(body)()


def client_key() -> str:
    """The key of the submit under way: the same until it has succeeded or the dialog was put away."""
    return str(st.session_state.setdefault(KEY, secrets.token_hex(16)))


def submit(
    viewer: Viewer,
    label: str,
    verb: Callable[..., Any],
    *,
    done: str | Callable[[Any], str],
    run: Callable[..., tuple[bool, Any]] = feedback.act,
    ready: bool = True,
    **facts: Any,
) -> None:
    """The button that does it: one service call; what was refused is told above, what was done on the screen.

    `done` is the sentence, or makes one of what the verb answered; `run` calls it (see `feedback`).
    """
    why = None if ready else "必填项没有填完，或内容没有改动。"
    if not st.button(label, type="primary", disabled=not ready, help=why, key="verbs.submit"):
        return
    succeeded, answer = run(viewer, verb, client_key=client_key(), **facts)
    if succeeded:
        close()
        frame.carry(done if isinstance(done, str) else done(answer))
