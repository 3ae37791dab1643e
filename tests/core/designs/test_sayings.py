"""What experts and units said is looked for together, each side under its own heading."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from core.clock import SHANGHAI
from core.designs.queries import Said, Talk
from core.designs.rules import Decision
from core.designs.sayings import AGREED, EXPERTS, ORDERS, SIDES, STANDINGS, UNITS, narrowed, standing

NINE = datetime(2026, 3, 2, 9, tzinfo=SHANGHAI)
WHOLE = Said(1, "", "", "总体可行", NINE + timedelta(hours=1), "秦专家", "", 0, False, Decision.OPEN, "",
             None, "", 1)  # fmt: skip
HIGH = replace(WHOLE, id=2, node_code="A21", node_name="目录编制", text="满分偏高", at=NINE,
               decision=Decision.REJECTED, reason="已经论证")  # fmt: skip
ASKED = replace(WHOLE, id=3, node_code="B1", text="建议降低", at=NINE, by="钱审核", unit="市教体局")
CONTENT = replace(ASKED, id=4, node_code="", text="无意见", unit="市公安局", agrees=True)
TALK = Talk((WHOLE, HIGH), (ASKED, CONTENT), (), 42)


def found(**facts) -> list[int]:
    return [said.id for _, said in narrowed(TALK, **facts)]


def test_experts_come_before_units_in_the_order_of_the_indicators():
    assert [side for side, _ in narrowed(TALK)] == [EXPERTS, EXPERTS, UNITS, UNITS]
    assert found() == [1, 2, 3, 4]
    assert set(SIDES) == {EXPERTS, UNITS}


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("a21", [2]),
        ("目录", [2]),
        (" 建议 ", [3]),
        ("钱审核", [3, 4]),
        ("教体", [3]),
        ("论证", [2]),
        ("没有", []),
    ],
)
def test_words_are_found_in_the_indicator_the_text_the_speaker_and_the_reason(text, ids):
    assert found(text=text) == ids


def test_a_side_or_what_was_decided_narrows_and_a_unit_without_opinion_waits_for_nothing():
    assert found(side=UNITS) == [3, 4]
    assert found(decided="open") == [1, 3]
    assert found(decided="rejected", side=EXPERTS) == [2]
    assert found(decided=AGREED) == [4]
    assert {standing(said) for _, said in narrowed(TALK)} <= set(STANDINGS)
    assert STANDINGS["open"] == "待裁定"


def test_each_side_stays_together_whatever_the_order():
    assert set(ORDERS) == {"oldest", "newest"}
    assert found(order="oldest") == [2, 1, 3, 4]
    assert found(order="newest") == [1, 2, 3, 4]
