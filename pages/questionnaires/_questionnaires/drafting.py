"""A draft under somebody's hands: what is typed is kept at once, what was refused stays and is told."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from core.access.permissions import Permission
from core.errors import Invalid
from core.questionnaires.edit import Edit
from core.questionnaires.form import Form
from core.questionnaires.queries import QuestionnaireView
from core.questionnaires.service import edit_questionnaire
from pages.ui import feedback, tables
from pages.ui.guard import Viewer

REFUSED = "draw.refused"
AT = "at"
Make = Callable[[Any], Edit]


@dataclass(frozen=True, slots=True)
class Refused:
    """A change that was not kept: why, if the rules say so, and the widget it was typed into."""

    questionnaire_id: int
    change: Edit | None
    error: Invalid | None
    base: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A questionnaire as it was drawn for somebody; changes are held against that."""

    viewer: Viewer
    view: QuestionnaireView

    @property
    def form(self) -> Form:
        """The draft."""
        return self.view.form

    @property
    def id(self) -> int:
        """The questionnaire's number."""
        return self.view.row.id

    @property
    def is_fixed(self) -> bool:
        """Whether the person may only look; the service asks again."""
        return not self.viewer.may(Permission.QUESTIONNAIRES_FORM_EDIT)

    def keep(self, make: Callable[[], Edit], base: str = "") -> bool:
        """One change through the one verb; what was refused is told by `tell`."""
        change: Edit | None = None
        try:
            change = make()
            facts = {"questionnaire_id": self.id, "edit": change, "version": self.view.row.version}
            key = hashlib.sha256(repr((self.id, self.view.row.version, change)).encode()).hexdigest()
            done, _ = feedback.act_or_raise(self.viewer, edit_questionnaire, client_key=key, **facts)
            error = None
        except Invalid as refused:
            done, error = False, refused
        if done:
            st.session_state.pop(REFUSED, None)
        else:
            st.session_state[REFUSED] = Refused(self.id, change, error, base)
        return done

    def go(self, change: Edit, to: str = "") -> None:
        """A change made by a button, and the part to look at afterwards."""
        if self.keep(lambda: change) and to:
            st.query_params[AT] = to

    def field(self, name: str, value: object, make: Make) -> dict[str, Any]:
        """What makes a widget show `value` and keep what is typed: its key and callback.

        The key is fresh once the draft says something else than this widget left there, so that one's own
        typing draws nothing afresh and the next box keeps the cursor.
        """
        base = f"draw.{self.id}.{name}"
        held, turn = f"{base}.stood", f"{base}.turn"
        if st.session_state.get(held, value) != value:
            st.session_state[turn] = st.session_state.get(turn, 0) + 1
        st.session_state[held] = value
        key = f"{base}.{st.session_state.get(turn, 0)}"
        if key not in st.session_state:
            st.session_state[key] = value
        return {
            "key": key,
            "on_change": self._typed,
            "args": (base, key, value, make),
            "disabled": self.is_fixed,
        }

    def _typed(self, base: str, key: str, before: object, make: Make) -> None:
        value = st.session_state.get(key)
        if value != before and self.keep(lambda: make(value), base):
            st.session_state[f"{base}.stood"] = value

    def tell(self) -> None:
        """Say what was not kept, with the way to keep or to drop it."""
        refused: Refused | None = st.session_state.get(REFUSED)
        if refused is None or refused.questionnaire_id != self.id:
            return
        if refused.error is not None:
            feedback.refuse(refused.error)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.warning(f"有一处修改没有保存：{tables.plain(self._told(refused))}。")
            if refused.change is not None and refused.error is None:
                st.button("仍按我的修改保存", on_click=self._again, args=(refused,), key="draw.again")
            st.button("放弃这处修改", on_click=_drop, args=(refused,), key="draw.drop")

    def _told(self, refused: Refused) -> str:
        if refused.change is None:
            return "填写的内容不合规，请改正"
        try:
            return refused.change.told(self.form)
        except Invalid as error:
            return str(error)

    def _again(self, refused: Refused) -> None:
        if refused.change is not None:
            change = refused.change
            if self.keep(lambda: change, refused.base):
                _fresh(refused.base)


def _drop(refused: Refused) -> None:
    st.session_state.pop(REFUSED, None)
    _fresh(refused.base)


def _fresh(base: str) -> None:
    if base:
        st.session_state[f"{base}.turn"] = st.session_state.get(f"{base}.turn", 0) + 1
