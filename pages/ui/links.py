"""Addresses of screens and files, made in one place."""

from urllib.parse import quote, urlencode


def unit(edition_id: int, unit_code: str, metric: str = "") -> str:
    """A unit's result, opened at a metric's trace where one is named."""
    facts = {"edition": str(edition_id), "unit": unit_code} | ({"metric": metric} if metric else {})
    return f"/unit?{urlencode(facts)}"


def board(edition_id: int, audience: str) -> str:
    """A ranking board."""
    return f"/board?{urlencode({'edition': edition_id, 'board': audience})}"


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


def system_file(version_id: int) -> str:
    """A published indicator system as a workbook."""
    return f"/api/indicators/{version_id}.xlsx"


def values_template(version_id: int) -> str:
    """An empty values workbook for a published system, its units filled in."""
    return f"/api/indicators/{version_id}/values-template.xlsx"


def trail_file() -> str:
    """The trail as a workbook."""
    return "/api/audit/trail.xlsx"


def collection(version_id: int, **facts: object) -> str:
    """The collection status of a system; `facts` may name a section, a metric, a state, a unit or a run."""
    return f"/collection?{urlencode({'system': version_id, **facts})}"


def collection_file(version_id: int) -> str:
    """The collection status as a workbook."""
    return f"/api/collection/{version_id}/status.xlsx"


def collection_chart(version_id: int, kind: str = "png") -> str:
    """The matrix of metric × unit as a picture."""
    return f"/api/collection/{version_id}/status.{kind}"


def draft_file(version_id: int) -> str:
    """The draft scores as a workbook."""
    return f"/api/collection/{version_id}/draft.xlsx"
