"""Changing one's own password."""

import pytest
from sqlmodel import select

from core.access import service
from core.access.models import PasswordHistory, SignInSession
from core.access.own_password import change_own_password
from core.access.passwords import matches
from core.access.service import NewPerson
from core.errors import Invalid, NotAllowed, NotFound, NotSignedIn
from core.store.session import reading, writing
from tests.core.access.test_service import NEW, do, enter, last_entry, lives, person

pytestmark = pytest.mark.usefixtures("people")


def test_changing_the_password_ends_every_other_session_and_keeps_this_one(people):
    here, actor = enter("zhaomin")
    there, _ = enter("zhaomin")
    change_own_password(actor=actor, old=people["赵敏"].password, new=NEW)
    assert (lives(here), lives(there)) == (True, False)
    assert matches(NEW, person("zhaomin").password_hash)
    assert NEW not in str(last_entry().model_dump())


def test_a_wrong_old_password_changes_nothing(people):
    before = person("zhaomin").password_hash
    with pytest.raises(Invalid, match="原口令不正确"):
        change_own_password(actor=people["赵敏"].actor, old="wrong", new=NEW)
    assert person("zhaomin").password_hash == before


def test_the_policy_knows_the_person_and_the_unit(people):
    with pytest.raises(Invalid) as refused:
        change_own_password(
            actor=people["陈填报"].actor,
            old=people["陈填报"].password,
            new="Aa1-陈填报-基础教育科",
        )
    assert [problem.rule for problem in refused.value.problems] == ["不能包含账号、姓名或单位名称"]


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_the_last_five_passwords_are_not_used_again_and_the_sixth_may_be(people):
    chen = people["陈填报"]
    words = [f"Correct-Horse-{number}" for number in range(6)]
    current = chen.password
    for word in words[:5]:
        change_own_password(actor=chen.actor, old=current, new=word)
        current = word
    for word in (words[0], words[4]):
        with pytest.raises(Invalid, match="不符合要求"):
            change_own_password(actor=chen.actor, old=current, new=word)
    change_own_password(actor=chen.actor, old=current, new=words[5])
    change_own_password(actor=chen.actor, old=words[5], new=words[0])
    with reading() as session:
        kept = session.exec(select(PasswordHistory).where(PasswordHistory.person_id == chen.id)).all()
    assert len(kept) == 7


def test_changing_the_first_password_opens_the_product(people):
    password = do(service.add_person, people["王立新"].actor, new=NewPerson("lina", "李娜", None, ["leader"]))
    token, actor = enter("lina")
    change_own_password(actor=actor, old=password, new=NEW)
    assert person("lina").must_change_password is False
    assert lives(token)


def test_a_session_that_was_ended_cannot_change_the_password(people):
    _, actor = enter("zhaomin")
    with writing() as session:
        session.get_one(SignInSession, actor.session_id).ended_at = person("zhaomin").password_changed_at
    with pytest.raises(NotSignedIn):
        change_own_password(actor=actor, old=people["赵敏"].password, new=NEW)


def test_a_person_switched_off_cannot_change_the_password(people):
    version = person("zhaomin").version
    do(service.set_active, people["王立新"].actor, person_id=people["赵敏"].id, active=False, version=version)
    with pytest.raises((NotFound, NotSignedIn)):
        change_own_password(actor=people["赵敏"].actor, old=people["赵敏"].password, new=NEW)


def test_guessing_the_old_password_locks_like_a_wrong_sign_in(people):
    zhao = people["赵敏"]
    for _ in range(5):
        with pytest.raises(Invalid, match="原口令不正确"):
            change_own_password(actor=zhao.actor, old="wrong", new=NEW)
    with pytest.raises(NotAllowed, match="锁定"):
        change_own_password(actor=zhao.actor, old=zhao.password, new=NEW)


def test_a_refused_new_password_is_no_guess(people):
    zhao = people["赵敏"]
    for _ in range(6):
        with pytest.raises(Invalid, match="新口令不符合要求"):
            change_own_password(actor=zhao.actor, old=zhao.password, new="short")
    change_own_password(actor=zhao.actor, old=zhao.password, new=NEW)
    assert matches(NEW, person("zhaomin").password_hash)
