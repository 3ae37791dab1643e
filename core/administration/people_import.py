"""Many accounts at once from a worksheet: looked through first, then all or nothing, with one slip for the new."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session, select

from core.access.models import Person, Role
from core.access.passwords import fresh_secret
from core.access.policy import authorise
from core.access.service import NewPerson, add_person, person_by_login
from core.administration.people import edit_person
from core.administration.people_checks import PersonFacts, facts_problems, login_problems
from core.administration.people_records import EDIT, codes_of
from core.administration.slips import hold, line_of
from core.audit.actor import Actor
from core.audit.service import already_done, record
from core.errors import Conflict, Invalid, Problem
from core.evidence.models import Purpose
from core.evidence.service import FileContent, keep
from core.organisations.models import Organisation
from core.sheets.grid import Grid, Preview
from core.sheets.model import CellValue
from core.sheets.writing import SheetContent, build_workbook
from core.store.session import reading, writing

COLUMNS = ("账号", "姓名", "单位代码", "角色", "电话")
GRID = Grid("用户", COLUMNS)
WIDTHS = (18, 14, 16, 30, 18)
NOTES = (
    "一行一个用户；账号已存在的更新其姓名、单位、角色和电话，不存在的建立账号并生成初始口令。",
    "账号用 2 到 32 位小写字母、数字，例如姓名全拼；几个角色用“、”分开；单位代码见“单位代码”表。",
)
# Hashing a password takes a third of a second; more people than this are imported in parts.
MOST = 300
_PLACES = {
    "账号": "账号",
    "姓名": "姓名",
    "电话": "电话",
    "单位": "单位代码",
    "至少": "角色",
    "没有这个角色": "角色",
}


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One row of a handed-in sheet; unit and roles are still as people write them."""

    row: int
    login: str
    name: str
    unit_code: str
    roles: tuple[str, ...]
    phone: str


def sheet_of(rows: Sequence[Sequence[CellValue]], roles: Sequence[str]) -> SheetContent:
    """The worksheet with the roles to choose from."""
    return SheetContent(GRID.sheet, COLUMNS, rows, WIDTHS, choices={3: roles})


def template(roles: Sequence[str], units: Sequence[tuple[str, str]]) -> bytes:
    """The empty worksheet, how to fill it in, and the codes of the units."""
    return build_workbook(
        [
            sheet_of([], roles),
            SheetContent("填写说明", ("说明",), [(note,) for note in NOTES], (90,)),
            SheetContent("单位代码", ("代码", "单位"), units, (16, 40)),
        ]
    )


def read_lines(data: bytes, file_name: str) -> tuple[list[PersonLine], list[Problem]]:
    """The rows of a handed-in workbook; raises `Invalid` where there are none or too many."""
    lines = [
        PersonLine(
            row,
            named["账号"].lower(),
            named["姓名"],
            named["单位代码"],
            tuple(part.strip() for part in named["角色"].replace(",", "、").split("、") if part.strip()),
            named["电话"],
        )
        for row, named in GRID.rows(data, file_name)
    ]
    if len(lines) > MOST:
        raise Invalid(f"一次最多导入 {MOST} 个用户，现有 {len(lines)} 行", remedy="请分成几个文件")
    return lines, []


def preview_people(
    *, session: Session, actor: Actor, lines: Sequence[PersonLine], faults: Sequence[Problem] = ()
) -> Preview:
    """Look through the rows without writing."""
    authorise(session=session, actor=actor, permission=EDIT)
    added, updated, unchanged, problems = _sorted(session, lines)
    return Preview.of(len(added), len(updated), unchanged, [*faults, *problems])


def import_people(
    *, actor: Actor, lines: Sequence[PersonLine], source: FileContent, client_key: str
) -> tuple[int, int, str]:
    """Write all rows; returns (added, updated, token of the slip or empty).

    Raises `Invalid` with every fault and writes nothing. Passwords are hashed before the write begins.
    """
    with reading() as session:
        authorise(session=session, actor=actor, permission=EDIT)
        fresh, _, _, problems = _sorted(session, lines)
    if problems:
        raise Invalid(f"有 {len(problems)} 处错误，一行也没有导入", problems=problems)
    ready = {line.login: fresh_secret() for line, _ in fresh}
    with writing() as session:
        if already_done(session=session, client_key=client_key):
            return len(fresh), 0, client_key
        added, updated, _, problems = _sorted(session, lines)
        if problems or {line.login for line, _ in added} != set(ready):
            raise Conflict("用户名单在检查之后有了变化，一行也没有导入", remedy="请重新上传，再检查一次")
        for line, facts in added:
            new = NewPerson(line.login, facts.name, facts.organisation_id, facts.roles, facts.phone)
            add_person(session=session, actor=actor, new=new, secret=ready[line.login])
        for line, facts in updated:
            held = person_by_login(session, line.login)
            version = held.version
            edit_person(session=session, actor=actor, person_id=held.id or 0, facts=facts, version=version)
        keep(session=session, actor=actor, content=source, purpose=Purpose.SOURCE)
        record(
            session=session,
            actor=actor,
            action=EDIT,
            object_type="person",
            object_name=f"导入 {source.name}",
            after={"added": len(added), "updated": len(updated)},
            client_key=client_key,
        )
        slip = [line_of(session, login, secret) for login, secret in ready.items()]
    token = hold(actor, slip, client_key) if slip else ""
    return len(added), len(updated), token


def _sorted(
    session: Session, lines: Sequence[PersonLine]
) -> tuple[list[tuple[PersonLine, PersonFacts]], list[tuple[PersonLine, PersonFacts]], int, list[Problem]]:
    """Rows to add and to update, how many change nothing, and the faults."""
    units = dict(session.exec(select(Organisation.code, Organisation.id)).all())
    roles = {name: code for code, name in session.exec(select(Role.code, Role.name))}
    added, updated = list[tuple[PersonLine, PersonFacts]](), list[tuple[PersonLine, PersonFacts]]()
    unchanged, problems, seen = 0, list[Problem](), set[str]()
    for line in lines:
        if line.login in seen:
            problems.append(
                GRID.at(line.row, "账号", "账号与前面的行重复", value=line.login, remedy="请删去重复的行")
            )
            continue
        seen.add(line.login)
        codes = tuple(roles.get(name, name) for name in line.roles)
        facts = PersonFacts(line.name, units.get(line.unit_code), codes, line.phone).trimmed()
        held = session.exec(select(Person).where(Person.login == line.login)).first()
        faults = [] if held else list(login_problems(session, line.login))
        faults += facts_problems(session, facts)
        if line.unit_code and facts.organisation_id is None:
            faults.append(Problem("单位代码不存在", line.unit_code, "请对照模板的“单位代码”表"))
        problems += [_placed(line, problem) for problem in faults]
        if faults:
            continue
        if held is None:
            added.append((line, facts))
        elif _facts_of(session, held) != replace(facts, roles=tuple(sorted(facts.roles))):
            updated.append((line, facts))
        else:
            unchanged += 1
    return added, updated, unchanged, problems


def _facts_of(session: Session, person: Person) -> PersonFacts:
    roles = tuple(sorted(codes_of(session, person.id or 0)))
    return PersonFacts(person.name, person.organisation_id, roles, person.phone)


def _placed(line: PersonLine, problem: Problem) -> Problem:
    column = next((place for head, place in _PLACES.items() if problem.rule.startswith(head)), "")
    return GRID.at(line.row, column, problem.rule, value=problem.value, remedy=problem.remedy)
