"""Look at an uploaded file from outside, before any parser sees it: size, kind, shape of the archive."""

import struct
import zipfile
from enum import StrEnum
from io import BytesIO
from pathlib import PurePosixPath

from core.sheets.limits import (
    MAX_ENTRIES,
    MAX_RATIO,
    MAX_UNPACKED_BYTES,
    MEGABYTE,
    RATIO_APPLIES_FROM_BYTES,
    broken,
    refusal,
    shown,
)

ZIP_MAGIC = b"PK\x03\x04"
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY_MAGIC = b"PK\x01\x02"
_SAVE_AS = "请在 Excel 或 WPS 中打开，另存为“Excel 工作簿（.xlsx）”后重新上传"
_READABLE_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


class Kind(StrEnum):
    """The two kinds of file that are read."""

    XLSX = "xlsx"
    CSV = "csv"


def check_file(data: bytes, file_name: str, *, max_megabytes: int) -> Kind:
    """Which kind of file this is, once its size, name, first bytes and archive are in order.

    Raises:
        Invalid: saying what is wrong and how to mend it; no parser has been started.
    """
    if not data:
        raise refusal("文件是空的", remedy="请检查文件内容后重新上传")
    if len(data) > max_megabytes * MEGABYTE:
        raise refusal(
            f"文件超过 {max_megabytes} MB",
            value=f"{len(data) / MEGABYTE:.1f} MB",
            remedy="请删去图片和不用的工作表，或分成几个文件上传",
        )
    ending = PurePosixPath(file_name.replace("\\", "/").lower()).suffix
    if ending not in {".xlsx", ".csv"}:
        raise refusal("只接受 .xlsx 和 .csv 文件", value=file_name, remedy=_SAVE_AS)
    if data.startswith(OLE_MAGIC):
        raise _ole_refusal(data)
    if ending == ".csv":
        return _check_csv(data)
    _check_xlsx(data)
    return Kind.XLSX


def _ole_refusal(data: bytes) -> Exception:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return refusal(
            "工作簿设了打开密码（已加密）", remedy="请在 Excel 中取消密码，另存为 .xlsx 后重新上传"
        )
    if any(name.encode("utf-16-le") in data for name in ("Workbook", "Book")):
        return refusal("这是旧版 .xls 工作簿", remedy=_SAVE_AS)
    return refusal("这是旧版 Office 文件或加密的工作簿，不是 .xlsx", remedy=_SAVE_AS)


def _check_csv(data: bytes) -> Kind:
    if data.startswith(ZIP_MAGIC):
        raise refusal("内容是工作簿或压缩包，扩展名却是 .csv", remedy="请把扩展名改回 .xlsx 后重新上传")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise refusal("CSV 文件使用了 UTF-16 编码", remedy="请另存为“CSV UTF-8（逗号分隔）”后重新上传")
    if b"\0" in data:
        raise refusal("内容不是文本，扩展名却是 .csv", remedy="请确认选对了文件，另存为 CSV UTF-8 后重新上传")
    return Kind.CSV


def _check_xlsx(data: bytes) -> None:
    if not data.startswith(ZIP_MAGIC):
        raise _not_a_zip(data)
    _check_parts(archive_parts(data, what="工作簿"))


def archive_parts(data: bytes, *, what: str) -> frozenset[str]:
    """The names of the parts of a document that is an archive, once its directory is in order.

    `what` is what people call the document: 工作簿, 文档. Nothing is unpacked.

    Raises:
        Invalid: too many parts, parts that would grow too large, names that lead elsewhere, a password.
    """
    # Counting signatures is cheap; only then is the directory unpacked into objects.
    if data.count(_ENTRY_MAGIC) > 10 * MAX_ENTRIES:
        raise _too_many_entries(data.count(_ENTRY_MAGIC), what)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, struct.error, ValueError, NotImplementedError, OSError, EOFError) as error:
        raise broken(what) from error
    if len(entries) > MAX_ENTRIES:
        raise _too_many_entries(len(entries), what)
    _check_names(entries, what)
    _check_sizes(entries, what)
    return frozenset(entry.filename for entry in entries)


def _not_a_zip(data: bytes) -> Exception:
    head = data[:4096]
    if b"\0" not in head:
        return refusal(
            "内容是纯文本或网页，扩展名却是 .xlsx",
            remedy="请在 Excel 中打开后另存为 .xlsx；若是逗号分隔的文本，请把扩展名改为 .csv",
        )
    return refusal("内容不是 Excel 工作簿，扩展名却是 .xlsx", remedy=_SAVE_AS)


def _too_many_entries(count: int, what: str) -> Exception:
    return refusal(
        f"{what}内部的部件超过 {MAX_ENTRIES} 个",
        value=f"约 {count} 个",
        remedy=f"请把需要的内容复制到新建的{what}，另存后重新上传",
    )


def _check_names(entries: list[zipfile.ZipInfo], what: str) -> None:
    seen: set[str] = set()
    for entry in entries:
        name = entry.filename.replace("\\", "/")
        outside = name.startswith("/") or ":" in name or ".." in PurePosixPath(name).parts
        if outside or name in seen:
            raise refusal(
                f"{what}内部的部件名称异常",
                value=shown(entry.filename),
                remedy=f"请打开核对，另存为新的{what}后重新上传",
            )
        seen.add(name)
        if entry.flag_bits & 0x1:
            raise refusal("压缩包设了密码", remedy=f"请取消{what}的密码，另存后重新上传")
        if entry.compress_type not in _READABLE_METHODS:
            raise broken(what)


def _check_sizes(entries: list[zipfile.ZipInfo], what: str) -> None:
    total = sum(entry.file_size for entry in entries)
    heavy = [
        entry
        for entry in entries
        if entry.file_size > RATIO_APPLIES_FROM_BYTES and entry.file_size > MAX_RATIO * entry.compress_size
    ]
    if total > MAX_UNPACKED_BYTES or heavy:
        raise refusal(
            f"{what}解压后超过 {MAX_UNPACKED_BYTES // MEGABYTE} MB 或压缩比异常",
            value=f"解压后 {total / MEGABYTE:.0f} MB",
            remedy=f"请删去空行空列和图片，把需要的内容复制到新建的{what}后重新上传",
        )


def _check_parts(names: frozenset[str]) -> None:
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise refusal("工作簿含有宏", remedy="请另存为不含宏的“Excel 工作簿（.xlsx）”后重新上传")
    if "xl/workbook.bin" in names:
        raise refusal("这是二进制工作簿（.xlsb）", remedy=_SAVE_AS)
    if not {"[Content_Types].xml", "xl/workbook.xml"} <= names:
        raise refusal("内容是压缩包或其他文档，不是 Excel 工作簿", remedy=_SAVE_AS)
