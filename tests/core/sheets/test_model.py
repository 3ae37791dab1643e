"""Stories of Excel's column letters."""

import pytest

from core.sheets.model import Sheet, column_index, column_letter


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
