"""Looking for one saying among all that experts and units have said of a draft."""

from typing import Final

from core.designs.queries import Said, Talk
from core.designs.rules import Decision

EXPERTS, UNITS = "experts", "units"
SIDES: Final = {EXPERTS: "专家", UNITS: "单位"}
AGREED: Final = "agreed"
STANDINGS: Final = {
    "open": Decision.OPEN.label,
    **{each.value: each.label for each in Decision if each},
    AGREED: "无意见",
}
ORDERS: Final = {"oldest": "先提出的在前", "newest": "后提出的在前"}


def standing(said: Said) -> str:
    """Where a saying stands: a key of `STANDINGS`."""
    return AGREED if said.agrees else said.decision.value or "open"


def narrowed(
    talk: Talk, *, text: str = "", side: str = "", decided: str = "", order: str = ""
) -> list[tuple[str, Said]]:
    """Sayings with the side they come from: experts before units, by indicator or as `ORDERS` says.

    `text` stands in the indicator, the words, who said them or the reason of the decision.
    """
    word = text.strip().casefold()
    found = [
        (each, said)
        for each, every in ((EXPERTS, talk.comments), (UNITS, talk.opinions))
        for said in every
        if side in ("", each)
        and decided in ("", standing(said))
        and word in f"{said.about} {said.text} {said.by} {said.unit} {said.reason}".casefold()
    ]
    if order in ORDERS:
        found.sort(key=lambda pair: pair[1].at, reverse=order == "newest")
        # Each side stays together under its own heading.
        found.sort(key=lambda pair: pair[0])
    return found
