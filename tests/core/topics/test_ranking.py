"""Places, their changes in words, and why a topic moved."""

from decimal import Decimal

from core.topics.ranking import dropped_text, places, reason, riser, signed, value_text
from core.topics.rules import Measures, PartKind
from tests.builders.year import heat_view


def test_places_follow_the_shown_index_and_changes_are_told_in_words():
    view = heat_view()
    now, before = places(view, "2020-06"), {place.topic: place for place in places(view, "2020-05")}
    shown = [place.heat.published for place in now]
    assert shown == sorted(shown, reverse=True)
    for place in now:
        old = before[place.topic]
        assert place.change == place.heat.published - old.heat.published
        moved = old.rank - place.rank
        words = "持平" if not moved else f"▲ 升 {moved} 位" if moved > 0 else f"▼ 降 {-moved} 位"
        assert place.moved_text == words


def test_a_first_month_has_no_change_and_nobody_rose():
    found = places(heat_view(), "2020-01")
    assert {place.moved_text for place in found} == {"首月"}
    assert {place.change_text for place in found} == {"—"}
    assert riser(found) is None
    assert reason(heat_view(), "208", "2020-01") == ""


def test_the_riser_gained_most_and_the_reason_names_the_parts_that_moved():
    view = heat_view()
    found = places(view, "2020-02")
    gained = riser(found)
    assert gained.change == max(place.change for place in found)
    assert gained.topic == "212"
    text = reason(view, "212", "2020-02")
    assert text.startswith("调用次数 ")
    assert "→" in text
    assert "+" in text


def test_what_fell_is_explained_by_what_it_lost():
    assert "（−" in reason(heat_view(), "212", "2020-03")
    assert "+" not in reason(heat_view(), "212", "2020-03")


def test_half_a_year_is_drawn_between_its_own_ends_and_level_where_nothing_moved():
    found = {place.topic: place for place in places(heat_view(), "2020-12")}
    for place in found.values():
        assert len(place.bars) == len(place.history) == 6
    assert {"▁", "█"} <= set(found["206"].bars)
    assert found["206"].history_text == signed(
        found["206"].heat.published - found["206"].history[0].published
    )
    assert len(places(heat_view(), "2020-02")[0].bars) == 2


def test_signs_are_real_and_zero_has_none():
    assert [signed(Decimal(text)) for text in ("1.5", "-0.3", "0.0")] == ["+1.5", "−0.3", "0.0"]


def test_cleaning_is_told_in_counts_and_the_cap_where_it_bites():
    own = Measures("A", "2020-01", raw=100, self_calls=3, probes=2, calls=95, counted=95.0)
    assert dropped_text(own) == "原始调用 100 次，剔除本单位自调 3、健康探测 2，计 95 次"
    capped = Measures("A", "2020-01", raw=100, calls=100, counted=40.0)
    assert dropped_text(capped) == "原始调用 100 次，剔除无，计 100 次；封顶减去 60 次"


def test_every_part_has_its_raw_value_in_words():
    heat = heat_view().heat("211", "2020-08")
    texts = {part.kind: value_text(part.kind, heat) for part in heat.parts}
    assert set(texts) == set(PartKind)
    assert texts[PartKind.CONSUMERS] == f"{heat.measures.consumers:,} 个"
    assert texts[PartKind.QUALITY].endswith("%")
    assert texts[PartKind.GROWTH].endswith("倍")
