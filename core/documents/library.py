"""The library of indicators as a workbook that comes in again, and the template it comes in with."""

from sqlmodel import Session

from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.evidence.service import XLSX, FileContent
from core.library.queries import library_indicators
from core.library.sheet import write_library
from core.library.terms import terms_of


def library_file(*, session: Session, actor: Actor) -> FileContent:
    """Every indicator as it stands, in the form it is imported with."""
    permission = Permission.INDICATORS_LIBRARY_EXPORT
    held = library_indicators(session=session, actor=actor, permission=permission)
    return FileContent("指标库.xlsx", XLSX, write_library(held, terms_of(session)))


def library_template_file(*, session: Session, actor: Actor) -> FileContent:
    """The empty workbook indicators are imported with."""
    authorise(session=session, actor=actor, permission=Permission.INDICATORS_LIBRARY_IMPORT)
    return FileContent("指标库导入模板.xlsx", XLSX, write_library((), terms_of(session)))
