"""A system on paper: every leaf one row with its standards, upper levels merged, sums and caps said."""

from io import BytesIO

import pytest
from docx import Document

from core.documents.system_word import HEADER, evidence_rows, system_word
from core.indicators.system import Monitored
from tests.builders.systems import random_system
from tests.core.scoring.boards import county, department, tiny_system


def opened(system):
    return Document(BytesIO(system_word(system)))


@pytest.mark.parametrize("make", [department, county, tiny_system])
def test_every_leaf_is_a_row_with_its_marks_and_its_standards(make):
    system = make()
    table = opened(system).tables[0]
    assert [cell.text for cell in table.rows[0].cells] == list(HEADER)
    assert len(table.rows) == len(system.leaves) + 1
    told = "\n".join(cell.text for row in table.rows for cell in row.cells)
    for leaf in system.leaves:
        assert leaf.title in told
    for metric in system.metrics:
        assert metric.name in told


def test_first_and_second_level_stand_once_beside_all_their_leaves():
    table = opened(department()).tables[0]
    assert table.cell(1, 0)._tc is table.cell(3, 0)._tc
    assert table.cell(1, 0).text == "资产清查\n（15分）"
    assert table.cell(2, 1)._tc is table.cell(3, 1)._tc
    assert table.cell(1, 1)._tc is not table.cell(2, 1)._tc


def test_a_leaf_of_the_second_level_reaches_over_the_third():
    system = department()
    row = [leaf.code for leaf in system.leaves].index("C4") + 1
    table = opened(system).tables[0]
    assert table.cell(row, 1)._tc is table.cell(row, 2)._tc


def test_ledger_watched_indicators_and_grades_follow_the_table():
    system = tiny_system(monitored=(Monitored("J1", "调用增速"),))
    document = opened(system)
    assert [table.cell(0, 0).text for table in document.tables] == ["一级指标", "编码", "编码"]
    told = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "监测指标（不计分）" in told
    assert "等次划分为" in told
    assert "加分最高 10 分" in told


def test_a_system_of_weights_says_its_weights_instead_of_marks():
    document = opened(random_system(5))
    assert "权重制" in "\n".join(paragraph.text for paragraph in document.paragraphs)


def test_the_list_of_evidence_names_what_units_must_bring():
    rows = evidence_rows(department())
    assert rows[0] == ("1", "A11 信息系统梳理", department().node_by_code["A11"].evidence)
    assert all(text for _, _, text in rows)
