"""A metric's way is written in the measure of its deduction sentence, on every screen that opens it."""

from fractions import Fraction

import pytest

from core.results.queries import metric_trace
from core.scoring.explain import deductions
from pages.ui.traces import amount, measured
from tests.core.charts.views import unit_view


@pytest.mark.parametrize(
    ("number", "text"),
    [(174, "174"), (1234567, "1,234,567"), (Fraction(1, 8), "0.125"), (Fraction(2, 3), "0.6667"), (0, "0"),
     (1234.50004, "1,234.5"), (None, "—")],
)  # fmt: skip
def test_an_amount_has_separators_and_no_idle_zeros(number, text):
    assert amount(number) == text


def test_statistics_are_written_with_fewer_decimals():
    assert amount(3213.4551, 2) == "3,213.46"


def test_every_kind_of_input_is_written_as_its_deduction_sentence_writes_it():
    view = unit_view("M05")
    lines = {line.metric: line for line in deductions(view.board.scores, "M05") if line.kind == "metric"}
    kinds = set()
    for metric in view.board.system.metrics:
        found = metric_trace(view, metric.code)
        if metric.code not in lines or found.state != "number":
            continue
        kinds.add(metric.input)
        told, shown = lines[metric.code].measured, measured(found)
        if metric.input in ("ratio", "complement"):
            division = told.partition("（")[2].rstrip("）").replace("－", "−")
            assert shown.replace(" ", "").replace(",", "").startswith(division + "=")
            assert shown.endswith("%")
        elif metric.input == "items":
            assert shown.startswith("清单量化 ")
        else:
            assert shown.replace(",", "").split("分")[0] == told.split("分")[0]
    assert {"ratio", "items", "value"} <= kinds
