"""Lists of options."""

from core.questionnaires.form import Option
from core.questionnaires.xlsform_choices import Choices
from core.questionnaires.xlsform_layout import Typed
from core.questionnaires.xlsform_sheets import Findings, book_of
from core.sheets.model import Sheet


def made(*rows, twins=False):
    found = Findings()
    header = ("list_name", "name", "label", "shuping_points", "shuping_other", "shuping_code")
    sheets = [Sheet("survey", [("type", "name"), ("text", "a")]), Sheet("choices", [header, *rows])]
    book = book_of(sheets, found)
    return Choices(book.choices, twins, found), book.survey.lines[0], found


def test_options_carry_points_other_and_their_own_codes():
    choices, line, found = made(("l", "a_b", "甲", 2.5, "yes", "a b"), ("l", "c", None, None, None, None))
    options = choices.options(Typed("select_one", "l"), line)
    assert [(option.code, option.label, option.other) for option in options] == [
        ("a b", "甲", True),
        ("c", "c", False),
    ]
    assert str(options[0].points) == "2.5"
    assert choices.codes(Typed("select_one", "l")) == {"a_b": "a b", "c": "c"}
    assert [warning.rule for warning in found.warnings] == ["选项没有文字，以选项名代替"]


def test_other_is_added_once():
    choices, line, _ = made(("l", "other", "别的", None, None, None))
    options = choices.options(Typed("select_one", "l", or_other=True), line)
    assert options == (Option("other", "别的", other=True),)


def test_equal_names_are_taken_where_the_form_allows_them():
    rows = [("l", "a", "甲", None, None, None), ("l", "a", "乙", None, None, None)]
    choices, line, found = made(*rows, twins=True)
    assert len(choices.options(Typed("select_one", "l"), line)) == 1
    assert found.problems == []


def test_choosing_from_a_repeat_is_refused():
    choices, line, found = made(("l", "a", "甲", None, None, None))
    assert choices.listed("${names}", line, "type") == {}
    assert "重复组" in found.problems[0].rule
