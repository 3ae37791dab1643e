"""The exchange platform made from the city's newest imports, registered and collected from once."""

from sqlalchemy import Engine

from connectors.collecting import work_off
from connectors.platforms.demo import ACTOR, address, build_exchange, connect
from core.collection.sources import start_runs
from core.store.session import writing
from tests.builders.evaluation import Evaluated


def collect_city(city: Evaluated) -> int:
    """Returns the runs done."""
    engine: Engine = city.engine
    build_exchange(address(), engine)
    for version_id in city.systems.values():
        connect(engine, version_id)
        with writing(engine) as session:
            start_runs(session=session, actor=ACTOR, version_id=version_id, client_key=f"city:{version_id}")
    return work_off(ACTOR.name, engine=engine)
