"""The health check says what blocks, what to look at and what is sound."""

from dataclasses import replace
from decimal import Decimal

from core.errors import Problem
from core.indicators.example import example_system
from core.indicators.health import Light, examine, refused
from core.indicators.node import Node
from tests.core.scoring.boards import department, tiny_system


def _lights(found, subject):
    return {finding.light for finding in found if finding.subject == subject}


def test_the_published_system_has_nothing_red():
    found = examine(department())

    assert not [finding for finding in found if finding.light is Light.RED]
    assert _lights(found, "满分合计") == {Light.GREEN}


def test_what_blocks_publishing_comes_first_and_says_how_to_mend_it():
    broken = tiny_system(full_marks=Decimal(90))

    found = examine(broken)

    assert found[0].light is Light.RED
    assert "满分之和应为 90" in found[0].text
    assert found[0].remedy


def test_names_sources_and_weights_worth_a_look_are_amber():
    system = example_system()
    nodes = list(system.nodes)
    nodes[2] = replace(nodes[2], name="数据共享", source="")
    found = examine(replace(system, nodes=tuple(nodes)))

    assert _lights(found, "重名") == {Light.AMBER}
    assert _lights(found, "来源") == {Light.AMBER}
    assert "B 数据共享" in next(str(finding) for finding in found if finding.subject == "来源")


def test_a_workbook_that_cannot_be_read_is_red_with_its_places():
    (finding,) = refused([Problem("编码重复", "A", "改编码", "指标树", 3, "A")])

    assert str(finding) == "[红] 工作表“指标树” 第 3 行 A 列：编码重复，现为“A”。处理办法：改编码"


def test_each_finding_names_the_nodes_somebody_opens_to_mend_it():
    broken = replace(tiny_system().node_by_code["B"], full_marks=None)
    system = tiny_system(nodes=(tiny_system().nodes[0], broken, tiny_system().nodes[2]))
    found = {finding.text: finding.codes for finding in examine(system)}
    assert found["末级指标须有大于 0 的满分，现为“B”"] == ("B",)
    formulas = next(codes for text, codes in found.items() if text.endswith("没有填写公式"))
    assert formulas == ("A", "B")


def test_a_fourth_level_is_red_only_where_three_are_the_rule():
    deep = tiny_system(
        nodes=(*tiny_system().nodes, *(Node(f"D{n}", "深", f"D{n - 1}" if n else "") for n in range(4)))
    )
    told = "指标位于第 4 级，超过三级"
    assert not any(told in finding.text for finding in examine(deep))
    assert any(told in finding.text for finding in examine(deep, allow_any_depth=False))
