"""Jumps and dependences become conditions."""

from core.questionnaires.form import AllOf, Condition, Kind, Operator, Option, Question, Term
from core.questionnaires.pasted_logic import Asked, with_conditions
from core.questionnaires.pasted_marks import Jump, Lean

OPTIONS = (Option("a", "是"), Option("b", "否"))


def asked(number, kind=Kind.SINGLE, jumps=(), leans=()):
    options = OPTIONS if kind.has_options else ()
    return Asked(Question(f"Q{number}", "题", kind, options=options), str(number), number, jumps, leans)


def test_a_jump_of_several_choices_and_a_dependence_hold_together():
    first = asked(1, Kind.MULTIPLE, ((OPTIONS[1], Jump("", "3")),))
    found, remarks = with_conditions([first, asked(2, leans=(Lean("1", [1]),)), asked(3)])
    terms = (Term("Q1", Operator.CONTAINS, "a"), Term("Q1", Operator.LACKS, "b"))
    assert found["Q2"].shown_if == Condition((AllOf(terms),))
    assert found["Q3"].shown_if == Condition()
    assert [remark.row for remark in remarks] == [2]


def test_a_jump_may_name_its_option_by_letter_or_words():
    for said in ("B", "否"):
        found, _ = with_conditions([asked(1, jumps=((None, Jump(said, "")),)), asked(2)])
        assert found["Q2"].shown_if.terms == (Term("Q1", Operator.DIFFERS, "b"),)


def test_what_points_nowhere_is_told():
    back = asked(2, jumps=((OPTIONS[0], Jump("", "1")),), leans=(Lean("9", [1]), Lean("1", [7])))
    found, remarks = with_conditions([asked(1), back])
    assert found["Q2"].shown_if == Condition()
    assert len(remarks) == 3
    assert all(remark.remedy for remark in remarks)
