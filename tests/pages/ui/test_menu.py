"""The menu holds what a person may open, by section, and the first screen is where they land."""

from sqlmodel import select

from core.access.models import Menu
from core.store.session import writing
from pages.ui import guard, menu
from tests.pages.desk import Desk, words


def listed(evaluated, monkeypatch, name) -> list[tuple[str, str]]:
    person = evaluated.people[name]
    session_id = Desk(person).session_id
    monkeypatch.setattr(guard, "identity", lambda: (person.id, session_id))
    return [(row.section, row.url_path) for row in menu.screens(guard.viewer())]


def test_a_filler_and_an_administrator_have_nothing_but_the_first_screen_in_common(evaluated, monkeypatch):
    filler = listed(evaluated, monkeypatch, "陈填报")
    administrator = listed(evaluated, monkeypatch, "王立新")
    assert filler == [
        ("工作台", "home"),
        ("评估结果", "board"),
        ("评估结果", "unit"),
        ("数据采集", "collection"),
        ("指标管理", "systems"),
    ]
    assert set(filler) & set(administrator) == {("工作台", "home")}
    assert {path for _, path in administrator} >= {"people", "roles", "online", "trail"}


def test_everybody_lands_on_the_workbench(desk):
    for name in ("秦专家", "王立新", "郑市长"):
        assert desk(name).app.subheader[0].value == "我的工作台"


def test_a_screen_switched_off_is_nobodys(desk):
    mine = desk("郑市长")
    with writing() as session:
        session.exec(select(Menu).where(Menu.code == "results.board")).one().is_active = False
    assert "(/board)" not in words(mine.run()).replace("(/board?", "")
