"""A form is read as a workbook is: what was written comes back, and every fault is told in the form's words."""

from dataclasses import replace

import pytest

from core.errors import Conflict, Invalid, NotAllowed
from core.library.drafting import Written, add_written, edit_written, understood, written
from core.library.queries import library_indicators
from tests.builders.indicators import TERMS, indicator, watched
from tests.core.library.conftest import held


def changed(start: Written, **fields: str) -> Written:
    return replace(start, fields={**start.fields, **fields})


@pytest.mark.parametrize("made", [indicator(), watched()])
def test_what_a_form_begins_with_is_understood_as_the_same_indicator(made):
    assert understood(written(made), TERMS) == made


def test_items_and_deductions_stand_a_line_each_between_bars():
    start = written(indicator())
    assert start.items.splitlines() == [
        "X1-2#1｜需求清单｜1｜本年更新",
        "X1-2#2｜责任清单｜2｜本年更新｜X1-2#1",
    ]
    typed = replace(start, items=start.items.replace("｜", " | ") + "\n\n", events="X1!1|目录失实|0.5")
    assert understood(typed, TERMS) == indicator()


def test_a_new_metric_gets_the_next_number_nobody_has():
    start = written(indicator())
    first, second = start.metrics
    fresh = {**first, "code": "", "share": "60"}
    made = understood(replace(start, metrics=[second, fresh]), TERMS)
    assert [metric.code for metric in made.metrics] == ["X1-2", "X1-3"]


def test_what_cannot_be_understood_is_told_beside_what_is_wrong():
    start = written(indicator())
    first, second = start.metrics
    wrong = replace(
        changed(start, full_marks="五分", dimension="宇宙"),
        metrics=[{**first, "parameters": "零分线=很低"}, {**second, "share": "50"}],
        events="X1!1｜目录失实｜许多",
    )
    with pytest.raises(Invalid, match="指标没有保存，有 5 处不合规") as refused:
        understood(wrong, TERMS)
    told = [problem.rule for problem in refused.value.problems]
    assert told[0].startswith("子项 1 “参数”：参数不合规")
    assert "“满分”：“满分”应为数字" in told
    assert "附加扣分 1 “每次扣分”：“每次扣分”应为数字" in told
    assert "“维度”：“维度”不在可选范围内" in told
    assert "子项 1 “占比”：指标 X1 各子项占比之和应为 100" in told


def test_a_written_indicator_is_added_edited_and_kept_from_the_second_who_comes(act, ask):
    act(add_written, written=written(indicator()), client_key="one")
    row = held("X1")
    facts = {"indicator_id": row.id, "version": row.version, "reason": "改名"}
    assert act(edit_written, written=changed(written(indicator()), name="新名"), **facts) == 2
    assert [each.name for each in ask(library_indicators)] == ["新名"]
    with pytest.raises(Conflict, match="现为“新名”，您要改为“又一名”"):
        act(edit_written, written=changed(written(indicator()), name="又一名"), **facts)


def test_forged_texts_are_refused_by_the_service(act):
    forged = changed(written(indicator()), way="magic", scope="everyone", sense="x")
    with pytest.raises(Invalid) as refused:
        act(add_written, written=forged)
    assert {problem.rule.partition("：")[0] for problem in refused.value.problems} == {
        "“适用范围”",
        "“采集方式”",
        "“方向”",
    }
    with pytest.raises(NotAllowed):
        act(add_written, who="李评估", written=written(indicator()))
    assert held("X1") is None
