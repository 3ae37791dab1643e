"""Kinds, places in the tree and the unified social credit code."""

import pytest

from core.organisations.rules import (
    OrganisationKind,
    kind_of_label,
    may_sit_under,
    uscc_check_digit,
    uscc_fault,
)

# A code of the committed list.
SOUND = "11371400DEM000014X"


def test_every_kind_is_found_again_by_its_label():
    assert [kind_of_label(kind.label) for kind in OrganisationKind] == list(OrganisationKind)
    assert kind_of_label("委员会") is None


def test_only_the_city_stands_alone():
    alone = [kind for kind in OrganisationKind if may_sit_under(kind, None)]
    assert alone == [OrganisationKind.CITY]


@pytest.mark.parametrize(
    ("kind", "parent", "allowed"),
    [
        (OrganisationKind.DEPARTMENT, OrganisationKind.CITY, True),
        (OrganisationKind.DEPARTMENT, OrganisationKind.COUNTY, False),
        (OrganisationKind.COUNTY_UNIT, OrganisationKind.COUNTY, True),
        (OrganisationKind.COUNTY_UNIT, OrganisationKind.CITY, False),
        (OrganisationKind.SECTION, OrganisationKind.DEPARTMENT, True),
        (OrganisationKind.SECTION, OrganisationKind.SECTION, True),
        (OrganisationKind.SECTION, OrganisationKind.CITY, False),
        (OrganisationKind.CITY, OrganisationKind.CITY, False),
    ],
)
def test_a_kind_sits_only_where_it_belongs(kind, parent, allowed):
    assert may_sit_under(kind, parent) is allowed


def test_the_check_digit_follows_the_national_formula():
    # Only the first place counts here: (31 - 1 x 1) mod 31 = 30, the last character of the alphabet.
    assert uscc_check_digit("1" + "0" * 16) == "Y"
    assert uscc_check_digit("0" * 17) == "0"
    assert uscc_check_digit(SOUND[:-1]) == SOUND[-1]


def test_a_sound_code_has_no_fault():
    assert uscc_fault(SOUND) == ""


@pytest.mark.parametrize(
    ("code", "rule"),
    [
        (SOUND[:-1], "须为 18 位"),
        (SOUND.replace("D", "O"), "不允许的字符 O"),
        (SOUND[:-1] + "Y", "应为 X"),
        ("21" + SOUND[2:], "校验位错误"),
        (SOUND.lower(), "不允许的字符"),
    ],
)
def test_a_broken_code_names_the_rule_it_breaks(code, rule):
    assert rule in uscc_fault(code)


def test_a_body_of_the_wrong_length_is_refused():
    with pytest.raises(ValueError, match="17 位"):
        uscc_check_digit("123")
