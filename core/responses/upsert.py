"""Writing boxes of a response: one statement writes those nobody changed since they were seen, and says which."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from core.audit.actor import Actor
from core.questionnaires.answers import Answer as Given
from core.responses.models import Answer


def write_boxes(
    session: Session,
    actor: Actor,
    response_id: int,
    values: Mapping[str, Given],
    *,
    seen: Mapping[str, int],
    at: datetime,
) -> dict[str, int]:
    """Put these values into their boxes where they still stand at the revision seen; for authorised services.

    Returns the new revision of each box written; the boxes left out were changed by somebody else.
    """
    if not values:
        return {}
    rows: list[dict[str, Any]] = [
        {
            "response_id": response_id,
            "cell": cell,
            "value": values[cell] or None,
            "revision": seen[cell] + 1,
            "at": at,
            "person_id": actor.person_id,
            "person_name": actor.name,
        }
        # Two who write the same boxes take them in the same order, and do not wait for each other in a ring.
        for cell in sorted(values)
    ]
    postgres = session.get_bind().dialect.name == "postgresql"
    insert = (postgresql.insert if postgres else sqlite.insert)(Answer).values(rows)
    given = insert.excluded
    statement = insert.on_conflict_do_update(
        index_elements=["response_id", "cell"],
        set_={
            "value": given.value,
            "revision": given.revision,
            "at": given.at,
            "person_id": given.person_id,
            "person_name": given.person_name,
        },
        where=col(Answer.revision) == given.revision - 1,
    ).returning(col(Answer.cell), col(Answer.revision))
    return {str(cell): int(revision) for cell, revision in session.execute(statement)}
