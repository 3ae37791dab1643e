"""The matrix questionnaire goes out wide and long, and pandas reads back the same cells."""

from datetime import date, datetime
from io import BytesIO

import pandas as pd

from core.documents.answer_tables import LONG, SPLIT, WIDE, blank_sheet, crossed, long, wide
from core.questionnaires.answers import date_in, number_in
from core.questionnaires.cells import cell_at
from core.questionnaires.form import Kind
from core.responses.crossing import crossing
from core.responses.wording import header, labels_of
from core.sheets.writing import build_workbook
from tests.builders.questionnaires import FORM, FULL
from tests.builders.responses import OTHERS, surveyed
from tests.core.documents.opened import formulas, sheets
from tests.core.responses.test_boxes import gathered

GIVEN = {"371402": FULL, **{code: {k: v for k, v in each.items() if v} for code, each in OTHERS.items()}}


def read(data: bytes, sheet: str) -> pd.DataFrame:
    return pd.read_excel(
        BytesIO(data), sheet_name=sheet, dtype=object, keep_default_na=False, engine="openpyxl"
    )


def expected(key: str, answer: object) -> object:
    """What a reader of the sheet must find for an answer, said without the product's own reading."""
    cell = cell_at(FORM, key)
    if cell.kind is Kind.NUMBER:
        return float(number_in(answer))
    if cell.kind is Kind.DATE:
        return date_in(answer)
    return "；".join(labels_of(cell, answer)) if cell.kind.has_options else answer


def same(found: object, wanted: object) -> bool:
    return (found.date() if isinstance(wanted, date) else found) == wanted


def test_pandas_reads_the_wide_table_back_cell_by_cell(people):
    table = read(build_workbook(wide(surveyed(people).gathered(with_drafts=True, with_points=True))), WIDE)
    table = table[table["单位代码"].isin(GIVEN)].set_index("单位代码")
    assert len(table) == 4
    heads = {header(cell_at(FORM, key)): key for code in GIVEN for key in GIVEN[code]}
    for code, answers in GIVEN.items():
        for head, key in heads.items():
            found = table.loc[code, head]
            assert same(found, expected(key, answers[key])) if key in answers else found == "", (code, key)
    assert table.loc["371402", "总分"] == 5
    assert table.loc["371402", "A4 已开展的工作·得分"] == 2
    assert isinstance(table.loc["371402", "报送时间"], datetime)


def test_pandas_reads_the_long_table_back_cell_by_cell(people):
    table = read(build_workbook(long(surveyed(people).gathered(with_drafts=True))), LONG)
    table = table[table["单位代码"].isin(GIVEN)]
    assert len(table) == sum(map(len, GIVEN.values()))
    found = {(row["单位代码"], row["题号"], row["行"], row["列"]): row for _, row in table.iterrows()}
    for code, answers in GIVEN.items():
        for key, answer in answers.items():
            cell = cell_at(FORM, key)
            place = (
                cell.row.label
                if cell.row
                else "缺答说明"
                if cell.reason
                else cell.option.label
                if cell.option
                else ""
            )
            row = found[code, cell.question.code, place, cell.column.label if cell.column else ""]
            assert same(row["值"], expected(key, answer)), (code, key)
            assert (row["数值"] != "") is (cell.kind is Kind.NUMBER)
            assert (row["日期"] != "") is (cell.kind is Kind.DATE)
            assert (row["文本"] != "") is (cell.kind is Kind.TEXT)


def test_choices_of_several_stand_apart_as_ones_and_noughts(people):
    found = sheets(build_workbook(wide(surveyed(people).gathered(with_drafts=True))))[SPLIT]
    assert found[0][2:] == tuple(f"A4 已开展的工作·{label}" for label in ("培训", "检查", "都没有"))
    assert [row[2:] for row in found[1:]] == [(1, 1, 0), (1, 0, 0), (0, 0, 1), (None, None, None)]


def test_no_answer_becomes_a_formula():
    of = gathered((1, FORM), answers=[(1, {"A2": "=1+1", "A1": "a", "B1": "@sum(1)"})])
    data = build_workbook([*wide(of), *long(of)])
    assert formulas(data) == []
    assert read(data, WIDE)["A2 专班牵头领导"][0] == "=1+1"


def test_the_blank_form_has_a_row_a_box_and_a_split_its_counts(people):
    found = sheets(build_workbook([blank_sheet(FORM)]))["问卷"]
    assert len(found) == 1 + 6 + 6
    assert found[1][:8] == (
        "组织保障",
        "A1",
        "是否成立工作专班",
        None,
        None,
        "单选",
        "必填",
        "已成立；未成立；其他",
    )
    of = surveyed(people).gathered()
    table = sheets(build_workbook([crossed(of, crossing(of, "A1", "kind"))]))["交叉分析"]
    assert table[1] == ("县市区", 3, 1, 1, 1, 33.3, 33.3, 33.3)
    assert sheets(build_workbook([crossed(of, crossing(of, "B1", "kind"))]))["交叉分析"][1] == (
        "县市区",
        3,
        72,
        24,
        20,
    )
