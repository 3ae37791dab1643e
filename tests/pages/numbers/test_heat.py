"""The heat of topics: cells, ranking, contributions and leaders are those counted in the logs once more."""

from collections import Counter
from decimal import Decimal

import pytest

from core.documents import exports
from core.store.session import reading
from core.topics import queries
from core.topics.logs import folder
from core.topics.parameters import current
from core.topics.queries import HeatView
from core.topics.ranking import dropped_text, reason, riser, value_text
from core.topics.ranking import places as ranked
from tests.core.topics.independent import clean, index, measured, month_of, read
from tests.pages.desk import words
from tests.pages.numbers.sheets import exported
from tests.pages.numbers.shown import NOTHING, WORDS, Shown, holds, is_it

SCREEN = "topics/heat.py"
READERS = ("郑市长", "孙项目")
CELLS = (("208", "2020-06"), ("206", "2020-09"), ("201", "2020-01"))


@pytest.fixture
def view(town) -> HeatView:
    with reading() as session:
        return queries.heat(session=session, actor=town.people["郑市长"].actor)


def test_the_index_itself_is_that_of_a_computation_that_shares_nothing(town, view):
    calls, published = read(folder())
    again = index(measured(calls), published)
    assert set(again) == set(view.heats)
    for key, (heat, trend) in again.items():
        assert view.heats[key].index == pytest.approx(heat)
        assert view.heats[key].trend == pytest.approx(trend)


@pytest.mark.parametrize("reader", READERS)
def test_every_number_of_the_heat_screen_is_the_indexs(town, desk, view, reader):
    mine = desk(reader)
    for topic, month in CELLS:
        app = mine.open(SCREEN, topic=topic, month=month)
        screen = Shown(app)
        answers(screen, view)
        ranks(screen, view, month)
        contributes(screen, view, topic, month)
        leads(screen, topic, month)
        screen.stops_at("计算方法")
        assert screen.unclaimed == []
        draws_the_map(screen.charts, view)
    calls, _ = read(folder())
    assert f"共 {len(calls):,} 行" in words(app)


def answers(screen: Shown, view: HeatView) -> None:
    month = view.months[-1]
    found = ranked(view, month)
    hottest = max(view.heat(topic, month).published for topic in view.names)
    gains = {topic: gain(view, topic, month) for topic in view.names}
    gained = max(gains.values())
    topic = riser(found).topic
    assert gains[topic] == gained
    now = view.heat(topic, month).published
    screen.says(hottest, gained, now, without=[reason(view, topic, month)])


def gain(view: HeatView, topic: str, month: str) -> Decimal | None:
    """Points against the month before."""
    before = view.months.index(month) - 1
    if before < 0:
        return None
    return view.heat(topic, month).published - view.heat(topic, view.months[before]).published


def places(view: HeatView, month: str) -> dict[str, int]:
    heats = {topic: view.heat(topic, month).published for topic in view.names}
    return {topic: 1 + sum(other > own for other in heats.values()) for topic, own in heats.items()}


def ranks(screen: Shown, view: HeatView, month: str) -> None:
    """The ranking of the month, with what changed."""
    now, at = places(view, month), view.months.index(month)
    topics = sorted(now, key=lambda topic: (now[topic], topic))
    before = places(view, view.months[at - 1]) if at else None
    first = view.months[max(0, at - 5)]
    gone = {topic: before[topic] - now[topic] if before else 0 for topic in topics}
    screen.lists(
        {
            "名次": [[now[topic]] for topic in topics],
            "主题": WORDS,
            "热度": [[view.heat(topic, month).published] for topic in topics],
            "比上月": [[gain(view, topic, month)] if before else NOTHING for topic in topics],
            "名次变化": [[abs(gone[topic])] if gone[topic] else NOTHING for topic in topics],
            "趋势热度": [[float(view.heat(topic, month).trend)] for topic in topics],
            "近六个月": [
                [view.heat(topic, month).published - view.heat(topic, first).published] for topic in topics
            ],
        }
    )


def contributes(screen: Shown, view: HeatView, topic: str, month: str) -> None:
    """The parts add up to the index."""
    heat = view.heat(topic, month)
    why = reason(view, topic, month)
    screen.says(heat.published, without=[why] if why else [])
    assert sum(part.points for part in heat.parts) == heat.published
    screen.lists(
        {
            "分项": WORDS,
            "实测": [*(value_text(part.kind, heat) for part in heat.parts), NOTHING],
            "归一值": [*([part.normalised] for part in heat.parts), NOTHING],
            "权重": [*([part.weight] if part.weight else NOTHING for part in heat.parts), NOTHING],
            "贡献": [*([part.points] for part in heat.parts), [heat.published]],
        }
    )
    screen.says(without=[dropped_text(heat.measures)])
    parameters = current()
    if heat.measures.top_share > parameters.concentrated_share:
        screen.says(heat.measures.top_share, parameters.concentrated_share, parameters.consumer_cap)


def leads(screen: Shown, topic: str, month: str) -> None:
    """The busiest resources, providers and consumers, counted call by call."""
    calls, _ = read(folder())
    own = [
        row
        for row in calls
        if row["topic"] == topic
        and month_of((row["time"].timestamp() + 8 * 3600) // 86400) == month
        and clean(row)
    ]
    for kind in ("resource", "provider", "consumer"):
        counts, rows = Counter[str](), Counter[str]()
        for row in own:
            counts[row[kind]] += 1
            rows[row[kind]] += row["rows"]
        best = sorted(counts, key=lambda code: (-counts[code], code))[:5]
        screen.counts([counts[code] for code in best], [rows[code] for code in best])


def draws_the_map(charts: list[dict], view: HeatView) -> None:
    """A figure a cell, in the order of the last month's heat."""
    (chart,) = charts
    tiles, cells = chart["data"]
    facts = zip(cells["customdata"], cells["text"], strict=True)
    for (topic, month, *_), text in facts:
        assert is_it(text.rstrip("▲▼"), view.heat(topic, month).published)
    assert len(cells["text"]) == len(view.heats)
    order = list(dict.fromkeys(fact[0] for fact in cells["customdata"]))
    assert tiles["z"] == [
        [float(view.heat(topic, month).published) for month in view.months] for topic in order
    ]
    found = ranked(view, view.months[-1])
    title = chart["layout"]["title"]["text"].split("<br><")[0]
    assert holds(title, [found[0].heat.published, gain(view, riser(found).topic, view.months[-1])]), title


def test_the_workbook_holds_every_cell_part_and_place(town, view):
    found = exported(town, "孙项目", exports.heat_file, year=2020)
    for topic, _, *heats in found["热度"][1:]:
        assert heats == [float(view.heat(topic, month).published) for month in view.months]
    parts = {}
    for topic, _, month, kind, _, normalised, weight, points in found["分项贡献"][1:]:
        parts[topic, month, kind] = (normalised, weight or 0, points)
    assert parts == {
        (topic, month, part.kind.value): pytest.approx(
            (part.normalised, part.weight, float(part.points)), abs=1e-6
        )
        for (topic, month), heat in view.heats.items()
        for part in heat.parts
    }
    for month, rank, topic, _, heat, change, _, trend in found["排名"][1:]:
        own, gone = view.heat(topic, month), gain(view, topic, month)
        assert (rank, heat) == (places(view, month)[topic], float(own.published))
        assert change == (None if gone is None else float(gone))
        assert trend == pytest.approx(own.trend, abs=0.05)
