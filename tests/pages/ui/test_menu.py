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


def test_a_filler_and_an_administrator_have_nothing_but_their_desk_in_common(evaluated, monkeypatch):
    filler = listed(evaluated, monkeypatch, "陈填报")
    administrator = listed(evaluated, monkeypatch, "王立新")
    assert filler == [
        ("工作台", "home"),
        ("工作台", "notices"),
        ("评估结果", "board"),
        ("评估结果", "unit"),
        ("评估结果", "compare"),
        ("项目管理", "projects"),
        ("数据采集", "collection"),
        ("问卷管理", "fill"),
        ("问卷管理", "collected"),
        ("指标管理", "library"),
        ("指标管理", "systems"),
        ("指标管理", "opinions"),
    ]
    assert set(filler) & set(administrator) == {("工作台", "home"), ("工作台", "notices")}
    assert {path for _, path in administrator} >= {"people", "roles", "online", "trail"}


def test_whoever_works_lands_on_the_workbench_and_whoever_only_reads_on_the_cockpit(desk):
    for name in ("秦专家", "王立新", "陈填报", "赵敏"):
        assert desk(name).app.subheader[0].value == "我的工作台"
    for name in ("郑市长", "冯秘书"):
        assert desk(name).app.subheader[0].value == "全市态势"


def test_the_cockpit_stands_first_in_a_leaders_menu_and_second_in_the_bureaus(evaluated, monkeypatch):
    assert listed(evaluated, monkeypatch, "郑市长")[:2] == [("领导驾驶舱", "cockpit"), ("工作台", "home")]
    sections = [section for section, _ in listed(evaluated, monkeypatch, "赵敏")]
    assert list(dict.fromkeys(sections))[:2] == ["工作台", "领导驾驶舱"]


def test_somebody_who_may_change_anything_does_not_only_read():
    assert menu.only_reads(["results:board:read", "results:board:export"])
    assert not menu.only_reads(["results:board:read", "results:edition:freeze"])


def test_a_screen_switched_off_is_nobodys(desk):
    mine = desk("赵敏")
    with writing() as session:
        session.exec(select(Menu).where(Menu.code == "results.board")).one().is_active = False
    assert "(/board)" not in words(mine.run()).replace("(/board?", "")
