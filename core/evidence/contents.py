"""What a file is by its own bytes, whatever it is called: a short code of ours and its Chinese name."""

import re
from typing import Final

from core.errors import Invalid, Problem
from core.evidence import compound
from core.sheets.precheck import ZIP_MAGIC, archive_parts

# By the first bytes: (head, code).
_HEADS: Final = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"Rar!", "packed"),
    (b"7z\xbc\xaf\x27\x1c", "packed"),
    (b"\x1f\x8b", "packed"),
    (b"BZh", "packed"),
    (b"\xfd7zXZ\0", "packed"),
    (b"L\0\0\0\x01\x14\x02\0", "shortcut"),
    (b"SQLite format 3\0", "database"),
    (b"{\\rtf", "rtf"),
    (b"ID3", "sound"),
    (b"OggS", "sound"),
    (b"\x1aE\xdf\xa3", "film"),
)
NAMES: Final = {
    "pdf": "PDF 文档",
    "png": "PNG 图片",
    "jpeg": "JPEG 图片",
    "gif": "GIF 图片",
    "bmp": "BMP 图片",
    "tiff": "TIFF 图片",
    "webp": "WebP 图片",
    "ofd": "OFD 版式文件",
    "docx": "Word 文档",
    "xlsx": "Excel 工作簿",
    "pptx": "PowerPoint 演示文稿",
    "doc": "旧版 Word 或 WPS 文字",
    "xls": "旧版 Excel 或 WPS 表格",
    "ppt": "旧版 PowerPoint 或 WPS 演示",
    "text": "文本",
    "utf16": "UTF-16 编码的文本",
    "markup": "网页或脚本",
    "program": "程序",
    "packed": "压缩包",
    "shortcut": "快捷方式",
    "database": "数据库",
    "rtf": "RTF 文档",
    "sound": "录音",
    "film": "视频",
    "heic": "HEIC 照片",
    "ole": "其他 OLE 文件",
    "unknown": "无法识别的内容",
}
_MEDIA_BOX: Final = {"heic": "heic", "heix": "heic", "mif1": "heic", "msf1": "heic", "avif": "heic"}
_BITMAP_HEADERS: Final = frozenset({12, 40, 52, 56, 64, 108, 124})
_MARKUP: Final = re.compile(
    rb"<!doctype\s+(?:html|svg)|<(?:html|head|body|svg|script|iframe|img|style|meta|title|math|\w{1,20}:html)\b"
    rb"|<\?php|<%|#!\s?/",
    re.IGNORECASE,
)
# Heads that a text may also begin with; a NUL soon after tells them apart.
_BINARY: Final = frozenset({"program", "packed", "shortcut", "database", "sound", "film"})
_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_HEAD_SEEN: Final = 4096


def content_code(data: bytes) -> str:
    """A key of `NAMES`.

    Raises:
        Invalid: a document that is an archive and out of order, encrypted or with macros.
    """
    for head, code in _HEADS:
        if data.startswith(head) and (code not in _BINARY or b"\0" in data[:_HEAD_SEEN]):
            return code
    if data.startswith((ZIP_MAGIC, b"PK\x05\x06")):
        return _archive(data)
    if data.startswith(compound.MAGIC):
        return _compound(data)
    if data[:4] == b"RIFF":
        return {b"WEBP": "webp", b"WAVE": "sound", b"AVI ": "film"}.get(data[8:12], "unknown")
    if data[4:8] == b"ftyp":
        return _MEDIA_BOX.get(data[8:12].decode("latin-1"), "film")
    if data[:2] == b"BM" and int.from_bytes(data[14:18], "little") in _BITMAP_HEADERS:
        return "bmp"
    return _text(data)


def _archive(data: bytes) -> str:
    parts = archive_parts(data, what="文档")
    lowered = {part.lower() for part in parts}
    if any(part.endswith("vbaproject.bin") for part in lowered):
        raise _macros()
    if "OFD.xml" in parts:
        return "ofd"
    if "[Content_Types].xml" in parts:
        for part, code in (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx")):
            main = {"word/": "document.xml", "xl/": "workbook.xml", "ppt/": "presentation.xml"}[part]
            if part + main in parts:
                return code
    return "packed"


def _compound(data: bytes) -> str:
    try:
        streams = compound.stream_names(data)
    except ValueError as error:
        problem = Problem("文件已损坏，或上传时没有传完", remedy="请打开核对，另存后重新上传")
        raise Invalid("文件无法识别", problems=[problem]) from error
    if {"EncryptedPackage", "EncryptionInfo"} & streams:
        problem = Problem("文档设了打开密码（已加密）", remedy="请取消密码，另存后重新上传")
        raise Invalid("文件无法识别", problems=[problem])
    if "_VBA_PROJECT" in streams:
        raise _macros()
    for stream, code in (
        ("WordDocument", "doc"),
        ("Workbook", "xls"),
        ("Book", "xls"),
        ("PowerPoint Document", "ppt"),
    ):
        if stream in streams:
            return code
    return "ole"


def _macros() -> Invalid:
    problem = Problem("文档含有宏", remedy="请另存为不含宏的格式，或导出为 PDF 后重新上传")
    return Invalid("文件无法识别", problems=[problem])


def _text(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf16"
    bare = data.removeprefix(b"\xef\xbb\xbf")
    if _MARKUP.match(_unwrapped(bare[:_HEAD_SEEN])):
        return "markup"
    for encoding in ("utf-8", "gb18030"):
        try:
            text = bare.decode(encoding)
        except UnicodeDecodeError:
            continue
        return "unknown" if _CONTROLS.search(text) else "text"
    return "unknown"


def _unwrapped(head: bytes) -> bytes:
    """The head without comments and the XML declaration that may stand before the first tag."""
    while True:
        head = head.lstrip()
        for opening, closing in ((b"<!--", b"-->"), (b"<?xml", b"?>")):
            if head[:5].lower().startswith(opening):
                head = head.partition(closing)[2]
                break
        else:
            return head
