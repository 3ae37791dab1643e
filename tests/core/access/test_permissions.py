"""Every permission is named, labelled and granted or withheld for every role in one committed table."""

import csv
import re

import pytest

from core.access.permissions import LABELS, Permission
from core.access.reference import seeded_permissions
from core.settings import REFERENCE


def rows(name: str) -> list[dict[str, str]]:
    with (REFERENCE / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


TABLE = rows("role_permissions.csv")
ROLES = [row["代码"] for row in rows("roles.csv")]


def test_the_table_has_one_row_for_each_permission_and_no_other():
    assert [row["权限"] for row in TABLE] == sorted(member.value for member in Permission)


def test_the_table_has_one_column_for_each_role_in_the_same_order():
    assert list(TABLE[0])[2:] == ROLES


def test_every_cell_is_a_tick_or_empty():
    assert {row[role] for row in TABLE for role in ROLES} == {"√", ""}


def test_every_permission_has_a_chinese_label_the_table_repeats():
    assert set(LABELS) == set(Permission)
    assert {row["权限"]: row["说明"] for row in TABLE} == {
        member.value: LABELS[member] for member in Permission
    }
    assert len(set(LABELS.values())) == len(LABELS)


@pytest.mark.parametrize("member", Permission)
def test_a_permission_is_called_area_thing_verb(member: Permission):
    assert re.fullmatch(r"[a-z]+:[a-z]+:[a-z]+", member.value)
    assert member.name == member.value.upper().replace(":", "_")


def test_the_product_reads_the_table_as_it_is_written():
    expected = {role: {row["权限"] for row in TABLE if row[role] == "√"} for role in ROLES}
    assert {role: set(granted) for role, granted in seeded_permissions().items()} == expected


def test_who_watches_changes_nothing_and_who_administers_sees_no_scores():
    granted = seeded_permissions()
    changing = ("edit", "import", "freeze", "end")
    for watcher in ("auditor", "leader", "secretary"):
        assert not [p for p in granted[watcher] if p.value.endswith(changing)], watcher
    # An administrator connects sources (the address, never the numbers that come of it).
    seeing = ("results", "collection:run", "collection:values", "evidence")
    assert not [p for p in granted["administrator"] if p.value.startswith(seeing)]
