"""The newest edition as far as somebody reaches, beside the period before; read once for the screen."""

from dataclasses import dataclass

from core.access.permissions import Permission
from core.results import cockpit, queries
from core.results.changes import BoardChange, changes
from core.results.cockpit import Cockpit
from core.results.content import UnitResult
from core.results.queries import EditionRow
from pages.ui.feedback import ask
from pages.ui.guard import Viewer


@dataclass(frozen=True, slots=True)
class Newest:
    """The edition, its boards with their changes, and the cockpit for those who see the whole city."""

    edition: EditionRow
    boards: tuple[BoardChange, ...]
    cockpit: Cockpit | None

    @property
    def units(self) -> list[UnitResult]:
        """The units in reach, over all boards."""
        return [unit for change in self.boards for unit in change.view.units]


def read(viewer: Viewer) -> Newest | None:
    """None before the first edition."""
    edition: EditionRow | None = ask(viewer, queries.latest)
    if edition is None:
        return None
    boards: tuple[BoardChange, ...] = ask(
        viewer, changes, edition_id=edition.id, permission=Permission.RESULTS_BOARD_READ
    )
    whole = bool(boards) and all(change.view.is_whole for change in boards)
    view: Cockpit | None = None
    if whole and viewer.may(Permission.ANALYSIS_COCKPIT_READ):
        view = ask(viewer, cockpit.cockpit, edition_id=edition.id)
    return Newest(edition, boards, view)
