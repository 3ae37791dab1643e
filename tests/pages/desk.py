"""One person's browser on the whole application, without a browser: Home.py as the gate would let them in."""

import csv
import json
import secrets
from datetime import timedelta
from functools import cache

from sqlmodel import select
from streamlit.testing.v1 import AppTest

from core import clock
from core.access.models import PersonRole, Role, RolePermission, SignInSession
from core.settings import REFERENCE, ROOT
from core.store.session import writing
from tests.builders.people import Somebody

# A first screen on a busy machine imports half of the product.
SECONDS = 60


@cache
def screens() -> dict[str, str]:
    """The permission of every screen of the menu, by script."""
    with (REFERENCE / "menus.csv").open(encoding="utf-8-sig", newline="") as file:
        return {f"pages/{row['画面']}": row["权限"] for row in csv.DictReader(file) if row["画面"]}


@cache
def granted(role: str) -> frozenset[str]:
    """The permissions a role is given in the committed table."""
    with (REFERENCE / "role_permissions.csv").open(encoding="utf-8-sig", newline="") as file:
        return frozenset(row["权限"] for row in csv.DictReader(file) if row[role])


def signed_in(person_id: int) -> int:
    """A sign-in session as the gate would have opened it."""
    moment = clock.now()
    with writing() as session:
        held = SignInSession(
            token_hash=secrets.token_hex(32),
            person_id=person_id,
            created_at=moment,
            last_seen_at=moment,
            expires_at=moment + timedelta(hours=8),
            ip="10.1.2.3",
        )
        session.add(held)
        session.flush()
        return held.id or 0


def take_away(role: str, permission: str) -> None:
    """An administrator takes a permission from a role while people are at work."""
    with writing() as session:
        query = (
            select(RolePermission)
            .join(Role, Role.id == RolePermission.role_id)
            .where(Role.code == role, RolePermission.permission == permission)
        )
        session.delete(session.exec(query).one())


def take_role(person_id: int) -> None:
    """Somebody loses every role."""
    with writing() as session:
        for held in session.exec(select(PersonRole).where(PersonRole.person_id == person_id)):
            session.delete(held)


class Desk:
    """Somebody signed in; screens are opened by their script."""

    def __init__(self, person: Somebody) -> None:
        self.person, self.session_id = person, signed_in(person.id)
        self.app = AppTest.from_file(str(ROOT / "Home.py"), default_timeout=SECONDS)
        self.app.user = {"person_id": str(person.id), "session_id": str(self.session_id)}
        self.app.run()

    def open(self, screen: str, **address: object) -> AppTest:
        """Go to a screen, as a link with these facts in the address does."""
        self.app.switch_page(f"pages/{screen}")
        self.app.query_params = {name: str(value) for name, value in address.items()}
        return self.run()

    def fill_in(self, key: str, rows: dict[int, dict[str, object]]) -> AppTest:
        """Type into the cells of an editable table, by row and column, as a browser sends it."""
        [editor] = [each for each in self.app.data_editor if (each.key or "").startswith(key)]
        states = self.app._tree.get_widget_states()
        state = states.widgets.add()
        state.id = editor.proto.id
        state.string_value = json.dumps({"edited_rows": rows, "added_rows": [], "deleted_rows": []})
        self.app._run(states)
        return sound(self.app)

    def run(self) -> AppTest:
        """Let the script run; a trace on the screen fails the test."""
        self.app.run()
        return sound(self.app)


def sound(app: AppTest) -> AppTest:
    """The application, if no exception is drawn on it."""
    assert not app.exception, [each.value for each in app.exception]
    return app


def words(app: AppTest) -> str:
    """Every sentence and table cell on the screen."""
    texts = [each.value for kind in ("markdown", "caption", "info", "error", "success", "subheader", "warning")
             for each in getattr(app, kind)]  # fmt: skip
    cells = [
        str(cell) for each in app.table for cell in [*each.value.columns, *each.value.to_numpy().ravel()]
    ]
    return "\n".join([*texts, *cells])


def links(app: AppTest) -> dict[str, str]:
    """The addresses of the link buttons by their words."""
    return {each.proto.label: each.proto.url for each in app.get("link_button")}
