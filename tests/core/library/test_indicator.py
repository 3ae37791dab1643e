"""An indicator is kept exactly, and a system takes it up as a leaf without anything typed again."""

from dataclasses import replace
from decimal import Decimal

from core.demo.prepare import committed_system
from core.indicators.checks import check_system
from core.indicators.system import GradeBand, IndicatorSystem
from core.library.indicator import Indicator, draft_leaf, share_text, standard
from tests.builders.indicators import indicator, watched


def test_an_indicator_survives_its_own_dictionary_to_the_last_fraction():
    for each in (indicator(), watched()):
        assert Indicator.from_dict(each.to_dict()) == each
        assert Indicator.from_dict(each.to_dict()).sha256 == each.sha256
    assert indicator(full_marks=Decimal("5.50")).sha256 == indicator().sha256
    assert indicator(name="别的").sha256 != indicator().sha256


def test_two_indicators_of_the_library_make_a_system_that_has_no_fault():
    leaves = [draft_leaf(indicator(code, full_marks=Decimal(50))) for code in ("X1", "X2")]
    system = IndicatorSystem(
        "S", "体系", "1", "department",
        tuple(node for node, *_ in leaves),
        tuple(metric for _, metrics, _, _ in leaves for metric in metrics),
        tuple(item for _, _, items, _ in leaves for item in items),
        tuple(event for *_, events in leaves for event in events),
        grades=(GradeBand("A", "合格", Decimal(0)),),
    )  # fmt: skip
    assert check_system(system) == ()
    node = system.nodes[0]
    assert (node.source, node.direction, node.frequency, node.parent) == ("系统采集", "正向", "月", "")
    assert node.definition == "已发布目录数与应编目录数之比"


def test_a_leaf_taken_into_the_library_comes_back_as_the_same_leaf():
    system, _ = committed_system("department")
    leaf = system.node_by_code["A21"]
    kept = indicator("A21", definition=leaf.definition, metrics=system.metrics_of("A21"), items=(), events=())
    node, metrics, items, events = draft_leaf(replace(kept, name=leaf.name))
    assert metrics == system.metrics_of("A21")
    assert (node.code, node.name, items, events) == ("A21", "目录编制", (), ())


def test_rules_and_shares_are_told_as_people_say_them():
    rate, checklist = indicator().metrics
    assert standard(rate) == "线性：达到100%得满分，不高于60%不得分，其间按比例计分"
    assert share_text(checklist) == "40%"
    assert standard(watched().metrics[0]) == "不计分，只作趋势监测"
    assert indicator().items_of("X1-2") == indicator().items
