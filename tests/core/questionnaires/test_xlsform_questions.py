"""A planned row becomes a question with all that is said of it."""

from decimal import Decimal

import pytest

from core.errors import Invalid
from core.questionnaires.form import CellPoints, Need
from core.questionnaires.xlsform_reading import read_xlsform
from tests.core.questionnaires.tables import xlsform


def test_columns_of_our_own_say_what_xlsform_has_no_word_for():
    survey = """
    | type | name | label | guidance_hint | shuping_need | shuping_unit | shuping_manual | shuping_metric | shuping_part |
    | decimal | q | 金额 | 见合同 | reasoned | 万元 | 2.5 | A1-1 | numerator |
    """
    (question,) = read_xlsform(xlsform(survey), "x.xlsx").form.questions
    assert (question.need, question.unit, question.manual) == (Need.REASONED, "万元", Decimal("2.5"))
    assert (question.metric, question.part, question.example) == ("A1-1", "numerator", "见合同")


def test_points_of_cells_are_read_by_line_and_column():
    survey = """
    | type | name | label | shuping_cell_points |
    | begin_repeat | r | 表 | 1/a=2; 2/a=3.5 |
    | text | a | 甲 | |
    | end_repeat | | | |
    """
    (question,) = read_xlsform(xlsform(survey), "x.xlsx").form.questions
    assert question.cell_points == (CellPoints("1", "a", Decimal(2)), CellPoints("2", "a", Decimal("3.5")))


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("shuping_part", "half", "取值方式"),
        ("shuping_evidence", "perhaps", "yes 或 no"),
        ("shuping_manual", "多", "应填数字"),
        ("shuping_cell_points", "r1=2", "不认识"),
        ("shuping_limits", "digits=many", "不认识"),
        ("shuping_role", "chief", "不认识的作用"),
        ("required", "${q2} = 1 and", "写法有误"),
    ],
)
def test_a_slip_in_a_column_of_our_own_is_told_with_its_cell(column, value, words):
    survey = f"| type | name | label | {column} |\n| text | q | 题 | {value} |\n| text | q2 | 题 | |"
    with pytest.raises(Invalid) as caught:
        read_xlsform(xlsform(survey), "x.xlsx")
    problem = caught.value.problems[0]
    assert (problem.row, problem.column) == (2, "D")
    assert words in problem.rule


def test_a_name_two_questions_bear_cannot_be_asked_for():
    survey = """
    | type | name | label | relevant |
    | begin_group | g | 甲 | |
    | text | q | 题 | |
    | end_group | | | |
    | begin_group | h | 乙 | |
    | text | q | 题 | |
    | text | r | 题 | ${q} = 'x' |
    | end_group | | | |
    """
    with pytest.raises(Invalid) as caught:
        read_xlsform(xlsform(survey), "x.xlsx")
    assert "不止一道" in caught.value.problems[0].rule


def test_the_text_beside_an_option_that_is_gone_is_told():
    survey = """
    | type | name | label | shuping_role | shuping_code |
    | text | q | 题 | | |
    | text | q_x_text | 其他 | other_text | q+x |
    """
    with pytest.raises(Invalid) as caught:
        read_xlsform(xlsform(survey), "x.xlsx")
    assert "没有它说明的题" in caught.value.problems[0].rule
