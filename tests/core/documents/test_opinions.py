"""The table of opinions has every opinion with its decision and counts them truly."""

from datetime import UTC, datetime
from io import BytesIO

from docx import Document
from openpyxl import load_workbook

from core.designs.queries import DesignRow, Said, Talk
from core.designs.rules import Decision, Stage
from core.documents.opinions import HEADER, opinions_word, opinions_workbook, summary

NOW = datetime(2026, 3, 2, tzinfo=UTC)
ROW = DesignRow(1, "T", "部门体系", "2021", "department", "marks", Stage.SOLICITING, NOW, None, None, None, NOW, "赵敏", "", 3)  # fmt: skip


def said(unit: str, text: str, decision: Decision = Decision.OPEN, reason: str = "", *, agrees=False) -> Said:
    return Said(1, "A21", "目录编制", text, NOW, "张三", unit, 1, agrees, decision, reason, NOW, "赵敏", 1)


TALK = Talk(
    (said("", "总体可行", Decision.ADOPTED),),
    (
        said("市教体局", "=降为5分", Decision.PARTLY, "降为5.5分"),
        said("市公安局", "不应纳入", Decision.REJECTED, "口径已写明"),
        said("市民政局", "无意见", agrees=True),
    ),
    ("市司法局",),
    4,
)


def test_the_sentence_counts_units_opinions_and_decisions():
    assert summary(TALK) == (
        "征求 4 个单位意见，3 个单位已答复；收到意见 2 条，其中部分采纳 1 条，不采纳 1 条。"
    )


def test_the_workbook_has_opinions_silent_units_and_experts():
    book = load_workbook(BytesIO(opinions_workbook(ROW, TALK)))
    assert book.sheetnames == ["单位意见", "未答复单位", "专家意见"]
    rows = [[cell.value for cell in row] for row in book["单位意见"].iter_rows()]
    assert rows[0] == list(HEADER)
    assert rows[1][4:] == ["部分采纳", "降为5.5分"]
    assert book["单位意见"]["D2"].data_type != "f"
    assert rows[3][3:5] == ["无意见", "—"]
    assert book["未答复单位"]["B2"].value == "市司法局"


def test_the_paper_has_a_row_for_each_opinion_and_one_where_there_is_none():
    table = Document(BytesIO(opinions_word(ROW, TALK))).tables[0]
    assert [cell.text for cell in table.rows[2].cells][1:5] == [
        "市公安局",
        "A21 目录编制",
        "不应纳入",
        "不采纳",
    ]
    empty = Document(BytesIO(opinions_word(ROW, Talk((), (), (), 4)))).tables[0]
    assert empty.cell(1, 3).text == "没有收到意见"
