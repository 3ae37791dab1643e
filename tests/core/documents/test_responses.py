"""Forms, responses and tables leave as far as their reader may have them."""

from io import BytesIO

import pytest
from docx import Document

from core.charts import picture
from core.documents import responses
from core.documents.answer_tables import LONG, WIDE
from core.errors import NotAllowed, NotFound
from core.evidence.service import FileContent
from core.responses.handing_in import hand_in_paper
from core.store.session import reading, writing
from tests.builders.questionnaires import FULL, asked, submitted, typed
from tests.builders.responses import surveyed
from tests.core.documents.opened import sheets

TABLES = (responses.wide_file, responses.long_file, responses.statistics_file)


def asked_for(verb, of, name="孙项目", **facts):
    with reading() as session:
        return verb(session=session, actor=of.actor(name), **facts)


def footer(content):
    return Document(BytesIO(content.data)).sections[0].footer.paragraphs[0].text


def test_the_printed_paper_bears_the_code_it_is_handed_in_by(people):
    of = asked(people)
    typed(of, FULL)
    paper = asked_for(responses.paper_file, of, "吴德城", response_id=of.response_id)
    assert footer(paper).startswith("问卷第 1 版 · 答卷编号 WJ1-0001 · 校验码 ")
    code = footer(paper).split("校验码 ")[1][:11]
    scan = FileContent("签章扫描件.pdf", "application/pdf", b"%PDF-1.4 signed")
    with writing() as session:
        facts = {"response_id": of.response_id, "code": code, "scan": scan}
        receipt = hand_in_paper(session=session, actor=of.actor("吴德城"), **facts)
    assert receipt.check_code == code
    again = asked_for(responses.paper_file, of, response_id=of.response_id)
    assert code in footer(again), "handed in, it still bears its code"


def test_a_paper_printed_too_early_says_what_lacks(people):
    of = asked(people)
    typed(of, {"A1": "b"})
    paper = asked_for(responses.paper_file, of, response_id=of.response_id)
    cells = [row.cells[1].text for row in Document(BytesIO(paper.data)).tables[0].rows]
    assert cells[0] == "德城区"
    assert cells[3] == "尚缺 7 项，补齐后重新打印方可签章"


def test_a_unit_has_its_own_paper_and_nobody_elses(people):
    city = surveyed(people)
    asked_for(responses.paper_file, city.of, "吴德城", response_id=city.ids["371402"])
    for name, code in (("吴德城", "371403"), ("陈填报", "371402"), ("秦专家", "371402")):
        with pytest.raises(NotAllowed):
            asked_for(responses.paper_file, city.of, name, response_id=city.ids[code])


def test_tables_are_for_those_who_may_export(people):
    city = surveyed(people)
    for verb in TABLES:
        for name in ("吴德城", "何审计", "钱审核"):
            with pytest.raises(NotAllowed):
                asked_for(verb, city.of, name, which="handed-in", **city.place)
        with pytest.raises(NotFound):
            asked_for(verb, city.of, which="everything", **city.place)
    for which, count in (("handed-in", 3), ("all", 4)):
        wide = asked_for(responses.wide_file, city.of, "李评估", which=which, **city.place)
        assert len(sheets(wide.data)[WIDE]) == 1 + count
    long = asked_for(responses.long_file, city.of, which="handed-in", **city.place)
    assert len({row[0] for row in sheets(long.data)[LONG][1:]}) == 3


def test_the_blank_form_leaves_as_word_and_as_excel(people):
    city = surveyed(people)
    facts = {"questionnaire_id": city.of.questionnaire_id}
    word = asked_for(responses.blank_file, city.of, kind="docx", **facts)
    assert word.name == "公共数据共享情况调研问卷-第1版.docx"
    assert footer(word).startswith("WJ1 第 1 版 · 空白问卷")
    assert "问卷" in sheets(asked_for(responses.blank_file, city.of, kind="xlsx", **facts).data)
    with pytest.raises(NotFound):
        asked_for(responses.blank_file, city.of, kind="exe", **facts)
    with pytest.raises(NotAllowed):
        asked_for(responses.blank_file, city.of, "吴德城", kind="docx", **facts)


def test_a_split_leaves_as_a_workbook_and_what_does_not_exist_not_at_all(people):
    city = surveyed(people)
    facts = {"which": "handed-in", **city.place}
    book = asked_for(responses.crossing_file, city.of, box="A1", across="kind", kind="xlsx", **facts)
    assert sheets(book.data)["交叉分析"][1][:2] == ("县市区", 3)
    for box, across, kind in (("Z9", "kind", "xlsx"), ("A1", "q:Z9", "xlsx"), ("A1", "kind", "exe")):
        with pytest.raises(NotFound):
            asked_for(responses.crossing_file, city.of, box=box, across=across, kind=kind, **facts)
    for box, kind in (("A2", "png"), ("Z9", "png"), ("A1", "exe"), ("B2:c3", "png")):
        with pytest.raises(NotFound):
            asked_for(responses.question_chart, city.of, box=box, kind=kind, **facts)


def test_figures_leave_as_the_pictures_they_are(people, monkeypatch):
    city = surveyed(people)
    drawn = []
    monkeypatch.setattr(picture, "draw", lambda figure, kind: drawn.append(figure) or b"picture")
    facts = {"which": "handed-in", **city.place}
    chart = asked_for(responses.question_chart, city.of, box="B2:c1", kind="svg", **facts)
    assert (chart.media_type, chart.name.endswith("-B2:c1.svg")) == ("image/svg+xml", True)
    asked_for(responses.crossing_file, city.of, box="A1", across="kind", kind="png", **facts)
    assert [len(figure.data) for figure in drawn] == [1, 3]


def test_fed_values_and_their_sources_leave_together(people):
    city = surveyed(people)
    values = asked_for(responses.fed_file, city.of, audience="county", **city.place)
    assert len(sheets(values.data)["指标值"]) == 14
    rows = sheets(asked_for(responses.sources_file, city.of, **city.place).data)["指标值来源"]
    assert {row[2] for row in rows[1:]} == {"A11-1", "A12-1"}
    assert len(rows) == 1 + 3 * 2
    with pytest.raises(NotAllowed):
        asked_for(responses.fed_file, city.of, "吴德城", audience="county", **city.place)


def test_handing_in_changes_nothing_on_the_paper(people):
    of = asked(people)
    typed(of, FULL)
    before = footer(asked_for(responses.paper_file, of, response_id=of.response_id))
    submitted(of)
    assert footer(asked_for(responses.paper_file, of, response_id=of.response_id)) == before
