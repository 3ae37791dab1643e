"""Constraints become limits, part by part."""

from decimal import Decimal

import pytest

from core.questionnaires.form import Kind, Limits
from core.questionnaires.xlsform_conditions import Target
from core.questionnaires.xlsform_constraints import constraint, own_limits, own_limits_in, rules_in
from core.questionnaires.xpath import Unreadable, parsed

TARGETS = {"n": Target("M/r/c", Kind.NUMBER), "t": Target("t")}


def read(text, kind=Kind.NUMBER, limits=None):
    return rules_in(parsed(text), kind, limits or Limits(), TARGETS)


@pytest.mark.parametrize(
    ("text", "kind", "limits"),
    [
        ("0 <= . and 9 >= .", Kind.NUMBER, Limits(Decimal(0), Decimal(9))),
        (". = 5", Kind.NUMBER, Limits(Decimal(5), Decimal(5))),
        (". >= 1 and . >= 3", Kind.NUMBER, Limits(Decimal(3))),
        ("${n} >= .", Kind.NUMBER, Limits(within="M/r/c")),
        ("not(. < 1)", Kind.NUMBER, Limits(Decimal(1))),
        (". > date('2020-02-28')", Kind.DATE, Limits(earliest="2020-02-29")),
        (". < '2020-03-01'", Kind.DATE, Limits(latest="2020-02-29")),
        ("string-length(.) < 5 or . = ''", Kind.TEXT, Limits(longest=4)),
        ("count-selected(.) >= 2", Kind.MULTIPLE, Limits(fewest=2)),
    ],
)
def test_a_part_becomes_a_limit(text, kind, limits):
    rules = read(text, kind)
    assert (rules.limits, rules.lost) == (limits, [])


@pytest.mark.parametrize(
    "text",
    [
        "not(selected(., 'n') and count-selected(.) > 1)",
        "not(selected(., 'n')) or count-selected(.) = 1",
        "if(selected(., 'n'), count-selected(.) <= 1, true())",
    ],
)
def test_an_option_that_stands_alone_is_known_in_its_three_spellings(text):
    rules = read(text, Kind.MULTIPLE)
    assert (rules.alone, rules.lost) == ({"n"}, [])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (". <= 100 or . = 999", Kind.NUMBER),
        (". != 3", Kind.NUMBER),
        (". <= today()", Kind.DATE),
        (". >= ${n}", Kind.NUMBER),
        (". <= ${t}", Kind.NUMBER),
        (". > 0.5", Kind.NUMBER),
        ("regex(., '(?=a)b')", Kind.TEXT),
        ("string-length(.) > 2", Kind.NUMBER),
        ("string-length(.) > 1.5", Kind.TEXT),
        ("selected(., 'a')", Kind.MULTIPLE),
    ],
)
def test_a_hard_part_is_told_and_costs_no_other(text, kind):
    assert len(read(text, kind).lost) == 1
    both = read(f"({text}) and true()", kind)
    assert len(both.lost) == 1


def test_a_broken_pattern_is_no_hard_one():
    with pytest.raises(Unreadable, match="括号"):
        read("regex(., '(a')", Kind.TEXT)


def test_what_xpath_cannot_say_is_said_in_a_column_of_our_own():
    limits = Limits(Decimal(1), Decimal("2.5"), 2)
    assert constraint(Kind.NUMBER, limits, (), {}) == ". >= 1 and . <= 2.5"
    assert own_limits(Kind.NUMBER, limits) == "digits=2"
    assert own_limits_in("digits=2; fewest=1", Limits()) == Limits(digits=2, fewest=1)
    assert own_limits(Kind.FILE, Limits(fewest=2)) == "fewest=2"
    for text in ("digits", "digits=x", "colour=3"):
        with pytest.raises(Unreadable):
            own_limits_in(text, Limits())
