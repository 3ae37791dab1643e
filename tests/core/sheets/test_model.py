"""Stories of Excel's column letters."""

from array import array
from datetime import date

import pytest

from core.sheets.model import Numbers, Sheet, column_index, column_letter


@pytest.mark.parametrize(
    ("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (16_383, "XFD")]
)
def test_letters_and_indexes_are_two_names_of_one_column(index, letters):
    assert column_letter(index) == letters
    assert column_index(letters) == index


def test_there_is_no_column_after_xfd():
    with pytest.raises(ValueError, match="XFD"):
        column_letter(16_384)


def test_outside_a_sheet_there_is_nothing():
    assert Sheet("表", (("甲",),)).value(2, 5) is None


MIXED = ["名称", 1, 2.5, None, True, date(2020, 12, 31), -3]


def packed(cells):
    floats = array("d", [cell if type(cell) in (int, float) else 0.0 for cell in cells])
    others = {index: cell for index, cell in enumerate(cells) if type(cell) not in (int, float)}
    return Numbers(floats, others)


def test_a_column_of_machine_numbers_reads_like_any_other():
    column = packed(MIXED)
    assert list(column) == MIXED
    assert [column[index] for index in range(-len(MIXED), len(MIXED))] == MIXED * 2
    assert column[1:3] == (1, 2.5)
    assert [type(cell) for cell in column] == [type(cell) for cell in MIXED]
    with pytest.raises(IndexError):
        column[len(MIXED)]


def test_a_sheet_is_the_same_whether_given_by_rows_or_by_columns():
    by_rows = Sheet("表", (("甲", 1), (None, 2.5)), ("A1:B1",))
    by_columns = Sheet("表", merged=["A1:B1"], columns=[["甲", None], packed([1, 2.5])])
    assert by_rows == by_columns
    assert hash(by_rows) == hash(by_columns)
    assert by_columns.rows == (("甲", 1), (None, 2.5))
    assert by_columns.row(2) == (None, 2.5)
    assert (by_columns.row(0), by_columns.row(3), by_columns.height) == ((), (), 2)
    assert [by_columns.value(row, 1) for row in (0, 1, 2, 3)] == [None, 1, 2.5, None]
    assert by_rows != Sheet("表", (("甲", 1), (None, 2)), ("A1:B1",))


def test_rows_of_different_lengths_are_no_sheet():
    with pytest.raises(ValueError, match="zip"):
        Sheet("表", (("甲",), ("乙", "丙")))
