"""A finding says how grave it is, where, and what to do, in one line."""

from core.indicators.health import Light
from core.questionnaires.finding import amber, named, red


def test_a_finding_reads_as_one_sentence_and_cuts_long_values():
    found = red("Q1", "题目没有标题", "长" * 99, "请填写")
    assert (found.light, found.code, len(found.problem.value)) == (Light.RED, "Q1", 60)
    assert str(amber("Q1", "标题相同", "数", "请核对")) == "[黄] 标题相同，现为“数”。处理办法：请核对"


def test_a_part_without_a_title_is_called_by_its_code():
    assert named("Q1", "目录") == "“Q1 目录”"
    assert named("Q1", " ") == "“Q1”"
