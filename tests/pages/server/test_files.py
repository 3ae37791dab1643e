"""Files leave by an authorised route, as attachments, and every answer stands in the trail."""

import re
from urllib.parse import unquote

import pytest
from sqlmodel import col, select

from core.audit.models import AuditEntry
from core.designs.models import DesignFile
from core.designs.rules import Stage
from core.evidence.models import EvidenceFile, Purpose
from core.evidence.service import XLSX, FileContent, HandedFile, keep, receive
from core.organisations.queries import by_code
from core.settings import settings
from core.store.session import reading, writing
from pages.server.files import attachment, picture
from tests.builders.projects import opened
from tests.builders.responses import surveyed
from tests.core.designs.drafting import MINUTES, brought_to
from tests.core.documents.opened import rows
from tests.core.evidence.files import pdf
from tests.core.evidence.test_names import HOSTILE
from tests.pages.server.site import browser as new_browser
from tests.pages.server.site import enter


def at_home(evaluated, name):
    """Somebody's browser after signing in."""
    client, person = new_browser(), evaluated.people[name]
    answer = enter(client, person.login, person.password)
    assert answer.status_code == 303, answer.text
    return client


def last_entry() -> AuditEntry:
    with reading() as session:
        return session.exec(select(AuditEntry).order_by(col(AuditEntry.id).desc())).first()


def test_an_export_is_an_attachment_with_its_chinese_name_and_leaves_an_entry(evaluated):
    address = "/api/results/1/units/M05.xlsx"
    answer = at_home(evaluated, "陈填报").get(address)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == XLSX
    disposition = answer.headers["content-disposition"]
    assert disposition.startswith("attachment; filename=\"export\"; filename*=UTF-8''")
    name = unquote(disposition.split("''")[1])
    assert name.startswith("2020年度")
    assert name.endswith(".xlsx")
    assert answer.headers["cache-control"] == "no-store"
    assert "总分" in [row[1] for row in rows(answer.content, "得分")]
    entry = last_entry()
    assert (entry.action, entry.object_id, entry.object_name) == ("results:unit:export", address, name)
    assert (entry.person_name, entry.ip, entry.allowed) == ("陈填报", "10.9.8.7", True)


def test_a_fillers_board_holds_their_row_alone(evaluated):
    answer = at_home(evaluated, "陈填报").get("/api/results/1/boards/department.xlsx")
    assert [row[1] for row in rows(answer.content, "排名")[1:-3]] == ["M05"]


@pytest.mark.parametrize(
    "address", ["/api/results/1/boards/department.xlsx", "/api/evidence/1", "/api/audit/trail.xlsx"]
)
def test_strangers_get_401_and_not_a_byte(evaluated, address):
    answer = new_browser().get(address)
    assert answer.status_code == 401
    assert "content-disposition" not in answer.headers
    assert answer.json()["错误"] == "尚未登录"


def test_the_brief_opens_as_a_page_and_is_saved_as_a_document(evaluated):
    client = at_home(evaluated, "郑市长")
    page = client.get("/api/results/1/brief.html")
    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "content-disposition" not in page.headers
    assert "script-src 'self'" in page.headers["content-security-policy"]
    assert last_entry().action == "analysis:brief:export"
    word = client.get("/api/results/1/brief.docx")
    assert word.headers["content-disposition"].startswith("attachment")
    assert client.get("/api/results/1/brief.exe").status_code == 404


def test_comparisons_leave_as_far_as_the_reader_reaches(evaluated):
    client = at_home(evaluated, "陈填报")
    assert client.get("/api/results/1/compare/within/M05.xlsx").status_code == 200
    assert client.get("/api/results/1/compare/periods/M05/total.xlsx").status_code == 200
    assert client.get("/api/results/1/compare/within/M01.xlsx").status_code == 403
    assert client.get("/api/results/1/cockpit.xlsx").status_code == 403
    assert client.get("/api/results/1/compare/peers/county/C12.xlsx").status_code == 404


def test_what_is_out_of_reach_is_403_and_the_refusal_is_kept(evaluated):
    client = at_home(evaluated, "陈填报")
    for address, action in (
        ("/api/results/1/units/M01.xlsx", "results:unit:export"),
        ("/api/audit/trail.xlsx", "audit:trail:export"),
        ("/api/evidence/1", "evidence:file:read"),
    ):
        answer = client.get(address)
        assert answer.status_code == 403, address
        assert "content-disposition" not in answer.headers
        entry = last_entry()
        assert (entry.allowed, entry.action, entry.object_id) == (False, action, address)
        assert entry.person_name == "陈填报"
        assert entry.reason


@pytest.mark.parametrize(
    "address",
    [
        "/api/results/99/boards/department.xlsx",
        "/api/results/1/boards/nothing.xlsx",
        "/api/results/1/boards/county/ranking.exe",
        "/api/indicators/99.xlsx",
        "/api/indicators/99/values-template.xlsx",
        "/api/evidence/999",
    ],
)
def test_what_does_not_exist_is_404_in_chinese(evaluated, address):
    answer = at_home(evaluated, "赵敏").get(address)
    assert answer.status_code == 404
    assert "没有" in answer.json()["错误"]


def test_a_picture_without_a_browser_is_503_with_what_to_do(evaluated, monkeypatch):
    client = at_home(evaluated, "郑市长")
    monkeypatch.setenv("SHUPING_BROWSER_PATH", "/nowhere")
    settings.cache_clear()
    answer = client.get("/api/results/1/boards/county/ranking.png")
    assert answer.status_code == 503
    assert "shuping doctor" in answer.json()["错误"]


@pytest.mark.browser
def test_a_picture_is_a_png_named_after_its_board(evaluated, browser):
    answer = at_home(evaluated, "吴德城").get("/api/results/1/boards/county/ranking.png")
    assert answer.status_code == 200
    assert answer.content.startswith(b"\x89PNG")
    assert answer.headers["content-type"] == "image/png"
    assert "县市区排名" in unquote(answer.headers["content-disposition"])
    assert browser


def test_a_kept_file_that_is_no_longer_what_it_was_is_503(evaluated, tmp_path, monkeypatch):
    monkeypatch.setenv("SHUPING_EVIDENCE_URL", f"file://{tmp_path / 'kept'}")
    settings.cache_clear()
    with writing() as session:
        file_id = keep(
            session=session,
            actor=evaluated.people["陈填报"].actor,
            content=FileContent("佐证.xlsx", XLSX, b"evidence"),
            purpose=Purpose.EVIDENCE,
            organisation_id=by_code(session, "M05").id,
        ).id
        key = session.get_one(EvidenceFile, file_id).object_key
    client = at_home(evaluated, "陈填报")
    assert client.get(f"/api/evidence/{file_id}").content == b"evidence"
    (tmp_path / "kept" / key).write_bytes(b"forged")
    answer = client.get(f"/api/evidence/{file_id}")
    assert answer.status_code == 503
    assert "校验值不一致" in answer.json()["错误"]


@pytest.fixture
def paper(evaluated, tmp_path, monkeypatch) -> int:
    """A PDF of two pages the unit M05 handed in."""
    monkeypatch.setenv("SHUPING_EVIDENCE_URL", f"file://{tmp_path / 'kept'}")
    settings.cache_clear()
    with writing() as session:
        row = receive(
            session=session,
            actor=evaluated.people["陈填报"].actor,
            file=HandedFile("通知.pdf", pdf("one", "two")),
            organisation_id=by_code(session, "M05").id,
        )
        return row.id


def test_a_page_of_evidence_is_a_picture_shown_in_place_and_stands_in_the_trail(evaluated, paper):
    client, address = at_home(evaluated, "陈填报"), f"/api/evidence/{paper}/pages/2.png"
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.content.startswith(b"\x89PNG")
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"
    assert "content-disposition" not in answer.headers
    assert (last_entry().action, last_entry().object_id) == ("evidence:file:read", address)
    file = client.get(f"/api/evidence/{paper}")
    assert file.headers["content-disposition"].startswith("attachment")
    assert file.headers["content-type"] == "application/pdf"


def test_pages_of_anothers_evidence_and_pages_that_are_none_bring_not_a_byte(evaluated, paper):
    addresses = [f"/api/evidence/{paper}/pages/{number}.png" for number in (1, 2)]
    for name, status in (("吴德城", 403), ("秦专家", 403)):
        for address in addresses:
            answer = at_home(evaluated, name).get(address)
            assert answer.status_code == status
            assert answer.headers["content-type"] == "application/json"
            assert not last_entry().allowed
    assert new_browser().get(addresses[0]).status_code == 401
    client = at_home(evaluated, "陈填报")
    for number, status in ((0, 400), (3, 400), (201, 400), (2**40, 404)):
        answer = client.get(f"/api/evidence/{paper}/pages/{number}.png")
        assert answer.status_code == status, number
        assert b"PNG" not in answer.content[:8]
    assert client.get("/api/evidence/999/pages/1.png").status_code == 404


def test_no_kept_file_is_shown_in_place_whatever_type_it_was_kept_under(evaluated, tmp_path, monkeypatch):
    monkeypatch.setenv("SHUPING_EVIDENCE_URL", f"file://{tmp_path / 'kept'}")
    settings.cache_clear()
    client = at_home(evaluated, "陈填报")
    for media_type in ("text/html; charset=utf-8", "image/svg+xml", "text/javascript", "image/png"):
        with writing() as session:
            file_id = keep(
                session=session,
                actor=evaluated.people["陈填报"].actor,
                content=FileContent("x.html", media_type, b"<script>alert(1)</script>"),
                purpose=Purpose.EVIDENCE,
                organisation_id=by_code(session, "M05").id,
            ).id
        answer = client.get(f"/api/evidence/{file_id}")
        assert answer.headers["content-disposition"].startswith("attachment")
        assert client.get(f"/api/evidence/{file_id}/pages/1.png").status_code == 400
    with pytest.raises(ValueError, match="only pictures we drew"):
        picture(FileContent("x.html", "text/html", b""))


def test_a_session_that_ended_gets_nothing_more(evaluated):
    client = at_home(evaluated, "郑市长")
    assert client.get("/api/results/1/boards/county.xlsx").status_code == 200
    client.post("/signout", headers={"origin": "https://shuping.test"})
    assert client.get("/api/results/1/boards/county.xlsx").status_code == 401


def test_a_post_brings_no_file(evaluated):
    client = at_home(evaluated, "赵敏")
    answer = client.post("/api/results/1/boards/county.xlsx", headers={"origin": "https://shuping.test"})
    assert "content-disposition" not in answer.headers
    assert last_entry().action == "access:session:start"


def test_a_name_cannot_break_out_of_its_header():
    answer = attachment(FileContent('a"\r\nx: y；甲.xlsx', XLSX, b""))
    assert answer.headers["content-disposition"].endswith(
        "''a%EF%BC%82%20x%EF%BC%9A%20y%EF%BC%9B%E7%94%B2.xlsx"
    )
    for raw, cleaned in HOSTILE:
        head = attachment(FileContent(raw, XLSX, b"")).headers["content-disposition"]
        assert re.fullmatch(r"attachment; filename=\"export\"; filename\*=UTF-8''[\w.~%!-]+", head, re.ASCII)
        assert unquote(head.split("''")[1]) == cleaned


@pytest.fixture
def solicited(evaluated, at) -> int:
    """A draft about which units are asked."""
    at("2026-03-02 09:00")
    return brought_to(evaluated.people, Stage.SOLICITING)


def test_papers_of_a_draft_leave_for_those_who_work_on_it_and_stand_in_the_trail(evaluated, solicited):
    client, draft = at_home(evaluated, "赵敏"), f"/api/designs/{solicited}"
    for name in ("annex.docx", "system.xlsx", "notice.docx", "opinions.xlsx", "opinions.docx"):
        answer = client.get(f"{draft}/{name}")
        assert answer.status_code == 200, name
        assert answer.content.startswith(b"PK")
        assert (last_entry().action, last_entry().object_id) == ("indicators:design:read", f"{draft}/{name}")
    assert client.get(f"{draft}/opinions.exe").status_code == 404
    assert client.get("/api/indicators/1/annex.docx").status_code == 200


def test_experts_read_what_was_filed_with_a_draft_and_nobody_else_does(evaluated, solicited):
    with reading() as session:
        filed = session.exec(select(DesignFile).where(DesignFile.design_id == solicited)).one()
    address = f"/api/designs/{solicited}/files/{filed.id}"
    answer = at_home(evaluated, "秦专家").get(address)
    assert (answer.status_code, answer.content) == (200, MINUTES.data)
    assert "attachment" in answer.headers["content-disposition"]
    assert (last_entry().person_name, last_entry().object_id) == ("秦专家", address)
    # The file is the archive's: by its number alone it stays closed to them.
    assert at_home(evaluated, "秦专家").get(f"/api/evidence/{filed.evidence_id}").status_code == 403
    for other in (999, 2**31 - 1, 2**40):
        assert at_home(evaluated, "秦专家").get(f"/api/designs/{solicited}/files/{other}").status_code == 404
        assert at_home(evaluated, "秦专家").get(f"/api/designs/{other}/files/{filed.id}").status_code == 404
    for name in ("陈填报", "吴德城", "郑市长"):
        assert at_home(evaluated, name).get(address).status_code == 403
        assert not last_entry().allowed


def test_a_unit_has_the_solicited_paper_and_no_draft_whichever_number_it_forges(evaluated, solicited):
    client = at_home(evaluated, "陈填报")
    assert client.get(f"/api/solicitations/{solicited}/annex.docx").status_code == 200
    for number in (999, 2**31 - 1, 2**40):
        assert client.get(f"/api/solicitations/{number}/annex.docx").status_code == 404
    for name in ("annex.docx", "system.xlsx", "notice.docx", "opinions.xlsx"):
        assert client.get(f"/api/designs/{solicited}/{name}").status_code == 403
    assert not last_entry().allowed
    assert at_home(evaluated, "吴德城").get(f"/api/solicitations/{solicited}/annex.docx").status_code == 404


@pytest.mark.parametrize(
    ("address", "action", "reader", "stranger"),
    [
        ("/api/lists/systems.xlsx", "indicators:system:export", "李评估", "秦专家"),
        ("/api/lists/designs/{design}/weightings.xlsx", "indicators:weights:read", "李评估", "秦专家"),
        ("/api/lists/rounds/{round}/calls.xlsx", "projects:chase:edit", "孙项目", "李评估"),
    ],
)
def test_the_smaller_lists_leave_by_their_permission_and_leave_an_entry(
    evaluated, address, action, reader, stranger
):
    design, (_, round_id) = brought_to(evaluated.people, Stage.DRAFT), opened(evaluated)
    address = address.format(design=design, round=round_id)
    answer = at_home(evaluated, reader).get(address)
    assert (answer.status_code, answer.headers["content-type"]) == (200, XLSX)
    entry = last_entry()
    assert (entry.action, entry.object_id, entry.allowed) == (action, address, True)
    assert at_home(evaluated, stranger).get(address).status_code == 403
    entry = last_entry()
    assert (entry.action, entry.object_id, entry.allowed) == (action, address, False)


def test_responses_leave_as_far_as_their_reader_may_have_them(staffed):
    city = surveyed(staffed)
    base = f"/api/answers/{city.of.questionnaire_id}/{city.of.round_id}"
    paper = f"/api/responses/{city.ids['371402']}/paper.docx"
    files = (
        f"{base}/handed-in/wide.xlsx",
        f"{base}/all/long.xlsx",
        f"{base}/handed-in/statistics.xlsx",
        f"{base}/handed-in/questions/A1/by/q%3AA4.xlsx",
        f"{base}/sources.xlsx",
        f"{base}/values/county.xlsx",
        f"/api/questionnaires/{city.of.questionnaire_id}/blank.docx",
    )
    bureau, unit = new_browser(), new_browser()
    for client, name in ((bureau, "孙项目"), (unit, "吴德城")):
        assert enter(client, staffed[name].login, staffed[name].password).status_code == 303
    for address in (paper, *files):
        answer = bureau.get(address)
        assert answer.status_code == 200, (address, answer.text[:200])
        assert answer.headers["content-disposition"].startswith("attachment")
    entry = last_entry()
    assert (entry.person_name, entry.action) == ("孙项目", "questionnaires:form:export")
    assert unit.get(paper).status_code == 200
    assert last_entry().action == "questionnaires:answer:read"
    for address in (*files, f"/api/responses/{city.ids['371403']}/paper.docx"):
        answer = unit.get(address)
        assert answer.status_code == 403, address
        assert "content-disposition" not in answer.headers
        assert not last_entry().allowed
    for address in (
        f"{base}/some/wide.xlsx",
        f"{base}/handed-in/questions/Z9/chart.png",
        "/api/responses/999/paper.docx",
    ):
        assert bureau.get(address).status_code == 404, address
