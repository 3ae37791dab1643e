"""Scores as workbook, CSV and JSON say the same as the engine."""

import csv
import json
from io import StringIO

import pytest

from core.documents import score_tables
from core.scoring.engine import score
from core.scoring.explain import deductions
from tests.core.documents.opened import sheets
from tests.core.scoring.boards import department, random_board
from tests.core.scoring.test_scores import FULL, PILLARS, _board


@pytest.fixture(scope="module")
def periods():
    return tuple(
        (name, score(department(), random_board(department(), 9, seed)))
        for name, seed in (("一季度", 1), ("二季度", 2))
    )


def test_the_workbook_holds_every_period_best_first_with_totals_of_the_engine(periods):
    book = sheets(score_tables.score_workbook(periods))

    head, *rows = book["得分"]
    assert head[:6] == ("期次", "单位代码", "单位名称", "分组", "名次", "总分")
    first = [row for row in rows if row[0] == "一季度"]
    scores = periods[0][1]
    assert [row[4] for row in first] == sorted(scores.rank.tolist())
    for row in first:
        assert row[5] == pytest.approx(float(scores.total.decimal(scores.values.unit_index[row[1]])))


def test_the_workbook_explains_every_point(periods):
    book = sheets(score_tables.score_workbook(periods))
    scores = periods[1][1]

    head, *rows = book["扣分说明"]
    own = [row for row in rows if row[:2] == ("二季度", "U003")]
    assert len(own) == len(deductions(scores, "U003"))
    assert head[-1] == "说明"
    assert sum(row[-2] for row in own) == pytest.approx(100 - float(scores.total.decimal(3)))


def test_large_boards_are_not_explained_line_by_line(periods, monkeypatch):
    monkeypatch.setattr(score_tables, "MOST_EXPLAINED", 10)

    assert "扣分说明" not in sheets(score_tables.score_workbook(periods))


def test_csv_and_json_carry_the_same_numbers_as_the_workbook(periods):
    lines = list(csv.reader(StringIO(score_tables.score_csv(periods[:1]).decode("utf-8-sig"))))
    document = json.loads(score_tables.score_json(periods))

    units = {unit["code"]: unit for unit in document["periods"][0]["units"]}
    at = lines[0].index("总分")
    for line in lines[1:]:
        assert float(line[at]) == units[line[1]]["total"]
    assert document["system"]["sha256"] == department().sha256
    assert set(units["U001"]["nodes"]) == {node.code for node in department().nodes if not node.ledger}


def test_a_unit_without_a_score_has_no_place_and_a_reason():
    scores = score(PILLARS, _board(PILLARS, FULL, {}))

    assert score_tables.place(scores, 1) is None
    assert "算不出总分" in score_tables.status(scores, 1)
    head, _, second = sheets(score_tables.score_workbook((("", scores),)))["得分"][:3]
    assert second[head.index("总分")] is None
    assert "算不出总分" in second[head.index("不能计分的原因")]
