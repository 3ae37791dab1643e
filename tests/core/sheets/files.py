"""Good and hostile files, built in memory."""

import zipfile
from collections.abc import Sequence
from io import BytesIO

_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    '<Override PartName="/xl/sharedStrings.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_ROOT_RELS = (
    f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>'
)
_BOOK_RELS = (
    f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" Type="{_OFFICE}/worksheet" '
    f'Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{_OFFICE}/sharedStrings" '
    'Target="sharedStrings.xml"/></Relationships>'
)
# Entities that grow tenfold nine times over.
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(f'<!ENTITY a{n} "{"&a;" * 10}">' for n in range(9)) + "]>"


def raw_workbook(
    sheet_data: str = "",
    *,
    after: str = "",
    prolog: str = "",
    name: str = "数据",
    sheets: str | None = None,
    texts: Sequence[str] = (),
    extra: dict[str, bytes] | None = None,
) -> bytes:
    """An .xlsx with this text inside <sheetData>, more after it, shared texts and more parts beside it."""
    listed = f'<sheets><sheet name="{name}" sheetId="1" r:id="rId1"/></sheets>' if sheets is None else sheets
    shared = "".join(f"<si><t>{text}</t></si>" for text in texts)
    sheet = f'{prolog}<worksheet xmlns="{_MAIN}"><sheetData>{sheet_data}</sheetData>{after}</worksheet>'
    parts = {
        "[Content_Types].xml": _TYPES.encode(),
        "_rels/.rels": _ROOT_RELS.encode(),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{listed}</workbook>'.encode(),
        "xl/_rels/workbook.xml.rels": _BOOK_RELS.encode(),
        "xl/worksheets/sheet1.xml": sheet.encode(),
        **({"xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{shared}</sst>'.encode()} if texts else {}),
        **(extra or {}),
    }
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def large_workbook(more_rows: str = "", *, prolog: str = "") -> bytes:
    """A sheet of 150,000 rows, text in A and numbers in B, large enough to be parsed beside the scan."""
    rows = (
        f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>{row}</t></is></c>'
        f'<c r="B{row}"><v>{row if row == 1 else row + 0.5}</v></c></row>'
        for row in range(1, 150_001)
    )
    return raw_workbook("".join(rows) + more_rows, prolog=prolog)


def ole(stream: str) -> bytes:
    """The head of an OLE file whose directory names this stream."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + stream.encode("utf-16-le") + bytes(512)


def zip_of(names: list[str], content: bytes = b"x") -> bytes:
    """An archive of parts with these names, all of the same content."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in names:
            archive.writestr(name, content)
    return target.getvalue()
