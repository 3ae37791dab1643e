"""Handing in: the approver's word on line, or the signed paper matched by its check code; and taking it back.

Everything handed in is kept as it then stood, with its fingerprint; the receipt shows it. The last
questionnaire of a round hands the round in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlmodel import Session, col, func, select

from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.audit.service import already_done, record
from core.errors import Invalid, Problem
from core.evidence.models import EvidenceFile
from core.evidence.service import HandedFile, receive
from core.indicators.canonical import fingerprint
from core.projects.form_rounds import go_in_with_forms, take_back
from core.projects.roll import forms_asked
from core.projects.rules import SubmissionState
from core.projects.submissions import owed
from core.questionnaires.completeness import standing
from core.responses.held import Held, answers_of, file_counts, filled_version, locked, response_row
from core.responses.models import AnswerFile, Response, ResponseSubmission
from core.responses.rules import ResponseState, Way
from core.store.moments import moment

CONFIRM, FILL = Permission.PROJECTS_SUBMISSION_CONFIRM, Permission.QUESTIONNAIRES_ANSWER_FILL
# As many characters as people type from a page without a slip; 16^10 contents would have to be tried.
CODE_SIGNS: Final = 10
_MOST_PROBLEMS: Final = 20


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What a handing in left: its number, moment, fingerprint, and whether the whole round went in with it."""

    number: int
    at: datetime
    sha256: str
    is_on_time: bool
    round_is_in: bool = False

    @property
    def check_code(self) -> str:
        """The short form of the fingerprint, as papers and receipts show it."""
        return check_code(self.sha256)


def check_code(sha256: str) -> str:
    """The first characters of a fingerprint, in groups: 3F2A9-C01D7."""
    half = CODE_SIGNS // 2
    return f"{sha256[:half]}-{sha256[half:CODE_SIGNS]}".upper()


def content_of(session: Session, held: Held) -> dict[str, Any]:
    """Everything a response holds now, as it is fingerprinted: unit, version, answers, files."""
    files = session.exec(
        select(AnswerFile.cell, EvidenceFile.name, EvidenceFile.sha256)
        .join(EvidenceFile, col(EvidenceFile.id) == AnswerFile.evidence_id)
        .where(AnswerFile.response_id == held.row.id, col(AnswerFile.removed_at).is_(None))
        .order_by(col(AnswerFile.id))
    )
    return {
        "response": held.row.id,
        "organisation": held.row.organisation_id,
        "version": filled_version(held.row, held.owed),
        "answers": answers_of(session, held.row.id or 0),
        "files": [[cell, name, sha256] for cell, name, sha256 in files],
    }


def hand_in_response(
    *, session: Session, actor: Actor, response_id: int, client_key: str | None = None
) -> HandedIn:
    """The unit's approver has read the response and hands it in.

    Raises `Invalid` with every box that is missing or wrong, after the deadline, and twice.
    """
    row = response_row(session, response_id)
    authorise(session=session, actor=actor, permission=CONFIRM, organisation_id=row.organisation_id)
    done = already_done(session=session, client_key=client_key)
    if done is not None:
        return _again(session, response_id)
    held = locked(session, response_id, whole=True)
    content = content_of(session, held)
    at = moment(session)
    _refuse(_problems(session, held, content, at))
    return _taken(session, actor, held, content, at=at, way=Way.ONLINE, scan_id=None, client_key=client_key)


def hand_in_paper(
    *,
    session: Session,
    actor: Actor,
    response_id: int,
    code: str,
    scan: HandedFile,
    client_key: str | None = None,
) -> HandedIn:
    """The signed and stamped paper is in: its scan, and the check code printed on it.

    Raises `Invalid` where the code is not that of what the response says now.
    """
    row = response_row(session, response_id)
    authorise(session=session, actor=actor, permission=FILL, organisation_id=row.organisation_id)
    done = already_done(session=session, client_key=client_key)
    if done is not None:
        return _again(session, response_id)
    held = locked(session, response_id, whole=True)
    content = content_of(session, held)
    at = moment(session)
    problems = _problems(session, held, content, at)
    expected = check_code(fingerprint(content))
    if not problems and _signs(code) != _signs(expected):
        remedy = "请核对页脚的校验码；打印后又改过内容的，须重新打印、签章、扫描"
        problems.append(Problem("校验码与现在的内容不符", code.strip()[:20], remedy))
    _refuse(problems)
    kept = receive(session=session, actor=actor, file=scan, organisation_id=row.organisation_id)
    return _taken(session, actor, held, content, at=at, way=Way.PAPER, scan_id=kept.id, client_key=client_key)


def withdraw_response(
    *, session: Session, actor: Actor, response_id: int, client_key: str | None = None
) -> None:
    """Take a response back before the deadline, to go on filling it."""
    row = response_row(session, response_id)
    authorise(session=session, actor=actor, permission=CONFIRM, organisation_id=row.organisation_id)
    if already_done(session=session, client_key=client_key) is not None:
        return
    held = locked(session, response_id, whole=True)
    problems = held.owed.problems(moment(session), begun=True)
    if held.row.state != ResponseState.HANDED_IN:
        problems.append(Problem("答卷没有报送，不必撤回", ResponseState(held.row.state).label))
    if problems:
        raise Invalid("没有撤回", problems=problems)
    if held.row.round_id is not None:
        take_back(session, actor, held.row.round_id, held.row.organisation_id)
    held.row.state = ResponseState.FILLING
    _told(session, actor, held, CONFIRM, {"state": ResponseState.FILLING}, client_key=client_key)


def _problems(session: Session, held: Held, content: Mapping[str, Any], at: datetime) -> list[Problem]:
    problems = held.owed.problems(at, begun=True)
    if held.row.state == ResponseState.HANDED_IN:
        problems.append(Problem("答卷已经报送", held.owed.title, "不必重复报送"))
    counts = file_counts(session, [held.row.id or 0])[held.row.id or 0]
    lacks = standing(held.form, content["answers"], counts).whole.lacks
    problems += [lack.problem for lack in lacks[:_MOST_PROBLEMS]]
    if len(lacks) > _MOST_PROBLEMS:
        problems.append(Problem(f"另有 {len(lacks) - _MOST_PROBLEMS} 处", remedy="请用“检查”逐条查看"))
    return problems


def _taken(
    session: Session,
    actor: Actor,
    held: Held,
    content: dict[str, Any],
    *,
    at: datetime,
    way: Way,
    scan_id: int | None,
    client_key: str | None,
) -> HandedIn:
    row, sha256 = held.row, fingerprint(content)
    counted = select(func.count()).select_from(ResponseSubmission)
    number = session.exec(counted.where(ResponseSubmission.response_id == row.id)).one() + 1
    on_time = held.owed.deadlines.is_on_time(at)
    row.version_id = content["version"]
    row.state, row.handed_in_at, row.handed_in_by = ResponseState.HANDED_IN, at, actor.name
    row.is_on_time = on_time
    session.add(
        ResponseSubmission(
            response_id=row.id or 0,
            number=number,
            version_id=row.version_id,
            document=content,
            sha256=sha256,
            way=way,
            scan_id=scan_id,
            is_on_time=on_time,
            at=at,
            person_id=actor.person_id,
            person_name=actor.name,
        )
    )
    session.flush()
    round_is_in = _hand_round_in(session, actor, row)
    after = {"state": row.state, "times": number, "sha256": sha256, "way": way, "on_time": on_time}
    _told(session, actor, held, CONFIRM if way is Way.ONLINE else FILL, after, client_key=client_key)
    return HandedIn(number, at, sha256, on_time, round_is_in)


def _hand_round_in(session: Session, actor: Actor, row: Response) -> bool:
    """Hand the round in where this was the last of its questionnaires; returns whether it is in."""
    if row.round_id is None:
        return False
    _held, _round, unit = owed(session, row.round_id, row.organisation_id)
    asked = set(forms_asked(session, row.round_id, unit.kind))
    query = select(Response).where(
        Response.round_id == row.round_id,
        Response.organisation_id == row.organisation_id,
        Response.state == ResponseState.HANDED_IN,
    )
    if asked - {each.questionnaire_id for each in session.exec(query)}:
        return False
    if not _round_is_in(session, row.round_id, row.organisation_id):
        go_in_with_forms(session, actor, row.round_id, row.organisation_id)
    return True


def _round_is_in(session: Session, round_id: int, organisation_id: int) -> bool:
    held, _round, _unit = owed(session, round_id, organisation_id)
    return held.state == SubmissionState.HANDED_IN


def _again(session: Session, response_id: int) -> HandedIn:
    query = select(ResponseSubmission).where(ResponseSubmission.response_id == response_id)
    last = session.exec(query.order_by(col(ResponseSubmission.number).desc())).first()
    if last is None:
        raise Invalid("没有报送记录", remedy="请刷新后重新报送")
    return HandedIn(last.number, last.at, last.sha256, last.is_on_time)


def _signs(code: str) -> str:
    return "".join(sign for sign in code.upper() if sign.isalnum())


def _told(
    session: Session,
    actor: Actor,
    held: Held,
    action: Permission,
    after: dict[str, Any],
    *,
    client_key: str | None,
) -> None:
    record(
        session=session,
        actor=actor,
        action=action,
        object_type="response",
        object_id=str(held.row.id),
        object_name=f"{held.owed.title}：{held.owed.unit_name}",
        after=after,
        client_key=client_key,
    )


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise Invalid("没有报送", problems=problems)
