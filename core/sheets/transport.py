"""How sheets travel from the child to the parent: column by column, simple values only.

The child writes `marshal`, because it is by far the fastest carrier of millions of plain values. It
is not safe against a hostile writer in general; here the writer is our own code, run from our own
files, whose parsers are memory-safe, and the parent refuses anything over a length and anything that
is not text, number, truth value or None before using it. Moments travel as texts, never as objects.
"""

import marshal
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import Any

from core.sheets.model import CellValue, Sheet

# Version 2 writes no back references: faster, and no shared objects to rebuild.
_VERSION = 2
_PLAIN = {str, int, float, bool, type(None)}
_MOMENTS: dict[str, Callable[[str], CellValue]] = {
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
}

Column = Sequence[CellValue]


def encode(sheets: Sequence[tuple[str, Sequence[Column], Sequence[str]]]) -> bytes:
    """The bytes of (name, columns, merged ranges) for each sheet."""
    packed = [(name, [_pack(column) for column in columns], list(merged)) for name, columns, merged in sheets]
    return marshal.dumps(packed, _VERSION)


def decode(payload: bytes) -> tuple[Sheet, ...]:
    """The sheets the child wrote.

    Raises:
        ValueError: the bytes are not what `encode` writes.
    """
    try:
        packed = marshal.loads(payload)
        return tuple(_sheet(name, columns, merged) for name, columns, merged in packed)
    except (EOFError, TypeError, KeyError, IndexError) as error:
        raise ValueError("读取进程返回的内容不完整") from error


def _pack(column: Column) -> tuple[list[Any], dict[str, tuple[list[int], list[str]]]]:
    """The column with every moment replaced by its text, and where which kind of moment stands."""
    values: list[Any] = list(column)
    moments: dict[str, tuple[list[int], list[str]]] = {}
    for kind in set(map(type, values)) - _PLAIN:
        places = [index for index, value in enumerate(values) if type(value) is kind]
        texts = [values[index].isoformat() for index in places]
        moments[kind.__name__] = (places, texts)
        for index in places:
            values[index] = None
    return values, moments


def _sheet(name: Any, columns: Any, merged: Any) -> Sheet:
    if type(name) is not str or set(map(type, merged)) - {str}:
        raise ValueError("读取进程返回的工作表不合规定")
    unpacked = [_unpack(*column) for column in columns]
    return Sheet(name, tuple(zip(*unpacked, strict=True)), tuple(merged))


def _unpack(values: Any, moments: Any) -> list[CellValue]:
    if type(values) is not list or set(map(type, values)) - _PLAIN:
        raise ValueError("读取进程返回的单元格不合规定")
    for kind, (places, texts) in moments.items():
        restore = _MOMENTS[kind]
        for index, text in zip(places, texts, strict=True):
            values[index] = restore(text)
    return values
