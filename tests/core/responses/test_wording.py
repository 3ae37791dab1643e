"""Answers are told in the form's own words, and stand in sheets as what they are."""

from datetime import date

import pytest

from core.questionnaires.cells import cell_at
from core.responses.wording import header, number_cell, reader, said
from tests.builders.questionnaires import FORM


@pytest.mark.parametrize(
    ("key", "answer", "words"),
    [
        ("A1", "a", "已成立"),
        ("A1", "gone", "gone"),
        ("A4", ["a", "b"], "培训、检查"),
        ("B1", "1200", "1200个"),
        ("B1", "十二", "十二"),
        ("A3", "2021-03-01", "2021-03-01"),
        ("A2", "", ""),
    ],
)
def test_an_answer_is_told_as_the_form_says_it(key, answer, words):
    assert said(cell_at(FORM, key), answer) == words


@pytest.mark.parametrize(
    ("key", "answer", "cell"),
    [
        ("A1", "a", "已成立"),
        ("A4", ["a", "b"], "培训；检查"),
        ("B1", "12", 12),
        ("B1", "0.5", 0.5),
        ("B1", "十二", "十二"),
        ("A3", "2021-03-01", date(2021, 3, 1)),
        ("A3", "三月", "三月"),
        ("A2", "0012", "0012"),
    ],
)
def test_a_sheet_keeps_numbers_days_and_texts_apart(key, answer, cell):
    value = reader(cell_at(FORM, key))(answer)
    assert (value, type(value)) == (cell, type(cell))


def test_a_number_longer_than_a_sheet_keeps_stays_a_text():
    assert number_cell("12345678901234567890") == "12345678901234567890"
    assert number_cell("123456789012345") == 123456789012345


def test_headers_name_question_row_and_column():
    found = [header(cell_at(FORM, key)) for key in ("A2", "B2/r1/c1", "A1+c", "A3?")]
    assert found == [
        "A2 专班牵头领导",
        "B2 分类统计·基础信息·资源数",
        "A1 是否成立工作专班·其他（说明）",
        "A3 成立日期·缺答说明",
    ]
