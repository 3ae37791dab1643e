"""Sign-in names and facts of accounts."""

import pytest

from core.administration.people_checks import PersonFacts, login_problems, roles_of
from core.store.session import reading


@pytest.mark.parametrize(
    ("login", "rule"),
    [
        ("lina", None),
        ("li.na-2", None),
        ("李娜", "账号须为"),
        ("a", "账号须为"),
        ("wanglixin", "账号已被使用"),
    ],
)
def test_a_sign_in_name_is_plain_and_never_given_twice(people, login, rule):
    with reading() as session:
        found = [problem.rule for problem in login_problems(session, login)]
    assert (found == []) if rule is None else found[0].startswith(rule)


def test_facts_are_trimmed_and_roles_named_once(people):
    facts = PersonFacts(" 李娜 ", None, ("filler", "filler"), " 1 ").trimmed()
    assert facts == PersonFacts("李娜", None, ("filler",), "1")
    with reading() as session:
        assert [role.code for role in roles_of(session, ["approver", "filler", "x"])] == [
            "filler",
            "approver",
        ]
