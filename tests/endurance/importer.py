"""A process that imports values again and again and says each set it committed: `… importer ROUND`.

It lives to be killed by the test beside it.
"""

import sys
from dataclasses import replace

from sqlmodel import col, select

from core.audit.actor import Actor
from core.collection.models import ValueSet
from core.collection.queries import values_of
from core.collection.service import ValueSetDraft, import_values
from core.evidence.service import XLSX, FileContent
from core.indicators.queries import published
from core.store.session import reading, writing


def main() -> None:
    """Import until killed; a line a committed set: its id."""
    actor = Actor.system("耐久测试")
    with reading() as session:
        held = session.exec(select(ValueSet).order_by(col(ValueSet.id))).first()
        if held is None:
            raise SystemExit("no values to import again")
        system = published(session, held.system_version_id)
        values = values_of(session, held.id or 0, system)
        draft = ValueSetDraft(held.title, held.period, held.system_version_id)
    for number in range(10_000):
        name = f"{sys.argv[1]}-{number}"
        # Every import brings a file of its own, so that keeping the bytes is part of each.
        source = FileContent(f"{name}.xlsx", XLSX, name.encode() * 40_000)
        with writing() as session:
            made = import_values(
                session=session,
                actor=actor,
                draft=replace(draft, title=name),
                values=values,
                source=source,
                client_key=f"endurance:{name}",
            )
        print(made, flush=True)


if __name__ == "__main__":
    main()
