"""The matrix says of every metric of every unit how fresh it is, by sign and by word."""

from datetime import UTC, datetime, timedelta

from core.charts.collection import SIGNS, finding, matrix
from core.collection.status import Freshness, MetricRow, StatusBoard, StatusCell
from core.organisations.queries import Unit
from core.organisations.rules import OrganisationKind

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def unit(number: int) -> Unit:
    kind = OrganisationKind.COUNTY
    return Unit(
        number,
        f"37140{number}",
        f"第{number}县",
        f"{number}县",
        kind,
        None,
        "",
        True,
        "",
        number,
        True,
        False,
        1,
    )


def board(*states: Freshness) -> StatusBoard:
    """One metric, a unit a state."""
    units = tuple(unit(at) for at, _ in enumerate(states))
    metric = MetricRow("B21-1", "应归尽归率", AT, timedelta(hours=1), None, "")
    cells = {
        ("B21-1", each.code): StatusCell(state, AT, 7) for each, state in zip(units, states, strict=True)
    }
    return StatusBoard(1, "体系 1", "county", "县市区", units, (metric,), cells, AT)


def test_every_state_has_its_own_sign_tint_and_word():
    (drawn,) = matrix(board(*Freshness)).data
    assert [row[0] for row in drawn.text] == [SIGNS[state] for state in Freshness]
    assert [row[0] for row in drawn.z] == [0, 1, 2, 3, 4]
    assert len({colour for _, colour in drawn.colorscale}) == len(Freshness)
    words = [cell[0][0] for cell in drawn.customdata]
    assert [word.split("，")[0] for word in words] == [str(state) for state in Freshness]
    assert words[0] == "正常，数据时间 2026-03-02 09:00，采集运行 7"


def test_units_stand_down_and_metrics_across_by_code_and_name():
    (drawn,) = matrix(board(Freshness.FRESH, Freshness.LATE)).data
    assert list(drawn.x) == ["B21-1 应归尽归率"]
    assert list(drawn.y) == ["0县", "1县"]


def test_the_finding_counts_what_needs_doing_and_leaves_out_what_does_not_apply():
    assert finding(board(Freshness.FRESH, Freshness.EXCUSED)) == "1 格全部正常"
    assert finding(board(*Freshness)) == "4 格中 3 格需要处理"
