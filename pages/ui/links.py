"""Addresses of screens and files, made in one place."""

from urllib.parse import quote, urlencode


def unit(edition_id: int, unit_code: str, metric: str = "") -> str:
    """A unit's result, opened at a metric's trace where one is named."""
    facts = {"edition": str(edition_id), "unit": unit_code} | ({"metric": metric} if metric else {})
    return f"/unit?{urlencode(facts)}"


def board(edition_id: int, audience: str) -> str:
    """A ranking board."""
    return f"/board?{urlencode({'edition': edition_id, 'board': audience})}"


def projects() -> str:
    """The list of projects."""
    return "/projects"


def project(project_id: int, part: str = "") -> str:
    """A project, opened at one of its parts where one is named."""
    return f"/projects?{urlencode({'project': project_id} | ({'part': part} if part else {}))}"


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


def evidence(file_id: int) -> str:
    """A kept file."""
    return f"/api/evidence/{file_id}"


def system(version_id: int) -> str:
    """A published indicator system on its screen."""
    return f"/systems?{urlencode({'system': version_id})}"


def system_file(version_id: int) -> str:
    """A published indicator system as a workbook."""
    return f"/api/indicators/{version_id}.xlsx"


def values_template(version_id: int) -> str:
    """An empty values workbook for a published system, its units filled in."""
    return f"/api/indicators/{version_id}/values-template.xlsx"


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
