"""What the database says after a crash: every act whole, every acknowledged act there."""

import sqlite3
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from core.access.passwords import matches
from tests.endurance.saving import Acknowledged


class Ledger:
    """The database file, read by nothing of the product's."""

    def __init__(self, data_dir: Path) -> None:
        self._connection = sqlite3.connect(data_dir / "shuping.db")

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def column(self, query: str, *facts: object) -> list[object]:
        """The first column of a query."""
        return [row[0] for row in self._connection.execute(query, facts)]

    def number(self, query: str, *facts: object) -> int:
        """A count."""
        (found,) = self.column(query, *facts)
        return int(str(found))

    def faults(self) -> list[str]:
        """What the database itself finds wrong."""
        checked = self.column("pragma integrity_check") + self.column("pragma foreign_key_check")
        return [str(fault) for fault in checked if fault != "ok"]

    def lost(self, seen: Acknowledged) -> list[str]:
        """Acknowledged acts that are not there."""
        held = set(self.column("select token_hash from sign_in_sessions"))
        lost = [f"session {token}" for token in seen.tokens if token not in held]
        kept = Counter(
            self.column("select object_id from audit_entries where action = 'results:unit:export'")
        )
        lost += [
            f"{path}: {count} > {kept[path]}" for path, count in seen.exports.items() if count > kept[path]
        ]
        lost += _short("password changes", len(seen.passwords), self._count("access:password:change"))
        lost += _short("switches", seen.switches, self._switches())
        return lost

    def halves(self) -> list[str]:
        """Acts with one part in the database and the other not."""
        found = _unequal(
            "sign-ins: sessions, entries, attempts",
            self.number("select count(*) from sign_in_sessions"),
            self._count("access:session:start"),
            self.number("select count(*) from sign_in_attempts where succeeded"),
        )
        found += _unequal(
            "password changes: earlier hashes, entries",
            self.number("select count(*) from password_history"),
            self._count("access:password:change"),
        )
        switched = self.column("select version from people where login = 'yunwei'")
        return found + _unequal(
            "switches: row version less one, entries", int(str(switched[0])) - 1, self._switches()
        )

    def password_is_one_of(self, login: str, known: Iterable[str]) -> bool:
        """Whether an account's password is one its owner knows."""
        (hashed,) = self.column("select password_hash from people where login = ?", login)
        return any(matches(password, str(hashed)) for password in known if password)

    def _count(self, action: str) -> int:
        return self.number("select count(*) from audit_entries where action = ? and allowed", action)

    def _switches(self) -> int:
        query = "select count(*) from audit_entries where object_name = 'yunwei' and after like '%is_active%'"
        return self.number(query)


def _short(what: str, acknowledged: int, held: int) -> list[str]:
    return [f"{what}: {acknowledged} acknowledged, {held} held"] if acknowledged > held else []


def _unequal(what: str, *counts: int) -> list[str]:
    return [f"{what}: {counts}"] if len(set(counts)) > 1 else []
