"""Files leave by an address a service decides about, to be saved and never shown in place."""

import pytest
from sqlmodel import select

from core.audit.models import AuditEntry
from core.evidence.models import Purpose
from core.evidence.service import XLSX, FileContent, keep
from core.organisations.queries import by_code
from core.settings import settings
from core.store.session import reading, writing
from tests.pages.server.site import browser, enter

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)

NAME = '佐证"；\r\nX-Evil: 1.html'


@pytest.fixture
def address(people) -> str:
    """Where a file about M05 is fetched."""
    with writing() as session:
        content = FileContent(NAME, XLSX, b"workbook")
        owner = by_code(session, "M05").id
        actor = people["孙项目"].actor
        kept = keep(
            session=session, actor=actor, content=content, purpose=Purpose.EVIDENCE, organisation_id=owner
        )
        return f"/api/evidence/{kept.id}"


def last_entry() -> AuditEntry:
    with reading() as session:
        return session.exec(select(AuditEntry).order_by(AuditEntry.id.desc())).first()


def signed_in(people, name: str):
    client = browser()
    enter(client, people[name].login, people[name].password)
    return client


def test_a_file_arrives_whole_under_its_own_name_and_leaves_a_trail(people, address):
    answer = signed_in(people, "陈填报").get(address)
    assert (answer.status_code, answer.content) == (200, b"workbook")
    assert answer.headers["content-disposition"].startswith("attachment; filename=")
    assert "%E4%BD%90%E8%AF%81%22" in answer.headers["content-disposition"]
    assert "x-evil" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"
    entry = last_entry()
    assert (entry.person_name, entry.action, entry.object_id) == ("陈填报", "evidence:file:read", address)
    assert entry.allowed


def test_a_file_of_another_unit_is_refused_and_the_try_is_kept(people, address):
    answer = signed_in(people, "周填报").get(address)
    assert answer.status_code == 403
    assert b"workbook" not in answer.content
    entry = last_entry()
    assert (entry.person_name, entry.allowed, entry.object_id) == ("周填报", False, address)


@pytest.mark.parametrize("path", ["/api/evidence/999999", "/api/evidence/0"])
def test_a_file_that_does_not_exist_is_said_so(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("number", ["2147483648", "99999999999999999999", "9" * 40])
def test_a_number_no_database_can_hold_is_not_found_either(client, number):
    assert client.get(f"/api/evidence/{number}").status_code == 404


def test_a_corrupted_file_is_an_alarm_and_no_download(people, address):
    [path] = [path for path in (settings().data_dir / "evidence").rglob("*") if path.is_file()]
    path.write_bytes(b"forged")
    answer = signed_in(people, "陈填报").get(address)
    assert answer.status_code == 503
    assert "校验值" in answer.json()["错误"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_files_are_only_fetched(client, address, method):
    assert client.request(method, address).status_code in (405, 200)
    assert client.get(address).content == b"workbook"


def test_an_export_needs_its_own_permission(people):
    answer = signed_in(people, "赵敏").get("/api/audit/trail.xlsx")
    assert answer.status_code == 403
    answer = signed_in(people, "何审计").get("/api/audit/trail.xlsx")
    assert (answer.status_code, answer.content[:2]) == (200, b"PK")
