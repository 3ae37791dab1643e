"""What is still owed is counted box by box, and what is hidden owes nothing."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from core.questionnaires.cells import cells
from core.questionnaires.completeness import added, standing
from core.questionnaires.form import Column, Form, Kind, Limits, Need, Operator, Question, Section
from tests.core.questionnaires.forms import choice, form_of, matrix, when, whole

FULL = {
    "Q1": "1", "Q2": ["1"], "Q3/r1/c1": "3", "Q3/r1/c2": "3", "Q3/r2/c1": "0", "Q3/r2/c2": "0", "Q4": "已完成", "Q5": "2020-02-09",
}  # fmt: skip


def lacks(form, answers, files=None):
    return [(lack.key, lack.problem.rule) for lack in standing(form, answers, files).whole.lacks]


def test_an_empty_form_owes_every_required_box():
    whole_standing = standing(whole(), {})
    assert (whole_standing.whole.due, whole_standing.whole.done) == (8, 0)
    assert len(whole_standing.whole.lacks) == 8
    assert not whole_standing.whole.is_complete
    assert {code: part.due for code, part in whole_standing.sections.items()} == {"S1": 2, "S2": 6}


def test_a_full_form_owes_nothing():
    found = standing(whole(), FULL)
    assert (found.whole.due, found.whole.done) == (8, 8)
    assert found.whole.is_complete


def test_a_hidden_section_owes_nothing_and_is_not_listed():
    found = standing(whole(), {"Q1": "2", "Q2": ["1"]})
    assert found.whole.is_complete
    assert (found.whole.due, found.whole.done) == (2, 2)
    assert set(found.sections) == {"S1"}
    assert found.shown == {"Q1", "Q2"}


@given(st.dictionaries(st.sampled_from([cell.key for cell in cells(whole())]), st.text("12a一", max_size=3)))
def test_nobody_has_done_more_than_is_due_and_the_parts_make_the_whole(answers):
    found = standing(whole(), answers)
    assert 0 <= found.whole.done <= found.whole.due
    for parts in (found.sections, found.questions):
        assert sum(part.due for part in parts.values()) == found.whole.due
        assert sum(part.done for part in parts.values()) == found.whole.done
    assert set(found.whole.lacks) == {lack for part in found.questions.values() for lack in part.lacks}


def test_a_matrix_is_counted_by_cell_and_by_row():
    found = standing(whole(), {**FULL, "Q3/r2/c2": "", "Q3/r1/c2": "9"})
    assert (found.questions["Q3"].due, found.questions["Q3"].done) == (4, 2)
    assert {row: (part.due, part.done) for row, part in found.rows.items()} == {
        "Q3/r1": (2, 1),
        "Q3/r2": (2, 1),
    }
    assert [lack.key for lack in found.whole.lacks] == ["Q3/r1/c2", "Q3/r2/c2"]


def test_every_broken_rule_of_one_box_is_told():
    form = form_of(matrix(need=Need.OPTIONAL))
    assert [key for key, _ in lacks(form, {"Q3/r1/c1": "-0.5"})] == ["Q3/r1/c1", "Q3/r1/c1"]


def test_a_bound_that_is_hidden_binds_nobody():
    form = form_of(
        choice(),
        Question("Q2", "总数", Kind.NUMBER, shown_if=when("Q1", value="1")),
        Question("Q3", "其中", Kind.NUMBER, limits=Limits(within="Q2")),
    )
    assert lacks(form, {"Q1": "1", "Q2": "1", "Q3": "2"}) == [("Q3", "“Q3 其中”不能大于“Q2 总数”的 1")]
    assert lacks(form, {"Q1": "2", "Q2": "1", "Q3": "2"}) == []


def test_a_reason_stands_for_a_missing_answer_and_is_asked_for_once():
    form = form_of(matrix(need=Need.REASONED), Question("Q4", "说明", Kind.TEXT, Need.REASONED))
    assert lacks(form, {}) == [
        ("Q3?", "“Q3 目录编制”没有填，也没有写明缺答的原因"),
        ("Q4?", "“Q4 说明”没有填，也没有写明缺答的原因"),
    ]
    assert len(standing(form, {}).rows["Q3/r1"].lacks) == 1
    assert lacks(form, {"Q3?": "没有目录", "Q4?": "无"}) == []
    assert lacks(form, {"Q3?": "由", "Q4?": "由" * 501}) == [("Q4?", "“Q4 说明”的缺答说明最多写 500 个字")]


def test_a_column_may_be_excused_where_its_matrix_is_required():
    columns = (Column("c1", "数", Kind.NUMBER), Column("c2", "备注", need=Need.REASONED))
    form = form_of(matrix(columns=columns))
    answers = {"Q3/r1/c1": "1", "Q3/r2/c1": "1"}
    assert [key for key, _ in lacks(form, answers)] == ["Q3?"]
    assert lacks(form, {**answers, "Q3?": "无备注"}) == []


def test_an_option_that_asks_for_a_text_owes_it_once_chosen():
    form = form_of(choice())
    assert lacks(form, {"Q1": "3"}) == [("Q1+3", "“Q1 共享机制”选了“其他”，请在旁边写明")]
    assert lacks(form, {"Q1": "3", "Q1+3": "自建"}) == []
    assert lacks(form, {"Q1": "1"}) == []
    assert lacks(form, {"Q1": "3", "Q1+3": "长" * 501})[0][0] == "Q1+3"


def test_lines_a_unit_adds_are_owed_once_begun():
    form = form_of(matrix(rows=(), open_rows=5))
    assert lacks(form, {}) == [("Q3/1/c1", "“Q3 目录编制”至少填一行")]
    found = standing(form, {"Q3/2/c1": "4"})
    assert (found.whole.due, found.whole.done) == (2, 1)
    assert [lack.key for lack in found.whole.lacks] == ["Q3/2/c2"]
    assert lacks(form_of(matrix(rows=(), open_rows=5, need=Need.OPTIONAL)), {}) == []
    assert [key for key, _ in lacks(form_of(matrix(rows=(), open_rows=5, need=Need.REASONED)), {})] == ["Q3?"]


def test_files_are_counted():
    form = form_of(Question("Q1", "佐证", Kind.FILE, limits=Limits(fewest=2, most_chosen=3)))
    assert lacks(form, {}) == [("Q1", "“Q1 佐证”至少上传 2 个文件，现有 0 个")]
    assert lacks(form, {}, {"Q1": 1}) != []
    assert lacks(form, {}, {"Q1": 3}) == []
    assert lacks(form, {}, {"Q1": 4}) == [("Q1", "“Q1 佐证”最多上传 3 个文件")]
    excused = form_of(Question("Q1", "佐证", Kind.FILE, Need.REASONED))
    assert [key for key, _ in lacks(excused, {})] == ["Q1?"]
    assert lacks(excused, {"Q1?": "尚未印发"}) == []
    assert lacks(form_of(Question("Q1", "佐证", Kind.FILE, Need.OPTIONAL)), {}) == []


def test_an_optional_answer_is_not_due_but_must_be_right():
    form = form_of(Question("Q1", "数", Kind.NUMBER, Need.OPTIONAL))
    found = standing(form, {"Q1": "很多"})
    assert (found.whole.due, found.whole.done) == (0, 0)
    assert not found.whole.is_complete


def test_a_draft_without_rows_or_columns_can_be_looked_at():
    assert lacks(form_of(matrix(rows=())), {}) == []
    assert lacks(form_of(replace(matrix(), columns=())), {}) == []
    assert standing(Form("空", (Section("S1", "空"),)), {}).whole == added([])
    hidden = form_of(Question("Q1", "数", Kind.NUMBER, shown_if=when("Q1", Operator.ANSWERED)))
    assert standing(hidden, {"Q1": "1"}).whole.is_complete
