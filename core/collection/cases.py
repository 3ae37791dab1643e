"""Expert marks grouped into cases, once a set of values, for arithmetic over all units at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from core.collection.values import ExpertMark

CaseKey = tuple[str, str, str]


@dataclass(frozen=True, eq=False)
class CaseArrays:
    """Marks of one metric, case after case: `starts` says where in `scores` each case begins.

    `units` is the row of each case's unit, `called` whether its resources had calls in 90 days.
    """

    scores: NDArray[np.float64]
    starts: NDArray[np.intp]
    counts: NDArray[np.intp]
    units: NDArray[np.intp]
    called: NDArray[np.bool_]


def cases_by_unit(
    marks: Sequence["ExpertMark"],
) -> Mapping[tuple[str, str], Mapping[str, tuple["ExpertMark", ...]]]:
    """Marks by (unit code, metric code), then by case, everything in listed order."""
    grouped: dict[tuple[str, str], dict[str, list[ExpertMark]]] = {}
    for mark in marks:
        grouped.setdefault((mark.unit, mark.metric), {}).setdefault(mark.case, []).append(mark)
    return {key: {name: tuple(given) for name, given in cases.items()} for key, cases in grouped.items()}


def case_arrays(
    grouped: Mapping[tuple[str, str], Mapping[str, tuple["ExpertMark", ...]]], rows: Mapping[str, int]
) -> Mapping[str, CaseArrays]:
    """The arrays of every metric that has marks; marks for units that are not there are left out."""
    metrics = dict.fromkeys(metric for _, metric in grouped)
    return {
        metric: _arrays(
            [
                (rows[unit], given)
                for (unit, code), cases in grouped.items()
                if code == metric and unit in rows
                for given in cases.values()
            ]
        )
        for metric in metrics
    }


def _arrays(cases: Sequence[tuple[int, tuple["ExpertMark", ...]]]) -> CaseArrays:
    counts = np.array([len(given) for _, given in cases], dtype=np.intp)
    return CaseArrays(
        scores=np.array([float(mark.score) for _, given in cases for mark in given]),
        starts=np.concatenate(([0], np.cumsum(counts)[:-1])).astype(np.intp),
        counts=counts,
        units=np.array([row for row, _ in cases], dtype=np.intp),
        called=np.array([all(mark.called for mark in given) for _, given in cases], dtype=bool),
    )
