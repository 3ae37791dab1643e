"""Reads ask first; totals are city-wide, names only as far as the scope reaches; nothing is computed twice."""

import pytest

from core.errors import NotAllowed, NotFound
from core.store.session import reading
from core.topics import engine, queries
from tests.builders.logs import call, let_in, small_year, written
from tests.builders.year import heat_view

READERS = ("赵敏", "孙项目", "李评估", "郑市长", "冯秘书", "何审计", "韩运维")
OTHERS = ("王立新", "陈填报", "吴德城", "秦专家")


def ask(somebody, query, **facts):
    with reading() as session:
        return query(session=session, actor=somebody.actor, **facts)


def test_who_may_read_gets_the_same_city_and_the_others_nothing(people):
    let_in(small_year())
    views = [ask(people[name], queries.heat) for name in READERS]
    assert len({view.key for view in views}) == 1
    assert views[0].names["208"] == "信用体系"
    for name in OTHERS:
        with pytest.raises(NotAllowed, match="查看主题热度"):
            ask(people[name], queries.heat)
        with pytest.raises(NotAllowed, match="查看主题热度"):
            ask(people[name], queries.leaders, topic="208", month="2020-06")


def test_before_the_first_batch_there_is_nothing_to_see(people):
    assert ask(people["郑市长"], queries.heat) is None


def test_a_second_look_asks_the_column_store_nothing_until_a_batch_comes(people, monkeypatch):
    monkeypatch.setattr(queries, "_computed", type(queries._computed)())
    let_in(written(call()))
    first = ask(people["郑市长"], queries.heat)
    ran = []
    monkeypatch.setattr(engine, "run", lambda expression, run=engine.run: ran.append(1) or run(expression))
    assert ask(people["冯秘书"], queries.heat).heats is first.heats
    assert ran == []
    let_in(written(call(time="2020-07-01 02:00"), name="七月"))
    assert ask(people["郑市长"], queries.heat).months == ("2020-06", "2020-07")
    assert ran == [1]


def test_leaders_name_resources_and_units_of_the_cell(people):
    let_in(small_year())
    found, withheld = ask(people["郑市长"], queries.leaders, topic="206", month="2020-09")
    by_kind = {kind: [each for each in found if each.kind == kind] for kind in queries.KINDS}
    assert withheld == 0
    assert all(1 <= len(each) <= queries.LEADERS for each in by_kind.values())
    assert (by_kind["consumer"][0].code, by_kind["consumer"][0].name) == ("M23", "市商务局")
    assert by_kind["resource"][0].name.startswith("市发改委行政事业性收费")
    calls = [each.calls for each in by_kind["provider"]]
    assert calls == sorted(calls, reverse=True)


def test_an_operator_without_a_scope_reads_totals_and_no_name(people):
    let_in(small_year())
    found, withheld = ask(people["韩运维"], queries.leaders, topic="208", month="2020-06")
    assert found == []
    assert withheld == 3 * queries.LEADERS


def test_the_state_names_the_newest_batch_the_rows_and_the_hash():
    state = heat_view().state
    assert state.mark == f"2020年调用日志（演示抽样） · 共 {state.rows:,} 行 · 校验码 {state.sha256[:8]}"
    assert state.is_demo
    assert state.accepted_at == "2021年1月4日 09:00"


def test_a_view_knows_its_years_and_the_month_before():
    view = heat_view()
    assert view.years == ("2020",)
    assert view.before("2020-02") == "2020-01"
    assert view.before("2020-01") == ""
    with pytest.raises(NotFound, match="没有主题“299”"):
        view.heat("299", "2020-01")
