"""How sheets travel from the child to the parent: column by column, simple values only.

The child writes `marshal`, because it is by far the fastest carrier of millions of plain values. It
is not safe against a hostile writer in general; here the writer is our own code, run from our own
files, whose parsers are memory-safe, and the parent refuses anything over a length and anything that
is not text, number, truth value or None before using it. Moments travel as texts, never as objects;
columns of numbers as the bytes of float64.
"""

import json
import marshal
from array import array
from collections.abc import Callable, Sequence
from dataclasses import astuple
from datetime import date, datetime, time
from typing import Any

from core.errors import Invalid, Problem
from core.sheets.model import CellValue, Column, Numbers, Sheet

# Version 2 writes no back references: faster, and no shared objects to rebuild.
_VERSION = 2
_PLAIN = {str, int, float, bool, type(None)}
_MOMENTS: dict[str, Callable[[str], CellValue]] = {
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
}

_Moments = dict[str, tuple[list[int], list[str]]]


def sheets_answer(sheets: Sequence[tuple[str, Sequence[Column], Sequence[str]]]) -> bytes:
    """The child's answer: (name, columns, merged ranges) for each sheet."""
    packed = [(name, [_pack(column) for column in columns], list(merged)) for name, columns, merged in sheets]
    return b"S" + marshal.dumps(packed, _VERSION)


def problems_answer(error: Invalid) -> bytes:
    """The child's answer where the file cannot be read."""
    return b"P" + json.dumps([astuple(problem) for problem in error.problems]).encode()


def sheets_of(answer: bytes) -> tuple[Sheet, ...]:
    """The sheets in an answer.

    Raises:
        ValueError: the bytes are not what `sheets_answer` makes.
    """
    try:
        packed = marshal.loads(memoryview(answer)[1:])
        return tuple(_sheet(name, columns, merged) for name, columns, merged in packed)
    except (EOFError, TypeError, KeyError, IndexError) as error:
        raise ValueError("读取进程返回的内容不完整") from error


def problems_of(answer: bytes) -> list[Problem]:
    """The problems in an answer."""
    return [Problem(*fields) for fields in json.loads(answer[1:])]


def _pack(column: Column) -> tuple[Any, ...]:
    """A column as (values, moments); one of numbers as (values of the others, moments, places, floats)."""
    if isinstance(column, Numbers):
        return (*_pack_values(column.others.values()), list(column.others), column.floats.tobytes())
    return _pack_values(column)


def _pack_values(column: Any) -> tuple[list[Any], _Moments]:
    """The values with every moment replaced by its text, and where which kind of moment stands."""
    values: list[Any] = list(column)
    moments: _Moments = {}
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
    if len({len(column) for column in unpacked}) > 1:
        raise ValueError("读取进程返回的各列长短不一")
    return Sheet(name, merged=merged, columns=unpacked)


def _unpack(values: Any, moments: Any, places: Any = None, packed: Any = None) -> Column:
    restored = _unpack_values(values, moments)
    if packed is None:
        return restored
    floats = array("d")
    floats.frombytes(packed)
    others = dict(zip(places, restored, strict=True))
    if set(map(type, others)) - {int} or not all(0 <= place < len(floats) for place in others):
        raise ValueError("读取进程返回的单元格位置不合规定")
    return Numbers(floats, others)


def _unpack_values(values: Any, moments: Any) -> list[CellValue]:
    if type(values) is not list or set(map(type, values)) - _PLAIN:
        raise ValueError("读取进程返回的单元格不合规定")
    for kind, (places, texts) in moments.items():
        restore = _MOMENTS[kind]
        for index, text in zip(places, texts, strict=True):
            values[index] = restore(text)
    return values
