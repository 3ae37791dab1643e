"""Everything that went between a unit and the bureau about one response: handings in, what changed, returns."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.questionnaires.cells import cell_at
from core.questionnaires.form import Form
from core.questionnaires.held import form_of
from core.questionnaires.models import QuestionnaireVersion
from core.responses.handing_in import check_code
from core.responses.held import response_row
from core.responses.models import ResponseReturn, ResponseSubmission
from core.responses.rules import Way
from core.responses.wording import said

READ = Permission.QUESTIONNAIRES_ANSWER_READ


@dataclass(frozen=True, slots=True)
class Change:
    """A box that says something else than in the submission before; files count as one box each question."""

    place: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Submitted:
    """One handing in; `changes` are those since the one before, None for the first."""

    number: int
    version_number: int
    at: datetime
    by: str
    way: Way
    check_code: str
    sha256: str
    is_on_time: bool
    scan_id: int | None
    changes: tuple[Change, ...] | None


@dataclass(frozen=True, slots=True)
class Returned:
    """One question sent back after a submission; an empty title means the whole."""

    number: int
    at: datetime
    by: str
    question: str
    reason: str


@dataclass(frozen=True, slots=True)
class History:
    """Submissions and returns, the newest first."""

    submissions: tuple[Submitted, ...]
    returns: tuple[Returned, ...]


def history(*, session: Session, actor: Actor, response_id: int) -> History:
    """The history of one response for whoever may read it."""
    row = response_row(session, response_id)
    authorise(session=session, actor=actor, permission=READ, organisation_id=row.organisation_id)
    query = select(ResponseSubmission).where(ResponseSubmission.response_id == response_id)
    kept = session.exec(query.order_by(col(ResponseSubmission.number))).all()
    forms = {each: form_of(session, each) for each in {one.version_id for one in kept} | {row.version_id}}
    numbers = {
        each.id: each.number
        for each in session.exec(
            select(QuestionnaireVersion).where(col(QuestionnaireVersion.id).in_(set(forms)))
        )
    }
    found = []
    for at, one in enumerate(kept):
        before = kept[at - 1].document if at else None
        changes = None if before is None else _changes(forms[one.version_id], before, one.document)
        found.append(
            Submitted(
                one.number,
                numbers[one.version_id],
                one.at,
                one.person_name,
                Way(one.way),
                check_code(one.sha256),
                one.sha256,
                one.is_on_time,
                one.scan_id,
                changes,
            )
        )
    form = forms[row.version_id]
    returns = session.exec(
        select(ResponseReturn)
        .where(ResponseReturn.response_id == response_id)
        .order_by(col(ResponseReturn.id).desc())
    )
    told = tuple(
        Returned(each.number, each.at, each.person_name, _titled(form, each.question), each.reason)
        for each in returns
    )
    return History(tuple(reversed(found)), told)


def _titled(form: Form, code: str) -> str:
    question = form.question_by_code.get(code)
    return f"{code} {question.title}" if question else code or "整份答卷"


def _changes(form: Form, before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Change, ...]:
    was, now = before["answers"], after["answers"]
    found = []
    for key in dict.fromkeys([*was, *now]):
        if was.get(key) != now.get(key):
            cell = cell_at(form, key)
            words = [
                (said(cell, one.get(key, "")) if cell else str(one.get(key, ""))) or "（空）"
                for one in (was, now)
            ]
            found.append(Change(cell.place if cell else key, *words))
    old, new = _files(before), _files(after)
    for code in dict.fromkeys([*old, *new]):
        if old.get(code) != new.get(code):
            names = ["；".join(name for name, _sha in one.get(code, ())) or "（无）" for one in (old, new)]
            found.append(Change(f"“{_titled(form, code)}”的附件", *names))
    return tuple(found)


def _files(document: Mapping[str, Any]) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for cell, name, sha256 in document["files"]:
        found.setdefault(cell, []).append((name, sha256))
    return found
