"""What the questions of a form are drawn on: a unit's response, or a preview that keeps nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

import streamlit as st

from core import clock
from core.errors import Invalid
from core.questionnaires.answers import Answer, kept
from core.questionnaires.cells import cell_at
from core.questionnaires.completeness import Standing, standing
from core.questionnaires.form import Form, Question
from core.responses.filling import Clash, Saved, Typed, save_answers
from core.responses.queries import ResponseView
from pages.ui import feedback
from pages.ui.guard import Viewer


def saved_words(at: datetime) -> str:
    """When something was saved: today the time alone."""
    words = clock.to_minute(at)
    return words[-5:] if at.astimezone(clock.SHANGHAI).date() == clock.today() else words


class Paper(Protocol):
    """A form with answers on it. `keep` takes what widgets hold, by box."""

    form: Form
    name: str

    @property
    def standing(self) -> Standing:
        """How far it has come."""

    def value(self, key: str) -> Answer:
        """What stands in a box."""

    def turn(self, key: str) -> int:
        """Goes up when somebody else changed a box, so that its widget is drawn afresh."""

    def fixed(self, question: Question) -> str:
        """Why a question cannot be changed; empty where it can."""

    def kept_note(self, key: str) -> str:
        """Who kept a box when."""

    def keep(self, values: Mapping[str, object]) -> None:
        """Keep what was typed."""


@dataclass(slots=True)
class Preview:
    """A form tried out: what is typed stays in this tab and goes nowhere."""

    form: Form
    name: str

    @property
    def _held(self) -> dict[str, Answer]:
        held: dict[str, Answer] = st.session_state.setdefault(f"{self.name}.answers", {})
        return held

    @property
    def standing(self) -> Standing:
        """See `Paper`."""
        return standing(self.form, {key: value for key, value in self._held.items() if value})

    def value(self, key: str) -> Answer:
        """See `Paper`."""
        return self._held.get(key, "")

    def turn(self, key: str) -> int:
        """See `Paper`: nobody else is here."""
        return 0

    def fixed(self, question: Question) -> str:
        """See `Paper`: everything may be tried."""
        return ""

    def kept_note(self, key: str) -> str:
        """See `Paper`."""
        return ""

    def keep(self, values: Mapping[str, object]) -> None:
        """See `Paper`."""
        for key, value in values.items():
            cell = cell_at(self.form, key)
            if cell is not None:
                self._held[key] = kept(cell, value)


@dataclass(slots=True)
class Filling:
    """A unit's response: every committed value goes to the database at once."""

    viewer: Viewer
    view: ResponseView
    form: Form = field(init=False)
    name: str = field(init=False)

    def __post_init__(self) -> None:
        self.form, self.name = self.view.form, f"fill.{self.view.id}"
        seen, turns = self._seen, self._turns
        for key, stood in self.view.answers.items():
            if seen.get(key, 0) != stood.revision:
                seen[key], turns[key] = stood.revision, turns.get(key, 0) + 1

    @property
    def _seen(self) -> dict[str, int]:
        found: dict[str, int] = st.session_state.setdefault(f"{self.name}.seen", {})
        return found

    @property
    def _turns(self) -> dict[str, int]:
        found: dict[str, int] = st.session_state.setdefault(f"{self.name}.turns", {})
        return found

    @property
    def standing(self) -> Standing:
        """See `Paper`."""
        return self.view.standing

    def value(self, key: str) -> Answer:
        """See `Paper`."""
        stood = self.view.answers.get(key)
        return stood.value if stood else ""

    def turn(self, key: str) -> int:
        """See `Paper`."""
        return self._turns.get(key, 0)

    def fixed(self, question: Question) -> str:
        """See `Paper`."""
        if not self.view.may_fill:
            return "只读"
        if self.view.closed:
            return self.view.closed[0].rule
        if self.view.state == "handed_in":
            return "已报送"
        owner = self.view.parts.get(question.code)
        if owner is not None and owner[0] != self.viewer.actor.person_id:
            return f"由{owner[1]}填报"
        if self.view.state == "returned" and "" not in self.view.returned:
            opened = {question.code, *(term.cell for term in question.shown_if.terms)}
            return "" if opened & set(self.view.returned) else "本次没有退回这道题"
        return ""

    def kept_note(self, key: str) -> str:
        """See `Paper`."""
        stood = self.view.answers.get(key)
        return f"已保存 {saved_words(stood.at)} {stood.by}" if stood else ""

    def keep(self, values: Mapping[str, object]) -> None:
        """See `Paper`; what was refused stays in its widget and is told above the form."""
        seen = self._seen
        typed = {key: Typed(value, seen.get(key, 0)) for key, value in values.items()}
        self._save(typed)

    def overwrite(self, clash: Clash) -> None:
        """Put one's own value in the place of somebody else's, having seen it."""
        self.settle(clash)
        self._save({clash.cell: Typed(clash.mine, clash.revision)})
        self._turns[clash.cell] = self._turns.get(clash.cell, 0) + 1

    def settle(self, clash: Clash) -> None:
        """Leave what somebody else wrote."""
        left = [each for each in self.clashes if each.cell != clash.cell]
        st.session_state[f"{self.name}.clashes"] = left

    @property
    def clashes(self) -> list[Clash]:
        """The boxes to ask about."""
        found: list[Clash] = st.session_state.get(f"{self.name}.clashes", [])
        return found

    def refusal(self) -> Invalid | None:
        """Why the last values were not kept; told once."""
        found: Invalid | None = st.session_state.pop(f"{self.name}.refused", None)
        return found

    def _save(self, typed: Mapping[str, Typed]) -> None:
        facts: dict[str, Any] = {"response_id": self.view.id, "typed": typed}
        try:
            done, answer = feedback.act_or_raise(self.viewer, save_answers, **facts)
        except Invalid as error:
            st.session_state[f"{self.name}.refused"] = error
            return
        if done:
            saved: Saved = answer
            # One's own change draws nothing afresh: the next box keeps the cursor.
            self._seen.update(saved.revisions)
            st.session_state[f"{self.name}.clashes"] = [*self.clashes, *saved.clashes]
