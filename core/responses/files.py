"""Evidence beside answers: many files to a box, taken out again without being destroyed."""

from collections.abc import Sequence
from typing import Final

from sqlmodel import Session, col, select

from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.audit.service import already_done, record
from core.errors import Invalid, NotFound, Problem
from core.evidence.models import EvidenceFile
from core.evidence.service import HandedFile, receive
from core.questionnaires.cells import question_code
from core.questionnaires.form import Kind
from core.responses.filling import check_open
from core.responses.held import Held, locked, response_row
from core.responses.models import AnswerFile
from core.responses.places import stand
from core.store.moments import moment

FILL = Permission.QUESTIONNAIRES_ANSWER_FILL
# As many files as a reviewer will open.
MOST_FILES: Final = 20


def put_files(
    *,
    session: Session,
    actor: Actor,
    response_id: int,
    question: str,
    files: Sequence[HandedFile],
    client_key: str | None = None,
) -> int:
    """Put files beside the answer to a question; returns how many. The same file again is not put twice.

    Raises `Invalid` where the question takes none or has too many, for files that are no evidence, and as
    saving answers does.
    """
    row = response_row(session, response_id)
    authorise(session=session, actor=actor, permission=FILL, organisation_id=row.organisation_id)
    if already_done(session=session, client_key=client_key) is not None:
        return 0
    held = locked(session, response_id, whole=False)
    at = moment(session)
    check_open(session, actor, held, at, {question})
    there = _there(session, response_id, question)
    _refuse(_problems(held, question, len(there) + len(files)))
    names = []
    for file in files:
        kept = receive(session=session, actor=actor, file=file, organisation_id=row.organisation_id)
        if kept.sha256 in there:
            continue
        there.add(kept.sha256)
        session.add(
            AnswerFile(
                response_id=response_id,
                cell=question,
                evidence_id=kept.id or 0,
                at=at,
                person_name=actor.name,
            )
        )
        names.append(kept.name)
    stand(session, actor, response_id, question, at)
    _told(session, actor, held, {"question": question, "files": names}, client_key)
    return len(names)


def take_out_file(
    *, session: Session, actor: Actor, response_id: int, file_id: int, client_key: str | None = None
) -> str:
    """Take a file out of its box; the file itself stays kept. Returns its name."""
    row = response_row(session, response_id)
    authorise(session=session, actor=actor, permission=FILL, organisation_id=row.organisation_id)
    done = already_done(session=session, client_key=client_key)
    if done is not None:
        return str((done.before or {}).get("file", ""))
    held = locked(session, response_id, whole=False)
    put = session.get(AnswerFile, file_id)
    if put is None or put.response_id != response_id or put.removed_at is not None:
        raise NotFound("这里没有这个文件", remedy="可能刚被他人移除，请刷新后核对")
    at = moment(session)
    check_open(session, actor, held, at, {question_code(put.cell)})
    put.removed_at, put.removed_by = at, actor.name
    name = session.get_one(EvidenceFile, put.evidence_id).name
    record(
        session=session,
        actor=actor,
        action=FILL,
        object_type="response",
        object_id=str(response_id),
        object_name=f"{held.owed.title}：{held.owed.unit_name}",
        before={"question": put.cell, "file": name},
        client_key=client_key,
    )
    return name


def _there(session: Session, response_id: int, question: str) -> set[str]:
    query = (
        select(EvidenceFile.sha256)
        .join(AnswerFile, col(AnswerFile.evidence_id) == EvidenceFile.id)
        .where(
            AnswerFile.response_id == response_id,
            AnswerFile.cell == question,
            col(AnswerFile.removed_at).is_(None),
        )
    )
    return set(session.exec(query))


def _problems(held: Held, code: str, count: int) -> list[Problem]:
    question = held.form.question_by_code.get(code)
    if question is None or not (question.evidence or question.kind is Kind.FILE):
        return [Problem("这道题不收文件", code[:40], "问卷可能已更新，请刷新页面后再传")]
    most = question.limits.most_chosen or MOST_FILES
    if count > most:
        return [Problem(f"“{code} {question.title}”最多放 {most} 个文件", f"{count} 个", "请合并或去掉一些")]
    return []


def _told(
    session: Session, actor: Actor, held: Held, after: dict[str, object], client_key: str | None
) -> None:
    record(
        session=session,
        actor=actor,
        action=FILL,
        object_type="response",
        object_id=str(held.row.id),
        object_name=f"{held.owed.title}：{held.owed.unit_name}",
        after=after,
        client_key=client_key,
    )


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise Invalid("文件没有放入", problems=problems)
