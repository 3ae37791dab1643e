"""Addresses of questionnaires and responses, made in one place."""

from urllib.parse import urlencode

from core.questionnaires.cells import question_code
from core.questionnaires.form import Form


def tasks() -> str:
    """What a unit is asked to fill."""
    return "/fill"


def task(response_id: int | None, questionnaire_id: int, round_id: int | None, organisation_id: int) -> str:
    """Where a task is worked on, begun or not."""
    if response_id is not None:
        return response(response_id)
    return begin(questionnaire_id, round_id, organisation_id)


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


def questionnaires() -> str:
    """The list of questionnaires."""
    return "/questionnaires"


def questionnaire(questionnaire_id: int, part: str = "", **facts: object) -> str:
    """A questionnaire, opened at one of its parts where one is named; `facts` may name a question or a version."""
    known = {"questionnaire": questionnaire_id} | ({"part": part} if part else {})
    return f"/questionnaires?{urlencode(known | facts)}"


def form_file(questionnaire_id: int, number: int = 0) -> str:
    """A questionnaire as XLSForm: its draft, or the published version of that number."""
    version = f"/versions/{number}" if number else ""
    return f"/api/questionnaires/{questionnaire_id}{version}.xlsx"


def collected(questionnaire_id: int, round_id: int | None = None, **facts: object) -> str:
    """How far the units are that fill a questionnaire, in a round where it hangs on one."""
    return f"/collected?{urlencode({'of': f'{questionnaire_id}-{round_id or 0}'} | facts)}"
