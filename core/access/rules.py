"""Pure decisions of access: password policy, lock-out, session life, the reach of a data scope."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from core.access.permissions import Permission

# GB/T 22239-2019 8.1.4.1 a) asks for complexity and regular change; the figures are ours.
CLASSES_NEEDED = 3
HISTORY_KEPT = 5
MAXIMUM_AGE = timedelta(days=90)
MAXIMUM_LENGTH = 256

COMMON = frozenset(
    ("password", "passw0rd", "qwerty", "admin", "123456", "12345678", "111111", "abc123", "iloveyou",
     "welcome", "dezhou", "shuping", "1qaz2wsx", "qazwsx", "letmein", "woaini", "a123456", "zaq12wsx")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scope:
    """The organisations one person reaches with one permission; nothing matches an empty scope."""

    everything: bool = False
    organisation_ids: frozenset[int] = field(default_factory=frozenset)
    person_id: int | None = None

    def covers(self, organisation_id: int | None) -> bool:
        """Whether data of this organisation may be reached."""
        return self.everything or (organisation_id is not None and organisation_id in self.organisation_ids)

    def __or__(self, other: "Scope") -> "Scope":
        return Scope(
            everything=self.everything or other.everything,
            organisation_ids=self.organisation_ids | other.organisation_ids,
            person_id=self.person_id or other.person_id,
        )

    @property
    def key(self) -> tuple[bool, tuple[int, ...]]:
        """A hashable description for caches that must never mix two reaches."""
        return (self.everything, () if self.everything else tuple(sorted(self.organisation_ids)))


def password_faults(password: str, *, login: str, names: Iterable[str], minimum_length: int) -> list[str]:
    """What keeps `password` from being accepted, in Chinese; empty when it may be used."""
    faults = []
    if not minimum_length <= len(password) <= MAXIMUM_LENGTH:
        faults.append(f"长度须在 {minimum_length} 到 {MAXIMUM_LENGTH} 个字符之间")
    if _classes(password) < CLASSES_NEEDED:
        faults.append("须至少包含大写字母、小写字母、数字、符号（汉字算符号）中的三类")
    plain = password.casefold()
    if any(word in plain and len(word) * 2 > len(plain) for word in COMMON):
        faults.append("过于常见，容易被猜中")
    context = [word.casefold() for word in (login, *names) if len(word) >= 3]
    if any(word in plain for word in context):
        faults.append("不能包含账号、姓名或单位名称")
    if len(set(password)) < min(5, minimum_length):
        faults.append("不同的字符太少")
    return faults


def _classes(password: str) -> int:
    upper = any("A" <= c <= "Z" for c in password)
    lower = any("a" <= c <= "z" for c in password)
    digit = any("0" <= c <= "9" for c in password)
    other = any(not (c.isascii() and c.isalnum()) for c in password)
    return sum((upper, lower, digit, other))


def locked_until(
    failures: Sequence[datetime], *, limit: int, window: timedelta, duration: timedelta
) -> datetime | None:
    """Until when a name is locked, given the moments of its uncleared failures in ascending order.

    `limit` failures inside `window` lock the name for `duration` counted from the last of them.
    """
    locked: datetime | None = None
    for first, last in zip(failures, failures[limit - 1 :], strict=False):
        if last - first <= window:
            locked = last + duration
    return locked


def session_over(
    *, now: datetime, last_seen_at: datetime, expires_at: datetime, idle: timedelta
) -> str | None:
    """Why a session no longer holds, in Chinese, or None while it does."""
    if now >= expires_at:
        return "登录已满最长时限"
    if now - last_seen_at >= idle:
        return "长时间未操作"
    return None


# Three offices that no role and no person may hold two of (三员分立, GB/T 22239-2019 8.1.10).
DUTIES: dict[str, frozenset[str]] = {
    "系统管理": frozenset({Permission.ACCESS_PERSON_EDIT, Permission.ACCESS_ROLE_EDIT}),
    "审计": frozenset({Permission.AUDIT_TRAIL_EXPORT}),
    "评估业务": frozenset(
        {
            Permission.COLLECTION_VALUES_IMPORT,
            Permission.INDICATORS_SYSTEM_IMPORT,
            Permission.PROJECTS_PROJECT_CREATE,
            Permission.PROJECTS_PROJECT_EDIT,
            Permission.PROJECTS_PROJECT_MOVE,
            Permission.RESULTS_EDITION_FREEZE,
        }
    ),
}


def duty_conflict(permissions: Collection[str]) -> str:
    """Which offices a set of permissions would join, in words; empty where it joins none."""
    held = [name for name, office in DUTIES.items() if office & set(permissions)]
    return "、".join(held) if len(held) > 1 else ""
