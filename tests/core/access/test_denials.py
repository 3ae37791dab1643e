"""A refusal outlives the transaction it ended."""

import pytest
from sqlmodel import select

from core.access.denials import record_denial
from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.models import AuditEntry
from core.errors import NotAllowed
from core.store.session import reading, writing


def test_a_refused_act_is_in_the_trail_though_it_was_rolled_back(people):
    chen = people["陈填报"].actor
    with pytest.raises(NotAllowed) as refused, writing() as session:
        authorise(session=session, actor=chen, permission=Permission.RESULTS_EDITION_FREEZE)
    record_denial(actor=chen, action="freeze", error=refused.value, object_id="5")
    with reading() as session:
        entry = session.exec(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert (entry.person_name, entry.action, entry.object_id, entry.allowed) == (
        "陈填报",
        "results:edition:freeze",
        "5",
        False,
    )
    assert entry.reason == "您没有“计算并冻结结果版次”的权限"
