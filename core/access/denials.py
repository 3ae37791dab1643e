"""Refusals in the trail: the refused act was rolled back, so its entry has a transaction of its own."""

from core.audit.actor import Actor
from core.audit.service import record
from core.errors import NotAllowed, ShupingError
from core.store.session import writing


def record_denial(*, actor: Actor, action: str, error: ShupingError, object_id: str = "") -> None:
    """Note that `actor` was refused, and why; the permission refused stands for `action` where there is one."""
    if isinstance(error, NotAllowed) and error.permission:
        action = error.permission
    with writing() as session:
        record(
            session=session,
            actor=actor,
            action=action,
            object_type="refusal",
            object_id=object_id,
            allowed=False,
            reason=error.message,
        )
