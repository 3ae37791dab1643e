"""The committed list of organisations, and what happens to a broken one."""

from collections import Counter
from pathlib import Path

import pytest

from core.errors import Invalid, Unavailable
from core.organisations.reference import COLUMNS, parse_units, read_units
from core.organisations.rules import OrganisationKind, uscc_fault
from core.organisations.service import REFERENCE_FILE

CITY = ["DZ", "德州市", "德州市", "市", "", "", "否", "", "1", "否"]
POLICE = ["M01", "德州市公安局", "市公安局", "市级部门", "DZ", "一", "是", "11371400DEM000014X", "101", "否"]


def changed(row: list[str], column: str, value: str) -> list[str]:
    row = list(row)
    row[COLUMNS.index(column)] = value
    return row


def problems_of(*rows: list[str]) -> list[str]:
    units, problems = parse_units([COLUMNS, *rows])
    assert len(units) < len(rows) or not problems
    return [str(problem) for problem in problems]


def test_the_committed_list_holds_513_units_beside_counties_and_sections():
    kinds = Counter(unit.kind for unit in read_units(REFERENCE_FILE))
    assert kinds[OrganisationKind.DEPARTMENT] == 42
    assert kinds[OrganisationKind.COUNTY] == 13
    assert kinds[OrganisationKind.COUNTY_UNIT] == 13 * 36
    others = kinds[OrganisationKind.AUTHORITY] + kinds[OrganisationKind.AFFILIATE]
    assert others == 3
    assert kinds[OrganisationKind.DEPARTMENT] + kinds[OrganisationKind.COUNTY_UNIT] + others == 513


def test_each_county_has_the_same_36_units_named_after_it():
    units = read_units(REFERENCE_FILE)
    counties = {unit.code: unit.name for unit in units if unit.kind is OrganisationKind.COUNTY}
    below = {code: set() for code in counties}
    for unit in units:
        if unit.kind is OrganisationKind.COUNTY_UNIT:
            assert unit.is_demo
            below[unit.parent_code].add(unit.name.removeprefix(counties[unit.parent_code]))
    assert {len(names) for names in below.values()} == {36}
    assert len({frozenset(names) for names in below.values()}) == 1


def test_departments_are_ranked_in_groups_of_14_16_and_12():
    units = read_units(REFERENCE_FILE)
    groups = Counter(unit.group_name for unit in units if unit.is_assessed)
    assert groups == {"一": 14, "二": 16, "三": 12, "县市区": 13}


def test_all_42_demonstration_credit_codes_check():
    codes = [unit.uscc for unit in read_units(REFERENCE_FILE) if unit.kind is OrganisationKind.DEPARTMENT]
    assert len(set(codes)) == 42
    assert [uscc_fault(code) for code in codes] == [""] * 42


def test_names_below_one_parent_are_different():
    siblings = Counter((unit.parent_code, unit.name) for unit in read_units(REFERENCE_FILE))
    assert max(siblings.values()) == 1


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("代码", "DZ", "第 3 行 A 列：代码与前面的行重复，现为“DZ”"),
        ("名称", "", "第 3 行 B 列：名称不得为空"),
        ("简称", "市公安局 ", "第 3 行 C 列：首尾不得有空格"),
        ("类别", "委办局", "第 3 行 D 列：类别须为"),
        ("上级代码", "M99", "第 3 行 E 列：上级代码在前面的行中不存在"),
        ("上级代码", "", "市级部门不能挂在最上层之下"),
        ("分组", "", "第 3 行 F 列：参评单位须填分组"),
        ("参评", "Y", "第 3 行 G 列：参评须填“是”或“否”"),
        ("统一社会信用代码", "11371400DEM000014Y", "第 3 行 H 列：统一社会信用代码校验位错误"),
        ("序号", "0", "第 3 行 I 列：序号须为正整数"),
        ("演示", "", "第 3 行 J 列：演示须填"),
    ],
)
def test_a_fault_is_told_with_its_row_and_column(column, value, said):
    assert any(said in problem for problem in problems_of(CITY, changed(POLICE, column, value)))


def test_a_sound_table_has_no_problems():
    assert problems_of(CITY, POLICE) == []


def test_a_credit_code_belongs_to_one_unit():
    twin = changed(changed(POLICE, "代码", "M02"), "名称", "德州市民政局")
    assert problems_of(CITY, POLICE, twin) == [
        "第 4 行 H 列：统一社会信用代码与前面的行重复，现为“11371400DEM000014X”"
    ]


def test_a_county_unit_is_not_assessed():
    county = ["371402", "德城区", "德城区", "县市区", "DZ", "县市区", "是", "", "301", "否"]
    unit = ["371402-01", "德城区民政局", "德城区民政局", "县直部门", "371402", "县市区", "是", "", "1", "是"]
    assert problems_of(CITY, county, unit) == ["第 4 行 G 列：县直部门不是考核对象，现为“是”"]


def test_a_row_of_the_wrong_width_is_one_problem():
    assert problems_of(CITY, POLICE[:-1]) == ["第 3 行：须有 10 列，现为“9 列”"]


def test_another_header_or_none_is_refused():
    assert "表头须依次为" in str(parse_units([["code"]])[1][0])
    assert "表头须依次为" in str(parse_units([])[1][0])


def test_a_broken_file_is_refused_whole_with_all_its_problems(tmp_path: Path):
    file = tmp_path / "organisations.csv"
    rows = [COLUMNS, CITY, changed(POLICE, "名称", ""), changed(POLICE, "序号", "x")]
    file.write_text("\n".join(",".join(row) for row in rows), encoding="utf-8")
    with pytest.raises(Invalid, match="2 处错误") as caught:
        read_units(file)
    assert [(problem.row, problem.column) for problem in caught.value.problems] == [(3, "B"), (4, "I")]


def test_a_file_in_another_encoding_is_refused(tmp_path: Path):
    file = tmp_path / "organisations.csv"
    file.write_bytes("代码,名称".encode("gb18030"))
    with pytest.raises(Invalid, match="UTF-8"):
        read_units(file)


def test_a_missing_file_says_where_to_get_it(tmp_path: Path):
    with pytest.raises(Unavailable, match="从安装包恢复"):
        read_units(tmp_path / "organisations.csv")
