"""Three ways to compare, each named in official words; a unit's people see their own row alone."""

import pytest

from core.indicators.numerals import percent_text
from core.results import comparing
from core.store.session import reading
from tests.builders.periods import another_period
from tests.pages.desk import links, words

MEANINGS = {
    "within": "同一单位、不同指标之间",
    "peers": "不同单位、同一指标之间",
    "periods": "同一单位、不同考核期之间",
}


def ask(evaluated, verb, **facts):
    with reading() as session:
        return verb(session=session, actor=evaluated.people["郑市长"].actor, edition_id=1, **facts)


@pytest.mark.parametrize("mode", MEANINGS)
def test_each_mode_says_what_it_compares_and_names_its_edition(desk, mode):
    app = desk("郑市长").open("analysis/compare.py", mode=mode)
    assert MEANINGS[mode] in words(app)
    assert "校验码" in words(app)
    assert len(app.get("plotly_chart")) == 1
    assert f"/compare/{mode}/" in links(app)["导出 Excel"]
    assert links(app)["导出图片"].endswith(".png")


def test_within_shows_the_units_own_points_beside_its_group(desk, evaluated):
    app = desk("陈填报").open("analysis/compare.py")
    (table,) = (each.value for each in app.table)
    found = ask(evaluated, comparing.within, unit_code="M05")
    assert list(table["得分"]) == [
        f"{row.node.points:.2f}" if row.node.marks else "不适用" for row in found.rows
    ]
    assert list(table["同组中位"]) == [
        percent_text(row.group.middle) if row.group else "—" for row in found.rows
    ]


def test_peers_show_all_units_to_a_leader_and_one_row_without_a_place_to_a_filler(desk, evaluated):
    facts = {"mode": "peers", "board": "department", "indicator": "C12"}
    (table,) = (each.value for each in desk("郑市长").open("analysis/compare.py", **facts).table)
    found = ask(evaluated, comparing.peers, audience="department", indicator="C12")
    assert list(table["得分"]) == [f"{row.node.points:.2f}" for row in found.rows]
    assert list(table["位次"]) == [str(row.place) for row in found.rows]
    app = desk("陈填报").open("analysis/compare.py", **facts)
    (own,) = (each.value for each in app.table)
    assert "位次" not in own.columns
    assert len(own) == 1
    others = [row.unit for row in found.rows if row.unit.code != "M05"]
    assert not [unit.short_name for unit in others if unit.short_name in words(app)]


def test_periods_show_a_row_a_period_and_say_whether_they_are_comparable(desk, evaluated):
    later = another_period(evaluated)
    app = desk("陈填报").open("analysis/compare.py", mode="periods", edition=later)
    (table,) = (each.value for each in app.table)
    assert [name.replace("\\", "") for name in table["考核期"]] == ["2020年度初评版", "2021年一季度通报版"]
    assert list(table["与上期"]) == ["可比", "可比"]
    assert "较2020年度" in words(app)


def test_another_units_address_is_refused_in_chinese(desk):
    for mode in ("within", "periods"):
        app = desk("陈填报").open("analysis/compare.py", mode=mode, unit="M01")
        assert app.error[0].value.startswith("没有这个单位，或不在您的数据范围内")
        assert not app.table
        assert not links(app)


def test_an_unknown_mode_or_indicator_falls_back_to_the_first(desk):
    app = desk("郑市长").open("analysis/compare.py", mode="x")
    assert MEANINGS["within"] in words(app)
    app = desk("郑市长").open("analysis/compare.py", mode="peers", indicator="G")
    assert "A11" in words(app)
