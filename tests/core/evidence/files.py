"""Evidence of every kind, made in memory: papers, pictures, archives, compound files, texts."""

import struct
import zipfile
import zlib
from io import BytesIO

from PIL import Image

PROGRAM = b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0" + bytes(200)
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
SVG = b'<?xml version="1.0"?><!-- x --><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


def pdf(*pages: str, size: tuple[float, float] = (595, 842), extra: str = "", rotate: int = 0) -> bytes:
    """A PDF with one line of text on each page; `extra` goes into its catalogue."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * index} 0 R" for index in range(count))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {extra} >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for index, text in enumerate(pages):
        drawn = f"BT /F1 48 Tf 60 {size[1] / 2:.0f} Td ({text}) Tj ET"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size[0]} {size[1]}] /Rotate {rotate} "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * index} 0 R >>"
        )
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream")
    return _pdf_of(objects)


def _pdf_of(objects: list[str]) -> bytes:
    out, places = b"%PDF-1.7\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{text}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    at = len(out)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    return (
        out + f"{head}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{at}\n%%EOF\n".encode()
    )


def long_pdf(pages: int) -> bytes:
    """A PDF of very many pages that are all the same."""
    kids = " ".join(["3 0 R"] * pages)
    return _pdf_of(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        ]
    )


def picture(
    kind: str = "PNG", size: tuple[int, int] = (40, 20), *, mode: str = "RGB", colour: object = "red", **facts
) -> bytes:
    """A picture of one colour."""
    out = BytesIO()
    Image.new(mode, size, colour).save(out, kind, **facts)
    return out.getvalue()


def png_claiming(width: int, height: int) -> bytes:
    """A PNG that says it is of this size; only its first rows are there."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    row = bytes(1 + (width + 7) // 8)
    packer = zlib.compressobj(9)
    body = b"".join(packer.compress(row) for _ in range(min(height, 100))) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def archive(*parts: str, content: bytes = b"<x/>") -> bytes:
    """An archive with these parts."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for part in parts:
            made.writestr(part, content)
    return out.getvalue()


def office(main: str, *more: str) -> bytes:
    """The skeleton of a document, workbook or slide show by its main part."""
    return archive("[Content_Types].xml", "_rels/.rels", main, *more)


def compound(*streams: str) -> bytes:
    """A compound file (OLE2) whose directory names these streams."""
    names = ["Root Entry", *streams]
    directory = b"".join(_entry(name) for name in names)
    directory += bytes(-len(directory) % 512)
    sectors = len(directory) // 512
    table = [0xFFFFFFFD, *range(2, sectors + 1), 0xFFFFFFFE]
    table += [0xFFFFFFFF] * (128 - len(table))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    head = head.ljust(44, b"\0") + struct.pack("<III", 1, 1, 0)
    head = head.ljust(76, b"\0") + struct.pack("<I", 0) + b"\xff" * (4 * 108)
    return head + struct.pack("<128I", *table) + directory


def _entry(name: str) -> bytes:
    spelt = (name + "\0").encode("utf-16-le")
    return (spelt.ljust(64, b"\0") + struct.pack("<H", len(spelt))).ljust(128, b"\0")


DOCX, XLSX, PPTX = office("word/document.xml"), office("xl/workbook.xml"), office("ppt/presentation.xml")
DOC, XLS, PPT = compound("WordDocument"), compound("Workbook"), compound("PowerPoint Document")
OFD = archive("OFD.xml", "Doc_0/Document.xml")
PDF = pdf("one")
GOOD = {
    "通知.pdf": PDF,
    "证照.ofd": OFD,
    "现场.jpg": picture("JPEG"),
    "现场.JPEG": picture("JPEG"),
    "截图.png": picture(),
    "动图.gif": picture("GIF"),
    "扫描.bmp": picture("BMP"),
    "传真.tif": picture("TIFF"),
    "传真.tiff": picture("TIFF"),
    "网图.webp": picture("WEBP"),
    "报告.docx": DOCX,
    "清单.xlsx": XLSX,
    "汇报.pptx": PPTX,
    "旧报告.doc": DOC,
    "旧清单.xls": XLS,
    "更旧的清单.xls": compound("Book"),
    "旧汇报.ppt": PPT,
    "报告.wps": DOC,
    "新报告.wps": DOCX,
    "清单.et": XLS,
    "汇报.dps": PPT,
    "说明.txt": "系统运行正常\r\n".encode(),
    "国标.txt": "系统运行正常".encode("gb18030"),
    "带签名.csv": "\ufeff编码,名称\n1,甲\n".encode(),
    "运行日志.log": b"2026-03-02 MZ ok\n",
    "报告.docx.pdf": PDF,
    "v1.2.pdf": PDF,
}
