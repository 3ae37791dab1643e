"""The committed dictionaries, and what happens to broken ones."""

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from core.dictionaries.reference import COLUMNS, parse_items, read_items
from core.dictionaries.service import REFERENCE_FILE
from core.errors import Invalid, Unavailable
from core.organisations.reference import read_units
from core.organisations.rules import OrganisationKind
from core.organisations.service import REFERENCE_FILE as UNITS_FILE

YEARLY = ["update_cycle", "更新周期", "6", "每年", "6"]
OTHER = ["update_cycle", "更新周期", "9", "其他(须说明)", "7"]


def committed() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for item in read_items(REFERENCE_FILE):
        found[item.type_code][item.value] = item.label
    return found


def problems_of(*rows: list[str]) -> list[str]:
    return [str(problem) for problem in parse_items([COLUMNS, *rows])[1]]


def test_the_committed_list_covers_catalogue_assessment_and_bulletin():
    assert {code: len(items) for code, items in committed().items()} == {
        "format_type": 7,
        "share_type": 3,
        "share_method_category": 2,
        "share_method": 3,
        "open_flag": 2,
        "open_type": 2,
        "update_cycle": 7,
        "data_type": 11,
        "catalog_status": 9,
        "channel": 3,
        "project_status": 4,
        "grade": 4,
        "resource_class": 3,
        "organisation_kind": 7,
        "organisation_group": 4,
        "theme": 12,
        "base_library": 6,
        "bulletin_section": 5,
        "bulletin_section_leaf": 15,
        "edition_kind": 4,
        "indicator_dimension": 6,
        "indicator_frequency": 7,
    }


def test_kinds_and_groups_agree_with_the_organisations():
    lists = committed()
    assert lists["organisation_kind"] == {kind.value: kind.label for kind in OrganisationKind}
    groups = {unit.group_name for unit in read_units(UNITS_FILE)} - {""}
    assert set(lists["organisation_group"]) == groups


def test_every_leaf_of_the_bulletin_belongs_to_a_section_that_exists():
    lists = committed()
    assert list(lists["bulletin_section"].values()) == [
        "数据汇聚",
        "数据共享",
        "数据应用",
        "数据开放",
        "数据安全",
    ]
    assert set(lists["bulletin_section_leaf"].values()) == set(lists["bulletin_section"].values())


@pytest.mark.parametrize(
    ("file", "type_code"), [("themes.csv", "theme"), ("base_libraries.csv", "base_library")]
)
def test_themes_and_libraries_are_named_alike_and_led_by_departments_that_exist(file, type_code):
    with (REFERENCE_FILE.parent / file).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert {row["编码"]: row["名称"] for row in rows} == committed()[type_code]
    names = {unit.code: unit.name for unit in read_units(UNITS_FILE)}
    assert [names[row["牵头单位代码"]] for row in rows] == [row["牵头单位"] for row in rows]


def test_the_demonstration_calls_of_the_themes_are_all_calls():
    with (REFERENCE_FILE.parent / "themes.csv").open(encoding="utf-8", newline="") as lines:
        shares = [float(row["演示调用占比"]) for row in csv.DictReader(lines)]
    assert sum(shares) == pytest.approx(100)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([YEARLY, YEARLY], "第 3 行 C 列：同一字典内值重复，现为“6”"),
        (
            [YEARLY, ["update_cycle", "周期", *OTHER[2:]]],
            "第 3 行 B 列：同一字典的名称须一致，前面为“更新周期”",
        ),
        ([[*YEARLY[:3], "", "6"]], "第 2 行 D 列：标签不得为空"),
        ([[*YEARLY[:3], "每年 ", "6"]], "第 2 行 D 列：首尾不得有空格"),
        ([[*YEARLY[:4], "-1"]], "第 2 行 E 列：序号须为正整数，现为“-1”"),
        ([YEARLY[:4]], "第 2 行：须有 5 列，现为“4 列”"),
    ],
)
def test_a_fault_is_told_with_its_row_and_column(rows, said):
    assert any(said in problem for problem in problems_of(*rows))


def test_another_header_or_none_is_refused():
    assert "表头须依次为" in str(parse_items([["code"]])[1][0])
    assert "表头须依次为" in str(parse_items([])[1][0])


def test_a_broken_missing_or_strangely_encoded_file_is_refused(tmp_path: Path):
    file = tmp_path / "dictionaries.csv"
    with pytest.raises(Unavailable, match=r"dictionaries\.csv"):
        read_items(file)
    file.write_bytes("字典编码".encode("gb18030"))
    with pytest.raises(Invalid, match="UTF-8"):
        read_items(file)
    file.write_text("\n".join(",".join(row) for row in (COLUMNS, YEARLY, YEARLY)), encoding="utf-8")
    with pytest.raises(Invalid, match="1 处错误"):
        read_items(file)
