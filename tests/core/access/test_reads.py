"""Reads of what lies below access, authorised first."""

from datetime import timedelta

import pytest

from core import clock
from core.access.permissions import Permission
from core.access.reads import SENSITIVE, organisation_tree, sensitive_acts, trail
from core.errors import NotAllowed
from core.organisations.rules import OrganisationKind
from core.store.session import reading


def test_an_auditor_reads_the_trail_and_exports_it(people):
    he = people["何审计"].actor
    with reading() as session:
        rows, total = trail(session=session, actor=he, text="zhaomin")
        exported = trail(session=session, actor=he, limit=1000, permission=Permission.AUDIT_TRAIL_EXPORT)
    assert (total, rows[0].object_name) == (1, "zhaomin")
    assert len(exported[0]) == exported[1] > 13


@pytest.mark.parametrize(
    ("name", "permission"),
    [
        ("赵敏", Permission.AUDIT_TRAIL_READ),
        ("陈填报", Permission.AUDIT_TRAIL_READ),
        ("王立新", Permission.AUDIT_TRAIL_EXPORT),
    ],
)
def test_others_do_not_see_the_trail(people, name, permission):
    with reading() as session, pytest.raises(NotAllowed):
        trail(session=session, actor=people[name].actor, permission=permission)


def test_the_tree_is_for_those_who_may_see_it(people):
    with reading() as session:
        roots, counts = organisation_tree(session=session, actor=people["赵敏"].actor)
        assert (len(roots), counts[OrganisationKind.COUNTY]) == (1, 13)
        with pytest.raises(NotAllowed):
            organisation_tree(session=session, actor=people["陈填报"].actor)


def test_an_auditor_sees_the_sensitive_acts_first_and_others_none(people):
    since = clock.now() - timedelta(days=1)
    with reading() as session:
        found = sensitive_acts(session=session, actor=people["何审计"].actor, since=since, limit=3)
        with pytest.raises(NotAllowed):
            sensitive_acts(session=session, actor=people["赵敏"].actor, since=since)
    assert found.done >= 13
    assert found.refused == 0
    assert {row.action for row in found.newest} <= {str(action) for action in SENSITIVE}
    assert len(found.newest) == 3
