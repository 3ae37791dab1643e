"""A county board that is collected from a source which says what the test tells it to."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from core import clock
from core.collection.records import Record, SourceFacts, Window
from core.collection.runs import claim, finish, refuse
from core.collection.service import ValueSetDraft, import_values
from core.collection.sources import MetricDraft, SourceDraft, register_metrics, register_source
from core.errors import SourceMisconfigured
from core.store.session import writing
from tests.builders.evaluation import listed
from tests.core.collection.world import SOURCE, published, values

EXCHANGE = SourceDraft("exchange", "交换平台", "sql", {"url": "sqlite:///exchange.db"})
WINDOW = Window(date(2020, 1, 1), date(2020, 12, 31))
METRIC = "A-1"
FIELDS = {"A-1/分子": "top", "A-1/分母": "bottom"}
UNITS = tuple(unit.code for unit in listed("county"))


def draft(*, first: datetime | None = None, minutes: int = 60) -> MetricDraft:
    """The ratio A-1, hourly, from an hour after now unless told otherwise."""
    due = first or clock.now() + timedelta(hours=1)
    return MetricDraft(METRIC, "exchange", "select unit, top, bottom from t", FIELDS, WINDOW, due, minutes)


def set_up(people, **facts) -> int:
    """Values imported, the source and the metric registered; returns the system's id."""
    version_id = published(people)
    with writing() as session:
        import_values(
            session=session,
            actor=people["李评估"].actor,
            draft=ValueSetDraft("三季度县市区", "2026年三季度", version_id),
            values=values(),
            source=SOURCE,
        )
        actor = people["韩运维"].actor
        register_source(session=session, actor=actor, draft=EXCHANGE)
        register_metrics(session=session, actor=actor, version_id=version_id, drafts=[draft(**facts)])
    return version_id


def records(top: int = 9, units: Sequence[str] = UNITS) -> list[Record]:
    """The same ratio for every county: `top` of 20."""
    return [{"unit": unit, "top": top, "bottom": 20} for unit in units]


class Outside:
    """Stands in for a connector: answers, or raises, and remembers what it was asked."""

    def __init__(self, *answers: object) -> None:
        self.answers, self.asked = list(answers), []

    def __call__(self, source: SourceFacts, query: str, window: Window) -> Sequence[Record]:
        """The next answer; the last one again and again."""
        self.asked.append((source.code, query, window))
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer


def collect(engine, *answers: object) -> Outside:
    """Do every run that waits, the source giving these answers."""
    outside = Outside(*answers)
    while True:
        with writing(engine) as session:
            taken = claim(session=session, holder="测试")
        if taken is None:
            return outside
        try:
            found = outside(taken.source, taken.query, taken.window)
            with writing(engine) as session:
                finish(session=session, assignment=taken, records=found)
        except SourceMisconfigured as error:
            with writing(engine) as session:
                refuse(session=session, assignment=taken, reason=str(error))
