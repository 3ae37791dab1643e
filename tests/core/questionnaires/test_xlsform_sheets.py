"""The sheets of an XLSForm become lines of texts."""

from datetime import date

from core.questionnaires.xlsform_sheets import Findings, book_of, left_out, text_in
from core.sheets.model import Sheet


def test_sheets_are_found_whatever_their_case_and_empty_rows_are_left_out():
    found = Findings()
    survey = Sheet(
        "Survey ", [("type", "name", "default"), ("text", "a", None), (None, None, None), ("text", "b", "x")]
    )
    book = book_of([survey, Sheet("entities", [("a",), ("b",)])], found)
    assert [line.number for line in book.survey.lines] == [2, 4]
    assert book.choices.lines == ()
    assert [warning.rule for warning in found.warnings] == ["工作表“entities”没有导入"]
    (warning,) = left_out(book.survey)
    assert (warning.row, warning.column, warning.value) == (4, "C", "x")


def test_a_fault_stands_in_the_column_of_the_chosen_language():
    found = Findings()
    survey = Sheet("survey", [("type", "name", "label::English", "label::中文"), ("text", "a", "A", "甲")])
    line = book_of([survey], found).survey.lines[0]
    assert line["label"] == "甲"
    assert line.at("label", "不对").place == "工作表“survey” 第 2 行 D 列"
    assert (line.said("required"), line.said("name")) == (False, None)


def test_cells_are_read_as_people_see_them():
    assert [text_in(value) for value in (None, 3.0, 2.5, date(2020, 1, 2), True, " a ")] == [
        "",
        "3",
        "2.5",
        "2020-01-02",
        "True",
        "a",
    ]
