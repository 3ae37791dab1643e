"""One column a box, whatever version it was answered in; of open lines as many as somebody filled."""

from dataclasses import replace

from core.questionnaires.form import Column, Form, Kind, Question, Row, Section
from core.responses.boxes import boxes, readers, value_in
from core.responses.gathered import Filled, Gathered
from core.responses.rules import ResponseState
from tests.builders.questionnaires import FORM


def filled(form, answers, number=1) -> Filled:
    seen = frozenset(form.question_by_code)
    return Filled(
        1,
        "M1",
        "甲",
        "county",
        "",
        ResponseState.HANDED_IN,
        number,
        form,
        seen,
        answers,
        {},
        (),
        None,
        "",
        True,
    )


def gathered(*versions, answers=()) -> Gathered:
    rows = tuple(filled(dict(versions)[number], given, number) for number, given in answers)
    return Gathered(1, "WJ1", "问卷", None, "", versions, rows, 1, False)


def test_every_box_has_a_column_with_the_texts_beside_options_and_the_reasons():
    of = gathered((1, FORM))
    assert [box.cell.key for box in boxes(of)] == [
        "A1", "A1+c", "A2", "A3", "A3?", "A4", "A5", "B1",
        "B2/r1/c1", "B2/r1/c2", "B2/r1/c3", "B2/r2/c1", "B2/r2/c2", "B2/r2/c3",
    ]  # fmt: skip


def test_open_lines_stand_as_far_as_anybody_filled_them():
    lines = Question("C1", "案例", Kind.MATRIX, columns=(Column("c1", "名称"),), open_rows=50)
    form = Form("案例", (Section("S", "案例", (lines,)),))
    of = gathered((1, form), answers=[(1, {"C1/3/c1": "企业开办"})])
    assert [box.header for box in boxes(of)] == [f"C1 案例·第 {number} 行·名称" for number in (1, 2, 3)]
    assert boxes(gathered((1, form))) == ()


def test_what_an_older_version_asked_stands_behind_and_says_so():
    newer = replace(FORM, sections=FORM.sections[1:])
    of = gathered((2, newer), (1, FORM), answers=[(1, {"A2": "张副区长", "A1": "a"})])
    heads = [box.header for box in boxes(of)]
    assert heads[0] == "B1 数据资源总数"
    assert "A2 专班牵头领导（第 1 版）" in heads
    assert value_in(of.filled[0], "A1", readers(of)[1]) == "已成立"
    assert value_in(of.filled[0], "B1", readers(of)[1]) is None


def test_two_rows_of_one_name_make_two_columns_of_different_names():
    matrix = Question(
        "C1", "表", Kind.MATRIX, rows=(Row("r1", "其他"), Row("r2", "其他")), columns=(Column("c1", "数"),)
    )
    heads = [box.header for box in boxes(gathered((1, Form("表", (Section("S", "表", (matrix,)),)))))]
    assert len(set(heads)) == 2
