"""What a source answered is taken whole or not at all."""

from decimal import Decimal

import pytest

from core.collection.records import fingerprint, read_records
from core.errors import SourceMisconfigured

FIELDS = {"A-1/分子": "top", "A-1/分母": "bottom"}
UNITS = ("M01", "M02", "M03")


def row(unit: str, top: object, bottom: object) -> dict[str, object]:
    return {"unit": unit, "top": top, "bottom": bottom}


def read(*records: dict[str, object]):
    return read_records(records, "unit", FIELDS, UNITS, {"371402", *UNITS})


def test_numbers_come_by_unit_and_column_whatever_number_type_the_database_has():
    reading = read(row("M01", 3, Decimal("4")), row("M02", 0.0, 0))
    assert reading.numbers == {
        ("M01", "A-1/分子"): 3.0, ("M01", "A-1/分母"): 4.0,
        ("M02", "A-1/分子"): 0.0, ("M02", "A-1/分母"): 0.0,
    }  # fmt: skip
    assert (reading.rows, reading.units) == (2, 2)


def test_the_sentence_says_who_is_missing_who_is_elsewhere_and_who_is_unknown():
    reading = read(row("M01", 1, 2), row("371402", 1, 2), row("X9", 1, 2))
    assert reading.sentence == (
        "取得 3 行，写入 1 个单位；2 个单位来源没有数：M02、M03；另有 1 行属于其他考核对象；"
        "1 个代码没有对应机构，未写入：X9"
    )


def test_half_a_ratio_is_no_value():
    assert read(row("M01", 1, 2), row("M02", None, 5)).unfilled == ("M02", "M03")


@pytest.mark.parametrize(
    ("records", "reason"),
    [
        ([{"unit": "M01", "top": 1}], "没有“bottom”列，现有：unit、top"),
        ([row("M01", "many", 2)], "单位 M01 的“top”不是数：many"),
        ([row("M01", True, 2)], "不是数"),
        ([row("M01", -1, 2)], "不小于 0"),
        ([row("M01", float("nan"), 2)], "不小于 0"),
        ([row("M01", float("inf"), 2)], "不小于 0"),
        ([row("M01", 3, 2)], "M01 的 A-1/分子 3 大于分母 2"),
        ([row("M01", 1, 2), row("M01 ", 1, 2)], "单位 M01 在结果中出现两次"),
        ([row("X9", 1, 2)], "没有返回任何考核对象的数"),
        ([], "没有返回任何考核对象的数"),
    ],
)
def test_one_fault_refuses_all(records: list[dict[str, object]], reason: str):
    with pytest.raises(SourceMisconfigured, match=reason):
        read(*records)


def test_the_fingerprint_sees_values_and_not_the_order_of_rows():
    first, second = row("M01", 1, 2), row("M02", 3, 4)
    assert fingerprint([first, second]) == fingerprint([second, first])
    assert fingerprint([first]) != fingerprint([row("M01", 1, 3)])
