"""The schedule of the lights is a sound committed list, and every period finds its step."""

from decimal import Decimal

import pytest

from core.analysis.lights import PROPOSED, WHOLE_YEAR
from core.errors import Invalid, Unavailable
from core.results.schedule import FILE, current, read, step_of


@pytest.mark.parametrize(
    ("period", "part"),
    [
        ("2020年一季度", 85),
        ("2020年第二季度", 90),
        ("2021年3季度", 95),
        ("2020年度四季度", 100),
        ("2020年度", 100),
        ("2021年上半年", 100),
        ("", 100),
    ],
)
def test_every_period_finds_its_step_and_others_the_whole_year(period, part):
    assert step_of(period).part == Decimal(part)


def test_the_committed_steps_rise_to_the_whole_and_say_that_they_are_proposed():
    steps = read()
    assert steps == current()
    parts = [step.part for step in steps]
    assert parts == sorted(parts)
    assert parts[-1] == WHOLE_YEAR.part
    assert all(step.basis.startswith(PROPOSED) for step in steps if step.part < WHOLE_YEAR.part)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("一季度,85", "一季度,八成五", "大于 0、不超过 100"),
        ("一季度,85", "一季度,0", "大于 0、不超过 100"),
        ("一季度,85", "一季度,NaN", "大于 0、不超过 100"),
        ("二季度,90", "一季度,90", "不重复"),
        ("考核期,", "期次,", "表头须依次为"),
        ("年度,100,年度目标本身", "年度,100", "须有 3 列"),
    ],
)
def test_an_unsound_list_is_refused_and_says_what(tmp_path, old, new, fault):
    path = tmp_path / FILE.name
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(Invalid) as caught:
        read(path)
    assert fault in " ".join(map(str, caught.value.problems))


def test_a_missing_list_is_named_with_what_to_do(tmp_path):
    with pytest.raises(Unavailable, match="读不到参考数据文件"):
        read(tmp_path / "light_schedule.csv")
