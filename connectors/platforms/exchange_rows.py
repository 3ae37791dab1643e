"""The stand-in's rows, made so that counting them gives back the figures of a period, unit by unit."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from core.collection.columns import denominator, numerator

_QUARTER_ENDS: Final = {"03": "31", "06": "30", "09": "30", "12": "31"}
_CHANNELS: Final = ("API", "FRONT")
_SAMPLES: Final = 20
Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """One unit's figures by column code over `months` (2020-01 …); a column not there was not reported."""

    unit: str
    figures: Mapping[str, float]
    months: tuple[str, ...]

    def ratio(self, metric: str) -> tuple[int, int] | None:
        """Numerator and denominator of a metric; None unless both are known."""
        top, bottom = self.figures.get(numerator(metric)), self.figures.get(denominator(metric))
        return None if top is None or bottom is None else (round(top), round(bottom))

    def month(self, at: int) -> str:
        """The month the thing numbered `at` falls into: they come round in turn."""
        return self.months[at % len(self.months)]

    def count(self, column: str, otherwise: int = 0) -> int:
        """One column as a whole number."""
        return round(self.figures.get(column, otherwise))


def spread(total: int, parts: int) -> list[int]:
    """`total` in so many nearly equal parts."""
    return [(at + 1) * total // parts - at * total // parts for at in range(parts)]


def shares(parts: Sequence[int], top: int) -> list[int]:
    """`top` over parts in proportion: never more than a part, and exactly `top` in all."""
    total, done, given, shared = sum(parts), 0, 0, []
    for part in parts:
        done += part
        upto = done * top // total if total else 0
        shared.append(upto - given)
        given = upto
    return shared


def rows_of(figures: UnitFigures) -> Rows:
    """Every table's rows for one unit."""
    return {
        "resource": list(_resources(figures)),
        "task_log": _monthly(figures, "B22-1", "planned", "succeeded"),
        "probe_log": _monthly(figures, "B22-2", "hours_due", "hours_down"),
        "period_log": _monthly(figures, "B23-1", "periods_due", "periods_on_time"),
        "batch": list(_batches(figures)),
        "ticket": [
            *_tickets(figures, "B22-3", "FAULT", 2),
            *_tickets(figures, "C11-2", "QUALITY", 10),
            *_tickets(figures, "C11-3", "REVIEW", 5),
        ],
        "quality_score": list(_quality(figures)),
        "exchange_stat": list(_exchanged(figures)),
        "call_sample": list(_samples(figures)),
        "subscription": list(_subscriptions(figures)),
        "open_plan": list(_plans(figures)),
        "open_dataset": list(_datasets(figures)),
        "open_apply": [
            {"apply_id": f"{row.pop('ticket_id')}", **{k: v for k, v in row.items() if k != "kind"}}
            for row in _tickets(figures, "D11-5", "APPLY", 5, day="received_on")
        ],
    }


def _resources(unit: UnitFigures) -> Iterator[dict[str, Any]]:
    collected, shareable = unit.ratio("B21-1") or (0, 0)
    automated = unit.count(numerator("B21-2"))
    complete = unit.count(numerator("B21-3"))
    updated, due = unit.ratio("B24-1") or (0, 0)
    silent = unit.count(numerator("B24-2"))
    used = unit.count(numerator("C12-1"))
    consistent, items = unit.ratio("B25-3") or (0, 0)
    item_parts = spread(items, shareable) if shareable else []
    for at, (held, right) in enumerate(zip(item_parts, shares(item_parts, consistent), strict=True)):
        channel = None if at >= collected else _CHANNELS[at % 2] if at < automated else "EXCEL"
        yield {
            "resource_code": f"{unit.unit}-R{at + 1:04}",
            "provider_org": unit.unit,
            "channel": channel,
            "register_at": f"{unit.months[0]}-15" if channel else None,
            "is_complete": int(at < complete),
            "is_due": int(at < due),
            "is_updated": int(at < updated),
            # Those that are silent stand behind those that were updated.
            "is_silent": int(due - silent <= at < due),
            "consumers": 1 + at % 7 if at < used else 0,
            "items": held,
            "items_consistent": right,
        }


def _monthly(unit: UnitFigures, metric: str, whole: str, part: str) -> list[dict[str, Any]]:
    known = unit.ratio(metric)
    if known is None:
        return []
    parts = spread(known[1], len(unit.months))
    return [
        {"provider_org": unit.unit, "month": month, whole: total, part: share}
        for month, total, share in zip(unit.months, parts, shares(parts, known[0]), strict=True)
    ]


def _batches(unit: UnitFigures) -> Iterator[dict[str, Any]]:
    loading, checking = unit.ratio("B25-1"), unit.ratio("B25-2")
    sent = spread(loading[1], len(unit.months)) if loading else [None] * len(unit.months)
    loaded = (
        shares(spread(loading[1], len(unit.months)), loading[0]) if loading else [None] * len(unit.months)
    )
    counted = spread(checking[1], len(unit.months)) if checking else [None] * len(unit.months)
    missing = (
        shares(spread(checking[1], len(unit.months)), checking[0]) if checking else [None] * len(unit.months)
    )
    for month, given, kept, held, lost in zip(unit.months, sent, loaded, counted, missing, strict=True):
        yield {
            "batch_id": f"{unit.unit}-{month}",
            "provider_org": unit.unit,
            "month": month,
            "rows_sent": given,
            "rows_loaded": kept,
            "rows_rejected": None if given is None or kept is None else given - kept,
            "source_count": held,
            "platform_count": None if held is None or lost is None else held - lost,
        }


def _tickets(
    unit: UnitFigures, metric: str, kind: str, limit: int, *, day: str = "opened_on"
) -> Iterator[dict[str, Any]]:
    """Tickets closed within `limit` working days first, then those closed too late or not at all."""
    known = unit.ratio(metric)
    for at in range(known[1] if known else 0):
        in_time = known is not None and at < known[0]
        yield {
            "ticket_id": f"{unit.unit}-{kind[0]}{at + 1:04}",
            "provider_org": unit.unit,
            "kind": kind,
            day: f"{unit.month(at)}-{1 + at % 28:02}",
            "working_days": 1 + at % limit if in_time else limit + 1 + at % 9 if at % 3 else None,
        }


def _quality(unit: UnitFigures) -> Iterator[dict[str, Any]]:
    """The engine's score at the end of every quarter; the period's is the last."""
    score = unit.figures.get("C11-1")
    ends = [month for month in unit.months if month[-2:] in _QUARTER_ENDS] if score is not None else []
    for behind, month in enumerate(reversed(ends)):
        held = round(float(score or 0) - 0.8 * behind, 1)
        day = _QUARTER_ENDS[month[-2:]]
        yield {"provider_org": unit.unit, "run_on": f"{month}-{day}", "score": max(held, 0.0)}


def _exchanged(unit: UnitFigures) -> Iterator[dict[str, Any]]:
    calling, volume = unit.ratio("C12-3"), unit.figures.get("C12-2")
    if calling is None and volume is None:
        return
    good, calls = calling or (0, 0)
    parts = spread(calls, len(unit.months))
    exchanged = spread(max(0, round(volume or 0) - calls), len(unit.months))
    for month, called, succeeded, rows in zip(
        unit.months, parts, shares(parts, good), exchanged, strict=True
    ):
        yield {
            "provider_org": unit.unit,
            "month": month,
            "calls": called if calling else None,
            "succeeded": succeeded if calling else None,
            "rows_exchanged": rows,
        }


def _samples(unit: UnitFigures) -> Iterator[dict[str, Any]]:
    """Twenty probed calls whose 95th percentile, the nineteenth, is the figure."""
    slow = unit.figures.get("C12-5")
    for at in range(_SAMPLES if slow is not None else 0):
        part = 1.4 if at == _SAMPLES - 1 else min(1.0, 0.4 + at * 0.6 / (_SAMPLES - 2))
        exact = float(slow or 0) if part == 1.0 else round(float(slow or 0) * part)
        yield {
            "call_id": f"{unit.unit}-C{at + 1:02}",
            "provider_org": unit.unit,
            "called_on": f"{unit.month(at)}-{1 + at:02}",
            "exec_time": exact,
        }


def _subscriptions(unit: UnitFigures) -> Iterator[dict[str, Any]]:
    used, granted = unit.ratio("C12-4") or (0, 0)
    for at in range(granted):
        month = unit.month(at)
        yield {
            "subscription_id": f"{unit.unit}-S{at + 1:03}",
            "provider_org": unit.unit,
            "approved_on": f"{month}-05",
            "first_used_on": f"{month}-20" if at < used else None,
        }


def _plans(unit: UnitFigures) -> Iterator[dict[str, Any]]:
    opened, planned = unit.ratio("D11-1") or (0, 0)
    for at in range(planned):
        yield {
            "plan_id": f"{unit.unit}-P{at + 1:03}",
            "provider_org": unit.unit,
            "opened_on": f"{unit.month(at)}-10" if at < opened else None,
        }


def _datasets(unit: UnitFigures) -> Iterator[dict[str, Any]]:
    readable, opened = unit.ratio("D11-3") or (0, 0)
    useful = unit.count(numerator("D11-4"))
    updated, due = unit.ratio("D11-2") or (0, 0)
    for at in range(opened):
        yield {
            "dataset_id": f"{unit.unit}-D{at + 1:03}",
            "provider_org": unit.unit,
            "formats": ("CSV", "JSON", "XLSX")[at % 3] if at < readable else "PDF",
            "rows": 240 + 13 * at if at < useful else at % 10,
            "dict_flag": 1,
            "is_due": int(at < due),
            "is_updated": int(at < updated),
        }
