"""What every change of a draft stands on: nodes that are there, codes nobody has, names that say something."""

import pytest

from core.designs.edit import checked_code, checked_name, node_of, titled
from core.errors import Invalid
from core.indicators.system import Monitored
from tests.core.scoring.boards import tiny_system

SYSTEM = tiny_system(monitored=(Monitored("J1", "增速"),))


def test_a_node_is_told_by_code_and_name_and_the_top_in_words():
    assert titled(SYSTEM, "A") == "A 甲"
    assert titled(SYSTEM, "") == "一级指标"
    assert node_of(SYSTEM, "B").name == "乙"


def test_a_node_that_is_not_there_says_how_to_go_on():
    with pytest.raises(Invalid) as caught:
        node_of(SYSTEM, "Z")
    assert caught.value.problems[0].value == "Z"
    assert "刷新" in caught.value.problems[0].remedy


@pytest.mark.parametrize("code", ["", "  ", "A", "A-1", "J1", "有 空格", "长" * 21])
def test_a_code_is_new_short_and_without_blanks(code):
    with pytest.raises(Invalid):
        checked_code(SYSTEM, code)
    assert checked_code(SYSTEM, " C1 ") == "C1"


@pytest.mark.parametrize("name", ["", "  ", "长" * 61])
def test_a_name_says_something_and_fits(name):
    with pytest.raises(Invalid):
        checked_name(name)
    assert checked_name(" 目录编制 ") == "目录编制"
