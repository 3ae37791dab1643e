"""A file goes to those whose data scope covers what it speaks of, and to nobody else."""

import pytest
from sqlmodel import select

from core.audit.actor import Actor
from core.errors import Invalid, NotAllowed, NotFound, Unavailable
from core.evidence.models import EvidenceFile, Purpose
from core.evidence.service import XLSX, FileContent, HandedFile, hand_out, keep, receive
from core.organisations.queries import by_code
from core.settings import settings
from core.store.session import reading, writing
from tests.core.evidence.files import picture

CONTENT = FileContent("学籍资源目录.xlsx", XLSX, b"workbook")


def kept(by: Actor, unit: str | None, purpose: Purpose = Purpose.EVIDENCE) -> int:
    with writing() as session:
        owner = by_code(session, unit).id if unit else None
        return keep(session=session, actor=by, content=CONTENT, purpose=purpose, organisation_id=owner).id


def fetched(by: Actor, file_id: int) -> FileContent:
    with reading() as session:
        return hand_out(session=session, actor=by, file_id=file_id)


@pytest.mark.parametrize(
    ("name", "unit", "allowed"),
    [
        ("赵敏", "M05", True),
        ("赵敏", None, True),
        ("何审计", "M01", True),
        ("郑市长", "371402-01", True),
        ("钱审核", "M05", True),
        ("陈填报", "M05", True),
        ("陈填报", "M05-02", True),
        ("周填报", "M05", False),
        ("周填报", None, False),
        ("吴德城", "371402", True),
        ("吴德城", "371402-36", True),
        ("吴德城", "371403", False),
        ("吴德城", "M05", False),
        ("秦专家", "M05", False),
        ("韩运维", "M05", False),
        ("王立新", "M05", False),
    ],
)
def test_a_file_is_read_by_permission_and_reach(people, name, unit, allowed):
    file_id = kept(people["孙项目"].actor, unit)
    if not allowed:
        with pytest.raises(NotAllowed):
            fetched(people[name].actor, file_id)
    else:
        assert fetched(people[name].actor, file_id) == CONTENT


def test_a_returned_import_goes_back_to_who_tried_it_and_nobody_else(people):
    file_id = kept(people["李评估"].actor, None, Purpose.ANNOTATED)
    assert fetched(people["李评估"].actor, file_id) == CONTENT
    with pytest.raises(NotAllowed, match="只有导入人"):
        fetched(people["赵敏"].actor, file_id)


def test_what_somebody_handed_in_they_may_read_again(people):
    file_id = kept(people["陈填报"].actor, "M01")
    assert fetched(people["陈填报"].actor, file_id) == CONTENT


def test_a_file_that_does_not_exist_is_said_so(people):
    with pytest.raises(NotFound, match="没有这个文件"):
        fetched(people["赵敏"].actor, 999_999)


def test_a_corrupted_file_is_not_handed_out(people):
    file_id = kept(people["赵敏"].actor, "M05")
    [path] = [path for path in (settings().data_dir / "evidence").rglob("*") if path.is_file()]
    path.write_bytes(b"forged")
    with pytest.raises(Unavailable, match="校验值"):
        fetched(people["赵敏"].actor, file_id)


def test_a_row_knows_hash_size_person_and_a_name_that_is_no_path(people):
    hostile = FileContent("../../etc/passwd\n" + "长" * 300, XLSX, b"x")
    with writing() as session:
        row = keep(session=session, actor=people["陈填报"].actor, content=hostile, purpose=Purpose.EVIDENCE)
    with reading() as session:
        row = session.get_one(EvidenceFile, row.id)
    assert (row.size, row.person_id, row.name) == (1, people["陈填报"].id, "passwd " + "长" * 77)
    assert row.object_key == f"{row.sha256[:2]}/{row.sha256}"


def received(by: Actor, name: str, data: bytes) -> EvidenceFile:
    with writing() as session:
        unit = by_code(session, "M05").id
        file_id = receive(session=session, actor=by, file=HandedFile(name, data), organisation_id=unit).id
    with reading() as session:
        return session.get_one(EvidenceFile, file_id)


def test_evidence_is_kept_under_a_clean_name_with_the_type_its_bytes_have(people):
    row = received(people["陈填报"].actor, "..\\目录\u202e.JPG", picture("JPEG"))
    assert (row.name, row.media_type, row.purpose) == ("目录.JPG", "image/jpeg", Purpose.EVIDENCE)
    again = received(people["陈填报"].actor, "另一个名字.jpg", picture("JPEG"))
    assert (again.object_key, again.name) == (row.object_key, "另一个名字.jpg")
    assert fetched(people["陈填报"].actor, row.id).data == picture("JPEG")


def test_what_is_not_evidence_leaves_neither_row_nor_object(people):
    with pytest.raises(Invalid, match="没有收下"):
        received(people["陈填报"].actor, "报告.pdf", b"<html>")
    with reading() as session:
        assert session.exec(select(EvidenceFile)).all() == []
    assert [path for path in (settings().data_dir / "evidence").rglob("*") if path.is_file()] == []
