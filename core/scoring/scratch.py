"""Arrays a thread keeps for one block of numbers after the other.

Fresh arrays of a megabyte come from the system page by page, which costs more than the arithmetic
done in them; a block that uses the last block's arrays again pays nothing.
"""

import threading
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray


class Scratch(threading.local):
    """Arrays by name; what an array held is gone when its name is asked for again."""

    def __init__(self) -> None:
        self._kept: dict[str, NDArray[Any]] = {}

    def array(self, name: str, shape: tuple[int, ...], kind: Any = np.float64) -> NDArray[Any]:
        """An array of this shape with anything in it."""
        count = prod(shape)
        held = self._kept.get(name)
        if held is None or held.size < count:
            held = self._kept[name] = np.empty(count, dtype=kind)
        return held[:count].reshape(shape)


class Fresh(Scratch):
    """New arrays every time, for results that are kept."""

    def array(self, name: str, shape: tuple[int, ...], kind: Any = np.float64) -> NDArray[Any]:
        """An array of this shape with anything in it."""
        return np.empty(shape, dtype=kind)


KEPT = Scratch()
FRESH = Fresh()
