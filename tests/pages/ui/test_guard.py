"""Nobody sees a screen they may not see, and the guard asks again with every run."""

import pytest
from streamlit.testing.v1 import AppTest

from core.access.models import Person
from core.access.permissions import Permission
from core.access.service import set_active
from core.audit.actor import Actor
from core.settings import ROOT
from core.store.session import writing
from tests.pages.desk import Desk, granted, screens, sound, take_away, take_role, words


def test_every_role_opens_exactly_the_screens_its_permissions_open(evaluated):
    roles = set()
    for person in evaluated.people.values():
        if person.role in roles:
            continue
        roles.add(person.role)
        desk = Desk(person)
        sound(desk.app)
        for script, permission in screens().items():
            if permission in granted(person.role):
                app = desk.open(script.removeprefix("pages/"))
                assert not app.error, (person.role, script, [each.value for each in app.error])
                assert app.subheader, (person.role, script)
            else:
                with pytest.raises(ValueError, match="registered"):
                    desk.app.switch_page(script)
    assert len(roles) == 12


def test_a_screen_says_who_can_help_when_its_permission_is_taken_away_between_two_runs(desk):
    mine = desk("李评估")
    mine.open("scoring/values.py")
    take_away("evaluator", "collection:values:read")
    with pytest.raises(ValueError, match="registered"):
        mine.run().switch_page("pages/scoring/values.py")
    assert "指标值导入" not in words(mine.app)


def test_a_page_run_without_the_menu_still_refuses(evaluated):
    person = evaluated.people["陈填报"]
    app = AppTest.from_file(str(ROOT / "pages" / "administration" / "trail.py"), default_timeout=60)
    app.user = Desk(person).app.user
    app.run()
    sound(app)
    assert app.error[0].value == "您没有“查看操作日志”的权限。"
    assert "系统管理员" in app.caption[0].value
    assert not app.table


@pytest.mark.parametrize("user", [{}, {"email": "test@example.com"}, {"person_id": 1, "session_id": 2}])
def test_without_the_gate_there_is_a_sentence_and_nothing_else(evaluated, user):
    app = AppTest.from_file(str(ROOT / "Home.py"), default_timeout=60)
    app.user = user
    sound(app.run())
    assert app.error[0].value == "请从登录页进入本系统。"
    assert not app.table
    assert not app.sidebar


def test_an_account_switched_off_between_two_runs_sees_nothing_more(desk, evaluated):
    mine = desk("郑市长")
    assert mine.open("results/board.py").table
    with writing() as session:
        version = session.get_one(Person, mine.person.id).version
        facts = {"person_id": mine.person.id, "active": False, "version": version}
        set_active(session=session, actor=Actor.system(), **facts)
    app = mine.run()
    assert app.error[0].value == "账号已停用，请联系系统管理员。"
    assert not app.table


def test_somebody_without_any_role_is_told_so(desk):
    mine = desk("郑市长")
    take_role(mine.person.id)
    app = mine.run()
    assert app.error[0].value == "您的账号还没有任何菜单，请联系系统管理员分配角色。"


def test_a_viewer_acts_under_their_session(evaluated, monkeypatch):
    from pages.ui import guard

    person = evaluated.people["赵敏"]
    mine = Desk(person)
    monkeypatch.setattr(guard, "identity", lambda: (person.id, mine.session_id))
    viewer = guard.viewer()
    assert (viewer.actor.person_id, viewer.actor.session_id) == (person.id, mine.session_id)
    assert viewer.may(Permission.RESULTS_EDITION_FREEZE)
    assert not viewer.may(Permission.ACCESS_PERSON_EDIT)
