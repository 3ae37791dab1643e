"""Many indicators at once from a workbook: looked through first, then all of it or nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, col, func, select

from core import clock
from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.audit.service import imported, record
from core.errors import Invalid, Problem
from core.evidence.models import Purpose
from core.evidence.service import FileContent, keep
from core.indicators.canonical import fingerprint
from core.library.indicator import Indicator
from core.library.models import LibraryIndicator, LibraryVersion
from core.library.rules import check
from core.library.service import IMPORTED, LONGEST_REASON, OBJECT, facts_of
from core.library.sheet import Line, problems_at, without_echoes
from core.library.terms import terms_of
from core.machine import without_collecting
from core.sheets.grid import Preview
from core.store.locks import serialise

IMPORT = Permission.INDICATORS_LIBRARY_IMPORT
# No city has as many; beyond it one import would hold up everybody else.
MOST = 20_000


@dataclass(frozen=True, slots=True)
class _Ready:
    """A sound indicator with its content and hash, made once; id and number where it is known already."""

    indicator: Indicator
    content: dict[str, Any]
    sha256: str
    identity: int = 0
    number: int = 0


@dataclass(slots=True)
class _Sorted:
    """The indicators of a workbook by what an import would do with them."""

    added: list[_Ready] = field(default_factory=list)
    updated: list[_Ready] = field(default_factory=list)
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)


@without_collecting()
def preview_library(
    *, session: Session, actor: Actor, lines: Sequence[Line], faults: Sequence[Problem] = ()
) -> Preview:
    """Look through the lines without writing; `faults` are those their reading already found."""
    authorise(session=session, actor=actor, permission=IMPORT)
    found = _sorted(session, lines, faults)
    return Preview.of(len(found.added), len(found.updated), found.unchanged, found.problems)


@without_collecting()
def import_library(
    *,
    session: Session,
    actor: Actor,
    lines: Sequence[Line],
    source: FileContent,
    client_key: str | None = None,
) -> tuple[int, int]:
    """Write all indicators; returns (added, updated). Raises `Invalid` with every fault, and writes nothing."""
    authorise(session=session, actor=actor, permission=IMPORT)
    done = imported(session=session, client_key=client_key)
    if done is not None:
        return done
    serialise(session, OBJECT)
    found = _sorted(session, lines)
    if found.problems:
        raise Invalid(f"有 {len(found.problems)} 处错误，一行也没有导入", problems=found.problems)
    _write(session, actor, found, f"随“{source.name}”导入"[:LONGEST_REASON])
    keep(session=session, actor=actor, content=source, purpose=Purpose.SOURCE)
    record(
        session=session,
        actor=actor,
        action=IMPORT,
        object_type=OBJECT,
        object_name=f"导入 {source.name}",
        after={"added": len(found.added), "updated": len(found.updated)},
        client_key=client_key,
    )
    return len(found.added), len(found.updated)


def _write(session: Session, actor: Actor, found: _Sorted, reason: str) -> None:
    moment = clock.now()
    numbers = _numbers(session, found.added)
    for each in found.updated:
        row = session.get_one(LibraryIndicator, each.identity)
        for name, value in facts_of(each.indicator, moment).items():
            setattr(row, name, value)
        row.number = numbers[row.code] = each.number + 1
    session.flush()
    first = {"is_active": True, "version": 1}
    new = [
        {**facts_of(each.indicator, moment), **first, "number": numbers[each.indicator.code]}
        for each in found.added
    ]
    who = {"at": moment, "person_id": actor.person_id, "person_name": actor.name}
    who |= {"act": IMPORTED, "reason": reason}
    versions = [
        {
            **who,
            "code": each.indicator.code,
            "number": numbers[each.indicator.code],
            "content": each.content,
            "sha256": each.sha256,
        }
        for each in (*found.added, *found.updated)
    ]
    _insert(session, LibraryIndicator, new)
    _insert(session, LibraryVersion, versions)


def _insert(session: Session, kind: type[Any], rows: list[dict[str, Any]]) -> None:
    if rows:
        # The table itself, not its class: thousands of rows at once need no objects.
        session.execute(insert(kind.__table__), rows)


def _numbers(session: Session, added: Iterable[_Ready]) -> dict[str, int]:
    """The first number of each new indicator: one deleted before goes on counting."""
    wanted = {each.indicator.code for each in added}
    query = select(LibraryVersion.code, func.max(LibraryVersion.number)).group_by(col(LibraryVersion.code))
    held = dict(session.exec(query).all()) if wanted else {}
    return {code: held.get(code, 0) + 1 for code in wanted}


def _sorted(session: Session, lines: Sequence[Line], faults: Sequence[Problem] = ()) -> _Sorted:
    found = _Sorted(problems=list(faults))
    if len(lines) > MOST:
        found.problems.append(
            Problem(f"一次最多导入 {MOST:,} 个指标", f"{len(lines):,} 个", "请分几个文件导入", "指标", 1)
        )
        return found
    terms = terms_of(session)
    checked = problems_at(check([line.indicator for line in lines], terms), lines)
    found.problems += without_echoes(checked, faults)
    wrong = {(problem.sheet, problem.row) for problem in found.problems}
    held, hashes = _held(session)
    for line in lines:
        if _is_wrong(line, wrong):
            continue
        content = line.indicator.to_dict()
        ready = _Ready(line.indicator, content, fingerprint(content), *held.get(line.indicator.code, ()))
        if not ready.identity:
            found.added.append(ready)
        elif ready.sha256 == hashes[ready.identity]:
            found.unchanged += 1
        else:
            found.updated.append(ready)
    return found


def _is_wrong(line: Line, wrong: set[tuple[str, int]]) -> bool:
    return bool(wrong) and any(
        (line.places[table][0], row) in wrong for table, rows in line.rows.items() for row in rows
    )


def _held(session: Session) -> tuple[dict[str, tuple[int, int]], dict[int, str]]:
    """Id and number of every indicator there is by code, and the hash of its content by id."""
    query = select(
        LibraryIndicator.code, LibraryIndicator.id, LibraryIndicator.number, LibraryVersion.sha256
    ).where(LibraryVersion.code == LibraryIndicator.code, LibraryVersion.number == LibraryIndicator.number)
    rows = session.exec(query).all()
    numbers = {code: (identity or 0, number) for code, identity, number, _ in rows}
    return numbers, {identity or 0: sha256 for _, identity, _, sha256 in rows}
