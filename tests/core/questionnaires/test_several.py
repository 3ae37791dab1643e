"""Changes made together, and options as people write them one a line."""

from decimal import Decimal

import pytest

from core.errors import Invalid
from core.questionnaires.edits import AddQuestion, AddSection
from core.questionnaires.form import Form, Kind, Option
from core.questionnaires.several import Several, WriteOptions, written
from tests.core.questionnaires.forms import choice, form_of


def test_changes_made_together_are_all_made_and_told_in_order():
    edit = Several((AddSection("第一部分"), AddQuestion("S1", Kind.TEXT)))
    assert [each.code for each in edit.applied(Form("问卷")).questions] == ["Q1"]
    assert edit.told(Form("问卷")) == "增加章节“S1 第一部分”；在章节“S1 第一部分”下增加文本题 Q1"


def test_one_that_cannot_be_made_undoes_all_of_them():
    with pytest.raises(Invalid):
        Several((AddSection("第一部分"), AddQuestion("S9", Kind.TEXT))).applied(Form("问卷"))


@pytest.mark.parametrize(
    "option",
    [
        Option("1", "已建立"),
        Option("1", "已建立", Decimal("2.5")),
        Option("1", "其他", Decimal(-1), other=True),
        Option("1", "都没有", None, alone=True),
        Option("1", "A|2", other=True),
        Option("1", "甲｜乙", Decimal(3), other=True, alone=True),
        Option("1", "2"),
    ],
)
def test_what_is_written_is_read_again_as_it_was(option: Option):
    form = form_of(choice())
    lines = written([option])
    [read] = WriteOptions("Q1", lines).applied(form).questions[0].options
    assert (read.label, read.points, read.other, read.alone) == (
        option.label,
        option.points,
        option.other,
        option.alone,
    )


def test_an_option_whose_words_stay_keeps_its_code_and_points_change():
    form = form_of(choice())
    lines = "新增的 | 1\n在建 ｜ 1.5 分\n其他 | 请写明"
    after = WriteOptions("Q1", lines).applied(form).questions[0].options
    assert after[1] == Option("2", "在建", Decimal("1.5"))
    assert after[2] == Option("3", "其他", other=True)
    assert "新增的、在建、其他" in WriteOptions("Q1", lines).told(form)
