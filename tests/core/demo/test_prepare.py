"""The demonstration's files read back as what was written."""

import pytest

from core.demo.prepare import committed_system, prepare_board
from core.demo.stories import YEAR
from core.errors import Unavailable


def test_a_prepared_board_holds_its_files_and_what_was_read_from_them(counties):
    prepared = prepare_board("county", counties.units, [YEAR])
    (year,) = prepared.values
    assert year.values == counties.values
    assert year.source.name == "2020年度县市区指标值（演示）.xlsx"
    assert year.draft(5, "county").title == "2020年度县市区指标值（演示）"
    assert str(year.values.place("371402", "A11-1/分子")) == "工作表“指标值”D2"


def test_a_missing_system_file_is_named(tmp_path):
    with pytest.raises(Unavailable, match="县市区"):
        committed_system("county", tmp_path)
