"""One change of a questionnaire's draft: what it makes of the form, and how it is told."""

from typing import Protocol

from core.questionnaires.form import Form


class Edit(Protocol):
    """A change somebody asks for. `applied` raises `Invalid` where it cannot be made; both are pure."""

    def applied(self, form: Form) -> Form:
        """The form with this change."""

    def told(self, form: Form) -> str:
        """The change in a sentence, `form` being the one before it."""
