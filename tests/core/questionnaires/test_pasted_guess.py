"""What a question most likely is."""

import pytest

from core.questionnaires.form import Kind
from core.questionnaires.pasted_guess import is_alone, is_farewell, is_other, with_options, without_options


@pytest.mark.parametrize(
    ("words", "kind", "title", "unit"),
    [
        ("目录数量（条）：____", Kind.NUMBER, "目录数量", "条"),
        ("资金投入____万元", Kind.NUMBER, "资金投入", "万元"),
        ("共有____个系统", Kind.NUMBER, "共有…个系统", "个"),
        ("数据总量（单位：TB）", Kind.NUMBER, "数据总量", "TB"),
        ("专职人数", Kind.NUMBER, "专职人数", ""),
        ("上线日期：____", Kind.DATE, "上线日期", ""),
        ("发布 ____年__月__日", Kind.DATE, "发布", ""),
        ("请上传制度文件", Kind.FILE, "请上传制度文件", ""),
        ("单位名称：____", Kind.TEXT, "单位名称", ""),
        ("存在的问题及建议", Kind.TEXT, "存在的问题及建议", ""),
    ],
)
def test_words_tell_numbers_days_and_files(words, kind, title, unit):
    guess = without_options(words)
    assert (guess.kind, guess.title, guess.unit) == (kind, title, unit)
    assert guess.long is ("建议" in words)


def test_phones_and_mails_are_checked():
    assert without_options("手机").limits.pattern == r"1[3-9]\d{9}"
    assert "电话" in without_options("联系电话").limits.told
    assert "邮箱" in without_options("电子邮箱").limits.told


def test_one_or_several_is_told_by_the_words_and_the_boxes():
    assert with_options("有哪些方式", ["a", "b"], ["A", "B"])[0] is Kind.MULTIPLE
    assert with_options("方式", ["a", "b", "c"], ["□"] * 3)[0] is Kind.MULTIPLE
    assert with_options("是否", ["是", "否"], ["□"] * 2) == (Kind.SINGLE, "")


def test_options_that_ask_for_words_or_stand_alone():
    assert [is_other(label) for label in ("其他", "别的（请注明）", "接口")] == [True, True, False]
    assert [is_alone(label) for label in ("以上都没有", "无", "以上均无", "无人机")] == [
        True,
        True,
        True,
        False,
    ]
    assert is_farewell("感谢您的参与！")
