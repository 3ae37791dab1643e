"""One line of the table: our figure, the peer's, and what we promised."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """`ours` and `peer` in `unit`; it holds where ours is at most `target` times the peer's."""

    name: str
    ours: float
    peer: float
    unit: str
    target: float = 1.0

    @property
    def ratio(self) -> float:
        """Ours over the peer's."""
        return self.ours / self.peer

    @property
    def holds(self) -> bool:
        """Whether the promise is kept."""
        return self.ratio <= self.target

    def as_json(self) -> dict[str, object]:
        """As it stands in bench.json."""
        return {
            "name": self.name,
            "ours": round(self.ours, 3),
            "peer": round(self.peer, 3),
            "unit": self.unit,
            "ratio": round(self.ratio, 3),
            "target": self.target,
            "holds": self.holds,
        }
