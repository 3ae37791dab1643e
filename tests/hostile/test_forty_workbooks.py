"""Every broken workbook is refused with place, rule and remedy in Chinese; every odd but good one is read."""

import re
from io import BytesIO

import pytest
from openpyxl import load_workbook

from core.errors import Invalid
from core.sheets.model import REASON
from core.sheets.reading import read_workbook
from tests.hostile.files import BROKEN, CONTROLS
from tests.hostile.handed import Handed
from tests.hostile.packages import GOOD

_CHINESE = re.compile("[\u4e00-\u9fff]")
# Refused by the reader itself, before there are values to write reasons beside.
_BY_THE_READER = "公式没有计算结果"


@pytest.mark.parametrize("handed", BROKEN, ids=lambda handed: handed.what)
def test_a_broken_workbook_is_refused_with_place_rule_and_remedy(handed):
    error = _refused(handed)

    told = [
        (problem.sheet, problem.row, problem.column)
        for problem in error.problems
        if handed.rule in problem.rule
    ]
    assert (handed.sheet, handed.row, handed.column) in told, error.problems
    for problem in error.problems:
        assert _CHINESE.search(problem.rule), problem
        assert _CHINESE.search(problem.remedy), problem
    assert _CHINESE.search(str(error))
    if handed.read_as != "文件" and handed.rule != _BY_THE_READER:
        assert error.annotated is not None
        _check_annotated(error.annotated, handed.rule)
    # The process that asked is alive and reads on.
    assert read_workbook(GOOD, "表.xlsx")[0].height == 3


def _refused(handed: Handed) -> Invalid:
    with pytest.raises(Invalid) as caught:
        handed.read(handed.make())
    return caught.value


def _check_annotated(annotated: bytes, rule: str) -> None:
    book = load_workbook(BytesIO(annotated))
    written = [
        str(cell.value)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value
    ]
    # A file that cannot be opened for marking is answered with a list of its own.
    assert book.sheetnames == [REASON] or any(text.startswith(REASON) for text in written)
    assert any(rule in text for text in written)


@pytest.mark.parametrize("handed", CONTROLS, ids=lambda handed: handed.what)
def test_an_odd_but_good_workbook_is_read(handed):
    assert handed.read(handed.make())


def test_there_are_forty_and_no_two_are_the_same():
    assert len(BROKEN) >= 40
    assert len({handed.what for handed in [*BROKEN, *CONTROLS]}) == len(BROKEN) + len(CONTROLS)
