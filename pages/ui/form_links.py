"""Addresses of questionnaires and responses, made in one place."""

from urllib.parse import urlencode

from core.questionnaires.cells import question_code
from core.questionnaires.form import Form


def tasks() -> str:
    """What a unit is asked to fill."""
    return "/fill"


def begin(questionnaire_id: int, round_id: int | None, organisation_id: int) -> str:
    """A questionnaire nobody of the unit has begun."""
    facts = {"questionnaire": questionnaire_id, "round": round_id or 0, "unit": organisation_id}
    return f"/fill?{urlencode(facts)}"


def response(response_id: int, **facts: object) -> str:
    """A response being filled; `facts` may open a section or a verb."""
    return f"/fill?{urlencode({'response': response_id} | facts)}"


def cell(form: Form, response_id: int, key: str) -> str:
    """A response opened at one box."""
    code = question_code(key)
    section = form.section_of.get(code)
    return response(response_id, section=section.code if section else "", at=code)
