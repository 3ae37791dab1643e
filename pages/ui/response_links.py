"""Addresses of responses: the screen that looks at them, and the files they leave as."""

from urllib.parse import quote, urlencode


def collected(**facts: object) -> str:
    """Who has filled what; `facts` may name a place (`of`), a part, a question, a state."""
    held = {name: value for name, value in facts.items() if value}
    return f"/collected?{urlencode(held)}" if held else "/collected"


def response(response_id: int, **facts: object) -> str:
    """One response to read, mark and return."""
    return f"/collected?{urlencode({'response': response_id, **facts})}"


def response_file(response_id: int) -> str:
    """One response as the paper that is printed and signed."""
    return f"/api/responses/{response_id}/paper.docx"


def blank_form(questionnaire_id: int, kind: str) -> str:
    """A published questionnaire to be filled by hand: docx or xlsx."""
    return f"/api/questionnaires/{questionnaire_id}/blank.{kind}"


def answers_file(questionnaire_id: int, round_id: int | None, name: str, *, drafts: bool = False) -> str:
    """Every response in one workbook: wide, long or statistics."""
    return f"{_answers(questionnaire_id, round_id)}/{'all' if drafts else 'handed-in'}/{name}.xlsx"


def question_chart(
    questionnaire_id: int, round_id: int | None, box: str, kind: str = "png", *, drafts: bool = False
) -> str:
    """What a question, or a column of a matrix (B2:c1), comes to as a picture."""
    place = f"{_answers(questionnaire_id, round_id)}/{'all' if drafts else 'handed-in'}"
    return f"{place}/questions/{quote(box, safe='')}/chart.{kind}"


def crossing_file(
    questionnaire_id: int, round_id: int | None, box: str, across: str, kind: str, *, drafts: bool = False
) -> str:
    """A cross tabulation as a workbook or a picture."""
    place = f"{_answers(questionnaire_id, round_id)}/{'all' if drafts else 'handed-in'}"
    return f"{place}/questions/{quote(box, safe='')}/by/{quote(across, safe='')}.{kind}"


def fed_file(questionnaire_id: int, round_id: int | None, audience: str) -> str:
    """The values a questionnaire feeds, in the workbook the import of values takes."""
    return f"{_answers(questionnaire_id, round_id)}/values/{quote(audience, safe='')}.xlsx"


def fed_sources(questionnaire_id: int, round_id: int | None) -> str:
    """Where each of them is from."""
    return f"{_answers(questionnaire_id, round_id)}/sources.xlsx"


def _answers(questionnaire_id: int, round_id: int | None) -> str:
    return f"/api/answers/{questionnaire_id}/{round_id or 0}"
