"""Addresses of screens and files, made in one place."""

from urllib.parse import quote, urlencode


def unit(edition_id: int, unit_code: str, metric: str = "", *, leaf: str = "") -> str:
    """A unit's result, opened at an indicator or at a metric's trace where one is named."""
    facts = {"edition": str(edition_id), "unit": unit_code}
    facts |= {name: code for name, code in (("leaf", leaf), ("metric", metric)) if code}
    return f"/unit?{urlencode(facts)}"


def cockpit(edition_id: int) -> str:
    """The city as its leaders see it."""
    return f"/cockpit?{urlencode({'edition': edition_id})}"


def wall(edition_id: int) -> str:
    """The same on a wall."""
    return f"/cockpit?{urlencode({'edition': edition_id, 'wall': 1})}"


def compare(edition_id: int, mode: str, **choices: str) -> str:
    """A comparison; `mode` is within, peers or periods, `choices` its board, unit and indicator."""
    return f"/compare?{urlencode({'edition': str(edition_id), 'mode': mode, **choices})}"


def board(edition_id: int, audience: str) -> str:
    """A ranking board."""
    return f"/board?{urlencode({'edition': edition_id, 'board': audience})}"


def list_file(name: str) -> str:
    """A whole list of ours as a workbook: projects, designs, values, editions or online."""
    return f"/api/lists/{name}.xlsx"


def projects() -> str:
    """The list of projects."""
    return "/projects"


def project(project_id: int, part: str = "") -> str:
    """A project, opened at one of its parts where one is named."""
    return f"/projects?{urlencode({'project': project_id} | ({'part': part} if part else {}))}"


def round_progress(project_id: int, round_id: int | None = None, **facts: object) -> str:
    """The progress of a project's round; `facts` may open a verb on a unit."""
    known = {"project": project_id, "part": "进度与催报"} | ({"round": round_id} if round_id else {})
    return f"/projects?{urlencode(known | facts)}"


def progress_file(round_id: int) -> str:
    """A round's progress as a workbook."""
    return f"/api/projects/rounds/{round_id}/progress.xlsx"


def missing_file(round_id: int, kind: str) -> str:
    """Who has not handed in to a round: png for a work group, or xlsx."""
    return f"/api/projects/rounds/{round_id}/missing.{kind}"


def tasks_file(project_id: int) -> str:
    """The ledger of yearly tasks as a workbook that can be imported again."""
    return f"/api/projects/{project_id}/tasks.xlsx"


def tasks_template() -> str:
    """The empty workbook yearly tasks are imported with."""
    return "/api/projects/tasks-template.xlsx"


def contacts_file() -> str:
    """The phone book as a workbook that can be imported again."""
    return "/api/projects/contacts.xlsx"


def contacts_template() -> str:
    """The workbook the phone book is imported with."""
    return "/api/projects/contacts-template.xlsx"


def values() -> str:
    """Where values are imported."""
    return "/values"


def board_file(edition_id: int, audience: str) -> str:
    """The board as a workbook."""
    return f"/api/results/{edition_id}/boards/{quote(audience)}.xlsx"


def board_chart(edition_id: int, audience: str, kind: str = "png") -> str:
    """The ranking chart as a picture."""
    return f"/api/results/{edition_id}/boards/{quote(audience)}/ranking.{kind}"


def unit_file(edition_id: int, unit_code: str) -> str:
    """A unit's result as a workbook."""
    return f"/api/results/{edition_id}/units/{quote(unit_code)}.xlsx"


def unit_chart(edition_id: int, unit_code: str, kind: str = "png") -> str:
    """A unit's profile chart as a picture."""
    return f"/api/results/{edition_id}/units/{quote(unit_code)}/profile.{kind}"


def cockpit_file(edition_id: int) -> str:
    """Every table of the cockpit as a workbook."""
    return f"/api/results/{edition_id}/cockpit.xlsx"


def cockpit_chart(edition_id: int, kind: str = "png") -> str:
    """The cockpit's distribution as a picture."""
    return f"/api/results/{edition_id}/cockpit/distribution.{kind}"


def brief(edition_id: int, kind: str) -> str:
    """The one-page brief: docx, pdf, or html to read on a phone."""
    return f"/api/results/{edition_id}/brief.{kind}"


def within_file(edition_id: int, unit_code: str, kind: str = "xlsx") -> str:
    """One unit's indicators as a workbook or a picture."""
    return f"/api/results/{edition_id}/compare/within/{quote(unit_code, safe='')}.{kind}"


def peers_file(edition_id: int, audience: str, indicator: str, kind: str = "xlsx") -> str:
    """One indicator's units as a workbook or a picture."""
    place = f"{quote(audience, safe='')}/{quote(indicator, safe='')}"
    return f"/api/results/{edition_id}/compare/peers/{place}.{kind}"


def periods_file(edition_id: int, unit_code: str, indicator: str, kind: str = "xlsx") -> str:
    """One unit's periods as a workbook or a picture; without an indicator, its totals."""
    place = f"{quote(unit_code, safe='')}/{quote(indicator or 'total', safe='')}"
    return f"/api/results/{edition_id}/compare/periods/{place}.{kind}"


def evidence(file_id: int) -> str:
    """A kept file."""
    return f"/api/evidence/{file_id}"


def systems() -> str:
    """The published indicator systems."""
    return "/systems"


def system(version_id: int, node: str = "") -> str:
    """A published indicator system on its screen, opened at the card of one of its nodes where one is named."""
    return f"/systems?{urlencode({'system': version_id} | ({'node': node} if node else {}))}"


def system_file(version_id: int) -> str:
    """A published indicator system as a workbook."""
    return f"/api/indicators/{version_id}.xlsx"


def values_template(version_id: int) -> str:
    """An empty values workbook for a published system, its units filled in."""
    return f"/api/indicators/{version_id}/values-template.xlsx"


def units_file(below: int | None = None) -> str:
    """The units, or one branch of them, as a workbook that can be imported again."""
    return "/api/organisations/units.xlsx" if below is None else f"/api/organisations/{below}/units.xlsx"


def units_template() -> str:
    """The empty workbook units are imported with."""
    return "/api/organisations/template.xlsx"


def people_file(below: int | None = None) -> str:
    """The accounts, or those of one branch, as a workbook that can be imported again."""
    return "/api/people/people.xlsx" if below is None else f"/api/people/{below}/people.xlsx"


def people_template() -> str:
    """The empty workbook accounts are imported with."""
    return "/api/people/template.xlsx"


def slip_file(token: str, kind: str) -> str:
    """An account slip to print, for a quarter of an hour."""
    return f"/api/people/slips/{quote(token)}.{kind}"


def dictionaries_file() -> str:
    """Every code list as a workbook that can be imported again."""
    return "/api/dictionaries/items.xlsx"


def dictionaries_template() -> str:
    """The empty workbook code lists are imported with."""
    return "/api/dictionaries/template.xlsx"


def library_file() -> str:
    """The library of indicators as a workbook that can be imported again."""
    return "/api/library/indicators.xlsx"


def library_template() -> str:
    """The empty workbook indicators are imported with."""
    return "/api/library/template.xlsx"


def people() -> str:
    """The accounts."""
    return "/people"


def online() -> str:
    """Who is on line."""
    return "/online"


def trail() -> str:
    """The trail."""
    return "/trail"


def trail_file() -> str:
    """The trail as a workbook."""
    return "/api/audit/trail.xlsx"


def heat(**choices: str) -> str:
    """The heat of topics, opened at these choices."""
    return f"/heat?{urlencode({name: value for name, value in choices.items() if value})}"


def heat_file(year: str) -> str:
    """A year of the heat index as a workbook."""
    return f"/api/topics/heat/{year}.xlsx"


def heat_chart(year: str, span: str, measure: str, kind: str = "png") -> str:
    """The heat map as a picture."""
    return f"/api/topics/heat/{year}/{quote(span)}/{quote(measure)}.{kind}"


def collection(version_id: int, **facts: object) -> str:
    """The collection status of a system; `facts` may name a section, a metric, a state, a unit or a run."""
    return f"/collection?{urlencode({'system': version_id, **facts})}"


def run(run_id: int, unit_code: str) -> str:
    """One collection run, whichever system it was for, at the numbers it brought for a unit."""
    return f"/collection?{urlencode({'section': '运行记录', 'run': run_id, 'unit': unit_code})}"


def collection_file(version_id: int) -> str:
    """The collection status as a workbook."""
    return f"/api/collection/{version_id}/status.xlsx"


def collection_chart(version_id: int, kind: str = "png") -> str:
    """The matrix of metric × unit as a picture."""
    return f"/api/collection/{version_id}/status.{kind}"


def draft_file(version_id: int) -> str:
    """The draft scores as a workbook."""
    return f"/api/collection/{version_id}/draft.xlsx"


def designs(design_id: int | None = None, **facts: object) -> str:
    """The drafts of systems, or one of them; `facts` may name a part, a node, a group."""
    held = ({"design": design_id} if design_id is not None else {}) | {k: v for k, v in facts.items() if v}
    return f"/designs?{urlencode(held)}" if held else "/designs"


def design_file(design_id: int, name: str) -> str:
    """A paper of a draft: annex.docx, system.xlsx, notice.docx, opinions.xlsx or opinions.docx."""
    return f"/api/designs/{design_id}/{name}"


def archived_file(design_id: int, file_id: int) -> str:
    """A file of a draft's archive."""
    return f"/api/designs/{design_id}/files/{file_id}"


def system_annex(version_id: int) -> str:
    """A published indicator system as the annex of a paper."""
    return f"/api/indicators/{version_id}/annex.docx"


def opinions(design_id: int | None = None) -> str:
    """What a unit is asked about."""
    return "/opinions" if design_id is None else f"/opinions?{urlencode({'design': design_id})}"


def solicited_annex(design_id: int) -> str:
    """The same as a paper."""
    return f"/api/solicitations/{design_id}/annex.docx"
