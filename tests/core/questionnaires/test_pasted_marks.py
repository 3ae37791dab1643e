"""Marks beside the words are taken off and understood."""

from decimal import Decimal

import pytest

from core.questionnaires.form import Kind, Need
from core.questionnaires.pasted_marks import RANK, SCALE, Jump, marks_in, without_blank


@pytest.mark.parametrize(
    ("text", "kind", "detail"),
    [
        ("题 [单选题]", Kind.SINGLE, ""),
        ("题（可多选）", Kind.MULTIPLE, ""),
        ("题【矩阵填空题】", Kind.MATRIX, "填空"),
        ("题[矩阵单选题]", Kind.MATRIX, "单选"),
        ("题[矩阵多选题]", Kind.MATRIX, "多选"),
        ("题[矩阵量表题]", Kind.MATRIX, "单选"),
        ("题[表格数值题]", Kind.MATRIX, "填空"),
        ("题[量表题]", Kind.SINGLE, SCALE),
        ("题[排序题]", Kind.TEXT, RANK),
        ("题[简答题]", Kind.TEXT, "长"),
        ("题[上传文件题]", Kind.FILE, ""),
        ("题（个）", None, ""),
    ],
)
def test_a_type_is_read_from_its_bracket(text, kind, detail):
    marks = marks_in(text)
    assert (marks.kind, marks.detail) == (kind, detail)
    assert marks.text == ("题（个）" if kind is None else "题")


def test_limits_and_needs_may_share_a_bracket():
    marks = marks_in("题（多选，限选3项，必填）")
    assert (marks.text, marks.kind, marks.most, marks.need) == ("题", Kind.MULTIPLE, 3, Need.REQUIRED)
    assert (marks_in("题（至少选2项）").fewest, marks_in("题（选2项）").most) == (2, 2)
    assert (marks_in("* 题").star, marks_in("题 *").need) == (True, Need.REQUIRED)
    assert marks_in("题（选填）").need is Need.OPTIONAL


def test_points_jumps_and_dependences_are_taken_off():
    assert marks_in("是（2.5分）").points == Decimal("2.5")
    assert marks_in("否（选B跳至第5题）").jumps == [Jump("B", "5")]
    assert marks_in("否 →跳至第5题").jumps == [Jump("", "5")]
    assert marks_in("否（结束答题）").jumps == [Jump("", "")]
    marks = marks_in("题 [依赖于第3题第1;2个选项]")
    assert (marks.text, marks.leans[0].number, marks.leans[0].places) == ("题", "3", [1, 2])
    lean = marks_in("（若上题选“是”，请填写）数量").leans[0]
    assert (lean.number, lean.words) == ("", "是")
    assert without_blank("其他____") == ("其他", True)
