"""The directory of an OLE2 compound file, which older Office and WPS documents are kept in."""

import struct
from typing import Final

MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER_BYTES: Final = 512
_ENTRY_BYTES: Final = 128
# Documents have dozens of streams; a chain that goes on and on is a trap.
_MOST_SECTORS: Final = 2_000
_LISTED_IN_HEADER: Final = 109


def stream_names(data: bytes) -> frozenset[str]:
    """The names in the directory of a compound file ([MS-CFB] 2.2, 2.3, 2.6).

    Raises:
        ValueError: it is none, or its directory cannot be followed.
    """
    if not data.startswith(MAGIC) or len(data) < _HEADER_BYTES:
        raise ValueError("not a compound file")
    (shift,) = struct.unpack_from("<H", data, 30)
    if shift not in (9, 12):
        raise ValueError("no such sector size")
    size = 1 << shift
    (sector,) = struct.unpack_from("<I", data, 48)
    tables = struct.unpack_from(f"<{_LISTED_IN_HEADER}I", data, 76)
    found: set[str] = set()
    for _ in range(_MOST_SECTORS):
        at = (sector + 1) * size
        found |= {_name(data, at + offset) for offset in range(0, size, _ENTRY_BYTES)}
        sector = _next(data, tables, sector, size)
        if sector >= 0xFFFFFFFA:
            return frozenset(found - {""})
    raise ValueError("the directory does not end")


def _name(data: bytes, at: int) -> str:
    if at + _ENTRY_BYTES > len(data):
        raise ValueError("the directory lies outside the file")
    (length,) = struct.unpack_from("<H", data, at + 64)
    if not 2 <= length <= 64:
        return ""
    return data[at : at + length - 2].decode("utf-16-le", "replace")


def _next(data: bytes, tables: tuple[int, ...], sector: int, size: int) -> int:
    per_table = size // 4
    if sector // per_table >= len(tables):
        raise ValueError("the directory lies too far away")
    at = (tables[sector // per_table] + 1) * size + 4 * (sector % per_table)
    if at + 4 > len(data):
        raise ValueError("the sector table lies outside the file")
    (following,) = struct.unpack_from("<I", data, at)
    return int(following)
