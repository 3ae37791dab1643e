"""The heat screen answers who is hot and why; every choice lives in the address."""

import pytest

from core.store.session import reading
from core.topics import queries
from core.topics.ranking import places
from tests.builders.logs import let_in, small_year
from tests.pages.desk import Desk, links, words

SCREEN = "topics/heat.py"


@pytest.fixture
def view(staffed):
    let_in(small_year())
    with reading() as session:
        return queries.heat(session=session, actor=staffed["郑市长"].actor)


def test_a_leader_reads_who_is_hottest_who_rose_and_why(bare_desk, view):
    app = bare_desk("郑市长").open(SCREEN)
    first = places(view, "2020-12")[0]
    text = words(app)
    assert f"最热的主题是**{first.name}**（{first.heat.published} 分）" in text.replace("\\", "")
    assert "升得最多的是" in text
    assert len(app.get("plotly_chart")) == 1
    assert view.state.sha256[:8] in text
    assert "演示数据" in text
    assert "参数版本" in text


def test_the_address_opens_a_cell_whose_parts_add_up(bare_desk, view):
    app = bare_desk("郑市长").open(SCREEN, topic="208", month="2020-06")
    parts = next(each.value for each in app.table if "贡献" in each.value.columns)
    heat = view.heat("208", "2020-06")
    assert list(parts["分项"])[:-1] == [part.kind.value for part in heat.parts]
    assert parts["贡献"].iloc[-1] == f"**{heat.published}**"
    assert f"2020年6月热度 **{heat.published}** 分" in words(app)


def test_the_ranking_is_that_of_the_month_looked_at(bare_desk, view):
    app = bare_desk("郑市长").open(SCREEN, topic="208", month="2020-06")
    ranking = next(each.value for each in app.table if "名次变化" in each.value.columns)
    found = places(view, "2020-06")
    assert list(ranking["热度"]) == [str(place.heat.published) for place in found]
    assert list(ranking["名次变化"]) == [place.moved_text for place in found]
    assert [
        f"topic={place.topic}&month=2020-06" in cell
        for place, cell in zip(found, ranking["主题"], strict=True)
    ]


def test_choices_go_to_the_address_and_unsound_ones_are_mended(bare_desk, view):
    mine = bare_desk("郑市长")
    app = mine.open(SCREEN, year="1999", span="x", measure="x", topic="x", month="2020-13")
    assert view.months[-1] == "2020-12"
    app.selectbox(key="heat.span.all").set_value("q1")
    mine.run()
    assert app.query_params["span"] == "q1"
    assert "2020年3月最热的主题" in words(app)
    app.selectbox(key="heat.month.2020-03").set_value("2020-02")
    mine.run()
    assert app.query_params["month"] == "2020-02"


def test_exports_go_through_the_authorised_route(bare_desk, view):
    app = bare_desk("郑市长").open(SCREEN, span="q1", measure="calls")
    assert links(app) == {
        "导出 Excel": "/api/topics/heat/2020.xlsx",
        "导出图片": "/api/topics/heat/2020/q1/calls.png",
        "导出矢量图": "/api/topics/heat/2020/q1/calls.svg",
    }
    assert view.months


def test_an_inflated_topic_is_marked_and_says_what_the_cap_took(bare_desk, view):
    app = bare_desk("郑市长").open(SCREEN, topic="206", month="2020-09")
    assert "占比最大的使用单位" in app.warning[0].value
    assert "封顶减去" in words(app)
    ranking = next(each.value for each in app.table if "名次变化" in each.value.columns)
    marked = [cell for cell in ranking["主题"] if cell.endswith("（集中）")]
    assert ["topic=206" in cell for cell in marked] == [True]
    assert view.heat("206", "2020-09").measures.top_share > 0.5


def test_an_operator_without_a_scope_reads_no_names(bare_desk, view):
    app = bare_desk("韩运维").open(SCREEN, topic="208", month="2020-06")
    assert "另有 15 项不在您的数据范围内" in words(app)
    assert view.names["208"] in words(app)


def test_before_the_first_batch_the_screen_says_why_it_is_empty(bare_desk):
    app = bare_desk("郑市长").open(SCREEN)
    assert "还没有调用日志" in app.info[0].value


def test_a_filler_has_no_such_screen(staffed):
    desk = Desk(staffed["陈填报"])
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        desk.open(SCREEN)
