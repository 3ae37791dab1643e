"""A second period for the evaluated city: the same units, some of them with less to show."""

from dataclasses import replace
from itertools import count

import numpy as np

from core.collection.service import import_values
from core.collection.values import Values
from core.demo.prepare import SYSTEM_FILES
from core.results.models import EditionKind
from core.results.service import EditionDraft, freeze_edition
from core.store.session import writing
from tests.builders.evaluation import Evaluated, prepared

_numbers = count(1)


def altered(values: Values) -> Values:
    """Every other unit counted a tenth less of everything it counts; half of the ledger is gone."""
    numbers = values.numbers.copy()
    counted = [at for at, column in enumerate(values.columns) if column.endswith("/分子")]
    numbers[np.ix_(range(0, len(values.units), 2), counted)] *= 0.9
    return replace(values, numbers=np.floor(numbers), ledger=values.ledger[::2])


def another_period(city: Evaluated, period: str = "2021年一季度", *, audiences=tuple(SYSTEM_FILES)) -> int:
    """Import and freeze the altered values as an edition of a later period; returns its id."""
    people, sets = city.people, []
    for audience in audiences:
        (year,) = prepared(audience).values
        with writing(city.engine) as session:
            sets.append(
                import_values(
                    session=session,
                    actor=people["李评估"].actor,
                    draft=replace(year.draft(city.systems[audience], audience), period=period),
                    values=altered(year.values),
                    source=year.source,
                )
            )
    draft = EditionDraft(f"{period}-{next(_numbers)}", f"德州市{period}通报", period, EditionKind.CIRCULATED)
    with writing(city.engine) as session:
        return freeze_edition(session=session, actor=people["赵敏"].actor, draft=draft, value_set_ids=sets)
