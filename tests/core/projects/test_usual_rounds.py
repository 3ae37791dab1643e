"""The usual rounds of a year are proposed as the demonstration's year had them."""

import csv

from core.projects.usual_rounds import usual_rounds
from core.settings import ROOT


def test_the_proposals_for_2020_are_the_rounds_2020_had():
    with (ROOT / "data/demo/rounds.csv").open(encoding="utf-8-sig") as file:
        had = list(csv.DictReader(file))
    proposed = usual_rounds(2020)[: len(had)]
    assert [
        (each.code, each.name, each.period, each.kind.label, str(each.opens_on), str(each.closes_on))
        for each in proposed
    ] == [(row["编号"], row["名称"], row["考核期"], row["类别"], row["开放日"], row["截止日"]) for row in had]


def test_a_round_already_there_is_not_proposed_again():
    codes = [each.code for each in usual_rounds(2021, ["2021-一季度", "2021-初评"])]
    assert codes == ["2021-二季度", "2021-三季度", "2021-四季度", "2021-正式评估"]
