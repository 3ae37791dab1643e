"""Units of the demonstration differ, lastingly and with reasons."""

from core.demo.draws import Draws
from core.demo.prepare import committed_system
from core.demo.qualities import Qualities
from core.demo.stories import THIRD_QUARTER, YEAR, unit_stories


def qualities(period=YEAR, seed=1) -> Qualities:
    system, _ = committed_system("department")
    return Qualities(system, Draws(seed), period)


def aims(of: Qualities) -> list[float]:
    stories = [story for code, story in unit_stories().items() if code.startswith("M")]
    return [of.aim(story, metric) for story in stories for metric in of.system.metrics]


def test_the_same_seed_gives_the_same_city_and_another_seed_another():
    assert aims(qualities()) == aims(qualities())
    assert aims(qualities()) != aims(qualities(seed=2))


def test_a_quarter_resembles_the_year_without_repeating_it():
    year, quarter = aims(qualities()), aims(qualities(THIRD_QUARTER))
    assert year != quarter
    agreeing = sum((a > 0) == (b > 0) for a, b in zip(year, quarter, strict=True))
    assert agreeing / len(year) > 0.7


def test_a_strength_of_the_story_raises_and_a_weakness_lowers_what_is_aimed_at():
    held = qualities()
    metric = held.system.metrics[0]
    told = [story for code, story in unit_stories().items() if code.startswith("M")]
    plain = [s for s in told if not any(metric.leaf.startswith(code) for code in (*s.strong, *s.weak))]
    average = sum(held.aim(story, metric) for story in plain) / len(plain)
    for metric_weak in held.system.metrics:
        weak = [s for s in told if any(metric_weak.leaf.startswith(code) for code in s.weak)]
        if len(weak) >= 4:
            assert sum(held.aim(s, metric_weak) for s in weak) / len(weak) < average
            break
    else:
        raise AssertionError("no indicator is weak in four units")
