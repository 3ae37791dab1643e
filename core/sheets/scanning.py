"""Stream through a workbook's XML in the child, before a parser builds anything from it.

It finds what parsers die of (far corners, giant merges, document types, parts longer than declared)
and what they lose (error cells, formulas that were never calculated, merged ranges).
"""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from core.errors import Invalid
from core.sheets.limits import (
    MAX_DENSE_CELLS,
    MAX_MERGED_CELLS,
    MAX_SHEETS,
    MAX_USED_CELLS,
    MEGABYTE,
    broken,
    refusal,
)
from core.sheets.model import MAX_COLUMNS, column_index, column_letter

_CHUNK = MEGABYTE
# Tags carry a namespace prefix throughout or not at all; the root element shows which.
_HEAD = 4096
_LONGEST_TAIL = 4 * MEGABYTE
_TAG = rb"<(?:\w+:)?"
_END = rb"</(?:\w+:)?"
_PLACE = re.compile(rb"""r=["']([A-Z]{1,3})(\d{1,9})["']""")
# Enough of a piece to see its first and its last cells.
_EDGE = 16_384
# Places, leaving out cells that carry a format and no content; slower, so asked only when in doubt.
_FILLED_COLUMN = re.compile(rb"""r=["']([A-Z]{1,3})\d[^>]*(?<!/)>""")
_FILLED_ROW = re.compile(rb"""r=["'][A-Z]{1,3}(\d{1,9})["'][^>]*(?<!/)>""")
_REFERENCE = re.compile(rb"""\br=["']([A-Z]{1,3})(\d{1,9})["']""")
_ERROR = re.compile(
    _TAG + rb"""c\b([^<>]*\bt=["']e["'][^<>]*)>(?:(?!""" + _END + rb"""c>).)*?<(?:\w+:)?v>([^<]*)<""", re.S
)
_UNCALCULATED = re.compile(
    _TAG
    + rb"""c\b((?:(?!\bt=["']str)[^<>])*)>\s*"""
    + rb"""(?:<(?:\w+:)?f\b[^>]*/>|<(?:\w+:)?f\b[^>]*>[^<]*</(?:\w+:)?f>)\s*"""
    + rb"""(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"""
)
_MERGE = re.compile(_TAG + rb"""mergeCell\b[^>]*\bref=["']([A-Z]{1,3})(\d{1,9}):([A-Z]{1,3})(\d{1,9})["']""")
_PACKAGE_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, OSError)

Place = tuple[int, int]


@dataclass(slots=True)
class Part:
    """What was seen in one worksheet: its extent, and places as (row from 1, column from 0)."""

    rows: int = 0
    columns: int = 0
    cells: int = 0
    errors: dict[Place, str] = field(default_factory=dict)
    uncalculated: list[Place] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    merged_cells: int = 0
    prefixed: bool = False


def scan(archive: zipfile.ZipFile) -> dict[str, Part]:
    """What stands in each worksheet, by its name and in the order of the workbook.

    Raises:
        Invalid: the workbook is broken, holds no sheet, or is larger than the limits.
    """
    try:
        paths = _worksheets(archive)
        _check_documents(archive, set(paths.values()))
        parts = {name: _scan_part(archive, path, name) for name, path in paths.items()}
    except (*_PACKAGE_ERRORS, ParseError, DefusedXmlException, UnicodeDecodeError) as error:
        raise broken() from error
    used = sum(part.rows * part.columns for part in parts.values())
    if used > MAX_DENSE_CELLS:
        raise _too_wide("", used)
    return parts


def _chunks(archive: zipfile.ZipFile, path: str) -> Iterator[bytes]:
    with archive.open(path) as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


def _check_documents(archive: zipfile.ZipFile, worksheets: set[str]) -> None:
    """Refuse document types in the XML parts that are not worksheets; those are looked at later."""
    for path in archive.namelist():
        if path in worksheets or not path.lower().endswith((".xml", ".rels")):
            continue
        before = b""
        for chunk in _chunks(archive, path):
            if not before and chunk.startswith((b"\xff\xfe", b"\xfe\xff")):
                raise broken()
            _refuse_entities(before + chunk)
            before = chunk[-16:]


def _refuse_entities(text: bytes) -> None:
    """Honest workbooks have no document type; hostile ones grow gigabytes out of it."""
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise refusal(
            "工作簿内部含有实体定义，可能是恶意文件",
            remedy="请把内容复制到新建的工作簿，另存为 .xlsx 后重新上传",
        )


def unpacked_worksheets(archive: zipfile.ZipFile) -> int:
    """How many bytes the worksheets have by their own account."""
    return sum(entry.file_size for entry in archive.infolist() if "/worksheets/" in entry.filename)


def _worksheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """The paths of the worksheets by name, as the workbook lists them."""
    kinds, targets = _relations(archive)
    paths: dict[str, str] = {}
    for element in fromstring(archive.read("xl/workbook.xml"), forbid_dtd=True).iter():
        if element.tag.rpartition("}")[2] != "sheet":
            continue
        link = next((value for key, value in element.attrib.items() if key.endswith("}id")), "")
        if kinds.get(link, "").endswith("/worksheet"):
            paths[element.attrib.get("name", "")] = targets[link]
    if not paths:
        raise refusal("工作簿里没有工作表", remedy="请在 Excel 中新建工作表、填入内容后重新上传")
    if len(paths) > MAX_SHEETS:
        raise refusal(f"工作表超过 {MAX_SHEETS} 个", value=f"{len(paths)} 个", remedy="请删去不用的工作表")
    return paths


def _relations(archive: zipfile.ZipFile) -> tuple[dict[str, str], dict[str, str]]:
    kinds: dict[str, str] = {}
    targets: dict[str, str] = {}
    for element in fromstring(archive.read("xl/_rels/workbook.xml.rels"), forbid_dtd=True):
        link, target = element.attrib.get("Id", ""), element.attrib.get("Target", "")
        kinds[link] = element.attrib.get("Type", "")
        targets[link] = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
    return kinds, targets


def _scan_part(archive: zipfile.ZipFile, path: str, name: str) -> Part:
    part = Part()
    _measure(archive, path, part, first=True)
    if part.rows * part.columns > MAX_USED_CELLS and part.cells * 2 < part.rows * part.columns:
        part.rows = part.columns = 0
        _measure(archive, path, part, first=False)
    used = part.rows * part.columns
    sparse = used > MAX_USED_CELLS and part.cells * 2 < used
    if sparse or max(used, part.cells) > MAX_DENSE_CELLS:
        raise _too_wide(name, max(used, part.cells))
    if part.merged_cells > MAX_MERGED_CELLS:
        raise refusal(
            f"合并单元格的面积超过 {MAX_MERGED_CELLS} 格",
            sheet=name,
            remedy="请取消合并单元格，每行每列只填一个值后重新上传",
        )
    return part


def _too_wide(name: str, used: int) -> Invalid:
    return refusal(
        "工作表的使用范围过大，可能在很远的行或列里有内容",
        value=f"约 {used} 格",
        sheet=name,
        remedy="请在 Excel 中按 Ctrl+End 找到最远的单元格，删除数据区以外的行和列，保存后重新上传",
    )


def _measure(archive: zipfile.ZipFile, path: str, part: Part, *, first: bool) -> None:
    """Measure the extent; the first pass takes every cell and gathers errors, formulas and merges."""
    tail = b""
    look = _look_at_all if first else _look_at_filled
    for chunk in _chunks(archive, path):
        text = tail + chunk
        # A cell cut in two is looked at again as a whole with the next chunk.
        cut = text.rfind(b"<c")
        tail = text[cut:] if cut > 0 and len(text) - cut < _LONGEST_TAIL else b""
        look(text[: len(text) - len(tail)], part)
    look(tail, part)


def _look_at_filled(text: bytes, part: Part) -> None:
    part.columns = max(part.columns, _widest(set(_FILLED_COLUMN.findall(text))))
    part.rows = max(part.rows, max(map(int, set(_FILLED_ROW.findall(text))), default=0))


def _look_at_all(text: bytes, part: Part) -> None:
    _stretch(text, part)
    part.prefixed = part.prefixed or b":worksheet" in text[:_HEAD]
    # A few column and format tags are counted with the cells: of no account beside a million.
    part.cells += text.count(b":c" if part.prefixed else b"<c")
    # Looking for one letter is almost free; only where it stands the longer search is worth while.
    if b"!" in text:
        _refuse_entities(text)
    if b"#" in text and (b'="e"' in text or b"='e'" in text):
        for attributes, value in _ERROR.findall(text):
            _note_error(part, attributes, value)
    if b"f" in text and (b"<f" in text or (part.prefixed and b":f" in text)):
        for attributes in _UNCALCULATED.findall(text):
            part.uncalculated += _places(attributes)
    if b"g" in text and b"mergeCell" in text:
        for match in _MERGE.findall(text):
            _note_merge(part, *match)


def _stretch(text: bytes, part: Part) -> None:
    """Widen the extent to every cell in the text, building matches for few of them.

    Honest sheets show how far they reach at the beginning and the end of a piece; only where a cell
    lies beyond that are all cells looked at one by one.
    """
    _reach(part, _PLACE.findall(text[:_EDGE]) + _PLACE.findall(text[-_EDGE:]))
    if beyond := _cells_beyond(part.rows, part.columns).search(text):
        _reach(part, _PLACE.findall(text, beyond.start()))


def _reach(part: Part, places: list[tuple[bytes, bytes]]) -> None:
    part.columns = max(part.columns, _widest({letters for letters, _ in places}))
    part.rows = max(part.rows, max((int(row) for _, row in places), default=0))


def _widest(names: set[bytes]) -> int:
    return max((column_index(name.decode()) + 1 for name in names), default=0)


def _cells_beyond(rows: int, columns: int) -> re.Pattern[bytes]:
    """A pattern of references to cells after these rows or columns, comparing symbol by symbol.

    What an honest cell fails at soonest stands first: a large sheet is millions of honest cells.
    """
    last = column_letter(min(max(columns, 1), MAX_COLUMNS) - 1)
    letters = f"[A-Z]{{1,{len(last)}}}+" if len(last) > 1 else "[A-Z]"
    deeper = f"{_greater(str(rows), '0', '9')}|[0-9]{{{len(str(rows)) + 1}}}"
    return re.compile(rf"""r=["'](?:{_greater(last, "A", "Z")}|{letters}(?:[A-Z]|{deeper}))""".encode())


def _greater(text: str, low: str, high: str) -> str:
    """What begins a greater text of the same length, nested so that no symbol is looked at twice."""
    head, rest = text[0], text[1:]
    above = f"[{chr(ord(head) + 1)}-{high}]" + f"[{low}-{high}]" * len(rest) if head < high else ""
    below = f"{head}(?:{_greater(rest, low, high)})" if rest else ""
    return "|".join(part for part in (above, below) if part) or "(?!)"


def _places(attributes: bytes) -> list[Place]:
    return [(int(row), column_index(name.decode())) for name, row in _REFERENCE.findall(attributes)]


def _note_error(part: Part, attributes: bytes, value: bytes) -> None:
    for place in _places(attributes):
        part.errors[place] = value.decode("utf-8", "replace")


def _note_merge(part: Part, left: bytes, top: bytes, right: bytes, bottom: bytes) -> None:
    width = abs(column_index(right.decode()) - column_index(left.decode())) + 1
    part.merged_cells += width * (abs(int(bottom) - int(top)) + 1)
    if part.merged_cells <= MAX_MERGED_CELLS:
        part.merged.append(b"".join((left, top, b":", right, bottom)).decode())
