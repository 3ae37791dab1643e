"""One spelling of frozen dataclasses as plain data, and the fingerprint that freezes them."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any, TypeVar, get_args, get_type_hints

_Part = TypeVar("_Part")
# The field names of each kind of part, looked up once.
_FIELDS: dict[type[Any], tuple[str, ...]] = {}


def plain_decimal(value: Decimal) -> str:
    """A decimal without exponent or idle zeros: Decimal("5.0") and Decimal(5) are both "5"."""
    text = format(value, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def plain(value: Any) -> Any:
    """The value as dictionaries, lists and strings only; decimals and fractions are exact text."""
    if isinstance(value, Decimal):
        return plain_decimal(value)
    if isinstance(value, Fraction | StrEnum):
        return str(value)
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    if is_dataclass(value):
        kind: type[Any] = type(value)
        # A call for every text would take longer than all the rest.
        return {
            name: part if type(part := getattr(value, name)) is str else plain(part) for name in _names(kind)
        }
    return value


def _names(kind: type[Any]) -> tuple[str, ...]:
    held = _FIELDS.get(kind)
    if held is None:
        held = _FIELDS[kind] = tuple(field.name for field in fields(kind))
    return held


def rebuilt(kind: type[_Part], data: Mapping[str, Any]) -> _Part:
    """The inverse of `plain`; unknown keys raise TypeError, missing ones take their defaults."""
    hints = get_type_hints(kind)
    return kind(**{name: _value(hints.get(name, str), value) for name, value in data.items()})


def canonical_json(data: Mapping[str, Any]) -> str:
    """The text a fingerprint is taken of: sorted keys, no spaces, Chinese as it is."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fingerprint(data: Mapping[str, Any]) -> str:
    """Hexadecimal SHA-256 of the canonical JSON; equal data have equal fingerprints."""
    return hashlib.sha256(canonical_json(data).encode()).hexdigest()


def _value(hint: Any, value: Any) -> Any:
    if isinstance(value, list):
        part = get_args(hint)[0]
        return tuple(_value(part, each) for each in value)
    if isinstance(value, Mapping):
        return rebuilt(hint, value)
    if value is None:
        return None
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint(value)
    exact = next((kind for kind in (Decimal, Fraction) if kind in (hint, *get_args(hint))), None)
    return exact(value) if exact else value
