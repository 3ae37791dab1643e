"""Many files are chosen at once, the bad ones named one by one; kept ones are listed and leafed through."""

from streamlit.testing.v1 import AppTest

from core.evidence.models import EvidenceFile
from core.evidence.service import HandedFile, receive
from core.organisations.queries import by_code
from core.store.session import reading, writing
from pages.ui.evidence import MOST_AT_ONCE, named, sorted_out
from tests.core.evidence.files import OFD, PDF, pdf, picture
from tests.pages.desk import SECONDS, links, signed_in, sound, words


def chooses() -> None:
    import streamlit as st

    from pages.ui import evidence, uploads

    for each in evidence.choose("佐证", key="t", note="归档后不能删除"):
        st.markdown(f"收 {each.file.name} {each.client_key[:8]}")
    if st.button("收下"):
        uploads.forget("t")
        st.rerun()


def test_of_many_files_the_sound_ones_are_taken_and_every_other_is_told_why():
    app = sound(AppTest.from_function(chooses, default_timeout=SECONDS).run())
    assert "不超过 20 MB，可一次选多个；归档后不能删除" in app.file_uploader[0].help
    app.file_uploader[0].set_value(
        [
            ("通知.pdf", PDF, "application/pdf"),
            ("冒充.pdf", b"<html>", "application/pdf"),
            ("现场.jpg", picture("JPEG"), "text/html"),
        ]
    )
    sound(app.run())
    assert [each.value.split()[1] for each in app.markdown] == ["通知.pdf", "现场.jpg"]
    assert app.error[0].value == "1 个文件没有收下，其余 2 个可以提交"
    assert list(app.table[0].value["现值"]) == ["冒充.pdf"]
    before = [each.value for each in app.markdown]
    assert [each.value for each in sound(app.run()).markdown] == before
    app.button[0].click()
    assert not sound(app.run()).markdown


def test_the_same_content_is_taken_once_and_too_many_are_said_so():
    files, problems = sorted_out([("甲.pdf", PDF), ("乙.pdf", PDF)])
    assert [each.name for each in files] == ["甲.pdf"]
    assert problems == []
    files, problems = sorted_out([(f"{number}.txt", str(number).encode()) for number in range(60)])
    assert len(files) == MOST_AT_ONCE
    assert [problem.value for problem in problems] == ["选了 60 个"]


def test_a_name_that_reads_like_an_address_leads_nowhere():
    assert named(HandedFile("证明_WWW.example.com.pdf", b"")) == "证明\\_WWW\u2060.example.com.pdf"
    assert named(HandedFile("a@b.com.pdf", b"")) == "a\u2060@b.com.pdf"
    assert named(HandedFile("![x](y).pdf", b"")) == "\\!\\[x\\]\\(y\\).pdf"


def looks(ids: list[int]) -> None:
    from core.evidence.queries import held_files
    from core.store.session import reading
    from pages.ui import evidence, guard

    viewer = guard.viewer()
    with reading() as session:
        files = list(held_files(session, ids).values())
    evidence.listing(files, "/projects?project=1")
    evidence.opened(viewer, files)


def opened(people, name: str, ids: list[int], shown: int) -> AppTest:
    app = AppTest.from_function(looks, default_timeout=SECONDS, args=(ids,))
    person = people[name]
    app.user = {"person_id": str(person.id), "session_id": str(signed_in(person.id))}
    app.query_params = {"do": "preview", "id": str(shown)}
    return sound(app.run())


def kept(people) -> list[int]:
    with writing() as session:
        unit = by_code(session, "M05").id
        return [
            receive(
                session=session,
                actor=people["陈填报"].actor,
                file=HandedFile(name, data),
                organisation_id=unit,
            ).id
            for name, data in (("通知_一.pdf", pdf("one", "two")), ("证照.ofd", OFD))
        ]


def test_kept_files_are_listed_and_a_paper_is_leafed_through(people):
    paper, certificate = ids = kept(people)
    app = opened(people, "陈填报", ids, paper)
    with reading() as session:
        digest = session.get_one(EvidenceFile, paper).sha256[:12]
    table = app.table[0].value
    assert list(table["文件"]) == ["通知\\_一.pdf", "证照.ofd"]
    assert table["校验值"][0] == digest
    assert f"[预览](/projects?project=1&do=preview&id={paper})" in table["操作"][0]
    assert table["操作"][1] == f"[下载](/api/evidence/{certificate})"
    assert f"](/api/evidence/{paper}/pages/1.png)" in words(app)
    assert links(app)["下载原文件"] == f"/api/evidence/{paper}"
    [onward] = [each for each in app.button if each.label == "下一页"]
    onward.click()
    sound(app.run())
    assert f"](/api/evidence/{paper}/pages/2.png)" in words(app)
    assert [each.disabled for each in app.button if each.label in ("上一页", "下一页")] == [False, True]


def test_what_has_no_pages_says_what_to_do_and_who_may_not_read_sees_nothing(people):
    paper, certificate = ids = kept(people)
    app = opened(people, "赵敏", ids, certificate)
    assert "OFD 阅读器" in app.info[0].value
    assert "/pages/" not in words(app)
    app = opened(people, "吴德城", ids, paper)
    assert "不在您的数据范围内" in app.error[0].value
    assert "/pages/" not in words(app)
