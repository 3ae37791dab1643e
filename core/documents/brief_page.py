"""The brief as a page: to read on a phone, and to print on one sheet of A4 in black and white."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from core.documents.brief import RANKING, Brief

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, undefined=StrictUndefined
)


def brief_page(brief: Brief) -> str:
    """The whole page as HTML; every text in it is escaped."""
    return _TEMPLATES.get_template("brief.html").render(brief=brief, heads=RANKING)
