"""Random numbers that depend on a seed and a name only: the same on every machine and in any order."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist

_STANDARD = NormalDist()
# Eight bytes of the digest; half a step keeps the number inside the open interval.
_STEPS = 2**64


@dataclass(frozen=True, slots=True)
class Draws:
    """Draws by name: adding a unit or a metric leaves every other draw as it was."""

    seed: int

    def uniform(self, *names: str) -> float:
        """A number in (0, 1)."""
        return _uniform(self.seed, names)

    def normal(self, *names: str) -> float:
        """A number of the standard normal distribution."""
        return _normal(self.seed, names)

    def whole(self, low: int, high: int, *names: str) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int(self.uniform(*names) * (high - low + 1))


# A board is filled some twenty times with the same draws while its levels are looked for.
@lru_cache(maxsize=2**16)
def _normal(seed: int, names: tuple[str, ...]) -> float:
    # The nearest float of a number just below 1 may be 1 itself.
    return _STANDARD.inv_cdf(min(_uniform(seed, names), 1 - 1e-12))


@lru_cache(maxsize=2**16)
def _uniform(seed: int, names: tuple[str, ...]) -> float:
    text = "\x1f".join((str(seed), *names))
    digest = hashlib.sha256(text.encode()).digest()
    return (int.from_bytes(digest[:8], "big") + 0.5) / _STEPS
