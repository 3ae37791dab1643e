"""The phone book is kept by those who chase."""

import pytest

from core.errors import Conflict, Invalid, NotAllowed, NotFound
from core.notices.contacts import ContactDraft, contacts, drop_contact, put_contact
from core.organisations.queries import by_code
from core.store.session import reading, writing


def put(people, draft, *, by="赵敏") -> int:
    with writing() as session:
        return put_contact(session=session, actor=people[by].actor, draft=draft)


def test_somebody_is_entered_changed_under_the_same_name_and_taken_out(people):
    with reading() as session:
        unit = by_code(session, "M05").id
    first = put(people, ContactDraft(unit, "张三", "科员", "0534-2600000"))
    assert put(people, ContactDraft(unit, "张三", "科长", "13800000000")) == first
    with reading() as session:
        (row,) = contacts(session=session, actor=people["孙项目"].actor)[unit]
    assert row.label == "张三 科长 13800000000"
    facts = {"actor": people["孙项目"].actor, "contact_id": first}
    with pytest.raises(Conflict), writing() as session:
        drop_contact(session=session, version=row.version + 1, **facts)
    with writing() as session:
        drop_contact(session=session, version=row.version, **facts)
    with pytest.raises(NotFound), writing() as session:
        drop_contact(session=session, version=row.version, **facts)


def test_a_faulty_line_is_refused_and_the_assessed_keep_no_book(people):
    with pytest.raises(Invalid, match="电话册没有保存"):
        put(people, ContactDraft(1, "张三"))
    with pytest.raises(NotAllowed):
        put(people, ContactDraft(1, "张三", phone="13800000000"), by="钱审核")
    with pytest.raises(NotAllowed), reading() as session:
        contacts(session=session, actor=people["郑市长"].actor)
