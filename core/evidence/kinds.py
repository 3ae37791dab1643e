"""The kinds of evidence that are taken, and the one function that recognises them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NoReturn

from core.errors import Invalid, Problem
from core.evidence.contents import NAMES, content_code
from core.evidence.names import clean_name, split
from core.settings import settings
from core.sheets.limits import MEGABYTE, shown


class Preview(StrEnum):
    """How pages of a kind can be drawn."""

    PDF = "pdf"
    IMAGE = "image"
    NONE = ""


@dataclass(frozen=True, slots=True)
class EvidenceKind:
    """One kind; `content` is what its bytes must be, `extensions` what its names end with."""

    content: str
    label: str
    extensions: tuple[str, ...]
    media_type: str
    preview: Preview = Preview.NONE


_OFFICE: Final = "application/vnd.openxmlformats-officedocument."
KINDS: Final = (
    EvidenceKind("pdf", "PDF 文档", ("pdf",), "application/pdf", Preview.PDF),
    EvidenceKind("ofd", "OFD 版式文件", ("ofd",), "application/ofd"),
    EvidenceKind("jpeg", "JPEG 图片", ("jpg", "jpeg"), "image/jpeg", Preview.IMAGE),
    EvidenceKind("png", "PNG 图片", ("png",), "image/png", Preview.IMAGE),
    EvidenceKind("gif", "GIF 图片", ("gif",), "image/gif", Preview.IMAGE),
    EvidenceKind("bmp", "BMP 图片", ("bmp",), "image/bmp", Preview.IMAGE),
    EvidenceKind("tiff", "TIFF 图片", ("tif", "tiff"), "image/tiff", Preview.IMAGE),
    EvidenceKind("webp", "WebP 图片", ("webp",), "image/webp", Preview.IMAGE),
    EvidenceKind("docx", "Word 文档", ("docx",), f"{_OFFICE}wordprocessingml.document"),
    EvidenceKind("xlsx", "Excel 工作簿", ("xlsx",), f"{_OFFICE}spreadsheetml.sheet"),
    EvidenceKind("pptx", "PowerPoint 演示文稿", ("pptx",), f"{_OFFICE}presentationml.presentation"),
    EvidenceKind("doc", "旧版 Word 文档", ("doc",), "application/msword"),
    EvidenceKind("xls", "旧版 Excel 工作簿", ("xls",), "application/vnd.ms-excel"),
    EvidenceKind("ppt", "旧版 PowerPoint 演示文稿", ("ppt",), "application/vnd.ms-powerpoint"),
    EvidenceKind("doc", "WPS 文字", ("wps",), "application/wps-office.wps"),
    EvidenceKind("xls", "WPS 表格", ("et",), "application/wps-office.et"),
    EvidenceKind("ppt", "WPS 演示", ("dps",), "application/wps-office.dps"),
    EvidenceKind("text", "文本", ("txt", "log"), "text/plain"),
    EvidenceKind("text", "CSV 表格", ("csv",), "text/csv"),
)
BY_EXTENSION: Final = {extension: kind for kind in KINDS for extension in kind.extensions}
EXTENSIONS: Final = tuple(BY_EXTENSION)
# WPS saves its own extensions as either container.
_ALSO: Final = {"wps": "docx", "et": "xlsx", "dps": "pptx"}
# A second extension that would run or be drawn, were the last one hidden as Windows does.
_HIDDEN: Final = frozenset({
    "exe", "scr", "bat", "cmd", "pif", "js", "jse", "vbs", "vbe", "wsf", "wsh", "ps1", "msi", "jar",
    "lnk", "hta", "html", "htm", "xhtml", "mht", "svg", "php", "sh", "dll", "reg", "url"
})  # fmt: skip
_REMEDIES: Final = {
    "heic": "请在手机“设置→相机→格式”中选“兼容性最佳”后重拍，或转存为 JPG 上传",
    "packed": "请解压后把其中的文件逐个上传（可一次选多个）",
    "film": "视频请截取关键画面为图片，或写明存放位置",
    "sound": "录音请整理成文字或写明存放位置",
    "program": "请核对选的文件，程序不能作为佐证",
    "markup": "请把网页打印为 PDF 或截图后上传",
    "utf16": "请用记事本另存为 UTF-8 编码后重新上传",
}
_OTHERS: Final = {
    "heic": "heic", "heif": "heic", "zip": "packed", "rar": "packed", "7z": "packed", "gz": "packed", "tar": "packed",
    "mp4": "film", "mov": "film", "avi": "film", "wmv": "film", "mp3": "sound", "m4a": "sound", "wav": "sound",
    "exe": "program", "bat": "program", "cmd": "program", "scr": "program", "js": "program", "vbs": "program",
    "html": "markup", "htm": "markup", "svg": "markup", "mht": "markup", "xhtml": "markup",
}  # fmt: skip


def in_words() -> str:
    """What may be handed in, in one sentence, for the help text beside a chooser."""
    return (
        "可上传 PDF、OFD、图片（JPG、PNG、GIF、BMP、TIFF、WebP）、Word、Excel、PPT、WPS（wps、et、dps）、"
        f"文本（txt、log、csv），每个不超过 {settings().max_upload_megabytes} MB"
    )


def recognised(name: str, data: bytes) -> EvidenceKind:
    """The kind of a file handed in, by its name and by its own bytes; what a browser calls it counts nothing.

    Scripts inside a PDF are let be: such papers exist, they are sent only to be saved and previewed as
    pictures drawn without scripts.

    Raises:
        Invalid: an unknown or doubled extension, an empty or too large file, a content that is not what the
            name says, a password or macros.
    """
    cleaned = clean_name(name)
    stem, extension = split(cleaned)
    kind = BY_EXTENSION.get(extension.lower())
    if kind is None:
        remedy = _REMEDIES.get(_OTHERS.get(extension.lower(), ""), in_words())
        _refuse(
            cleaned, f"不收扩展名为“.{shown(extension)}”的文件" if extension else "文件名没有扩展名", remedy
        )
    if split(stem)[1].lower() in _HIDDEN:
        _refuse(cleaned, "文件名有两个扩展名，像是伪装的程序或网页", "请核对文件，改为普通的文件名后重新上传")
    if not data:
        _refuse(cleaned, "文件是空的", "请打开核对后重新上传")
    most = settings().max_upload_megabytes
    if len(data) > most * MEGABYTE:
        rule = f"文件超过 {most} MB（现为 {len(data) / MEGABYTE:.1f} MB）"
        _refuse(cleaned, rule, "请压缩图片、分成几个文件，或导出为较小的 PDF 后上传")
    try:
        content = content_code(data)
    except Invalid as error:
        first = error.problems[0]
        _refuse(cleaned, first.rule, first.remedy)
    if content not in (kind.content, _ALSO.get(extension.lower())):
        _refuse(cleaned, f"内容是{NAMES[content]}，扩展名却是“.{extension}”", _mend(content))
    return kind


def _mend(content: str) -> str:
    own = next((each.extensions[0] for each in KINDS if each.content == content), "")
    if own:
        return f"请核对选的文件；确是{NAMES[content]}的，把扩展名改为“.{own}”后重新上传"
    return _REMEDIES.get(content, "请用原来的软件打开核对，另存后重新上传")


def _refuse(name: str, rule: str, remedy: str) -> NoReturn:
    problem = Problem(rule, value=shown(name), remedy=remedy)
    raise Invalid(f"文件“{shown(name)}”没有收下：{rule}", problems=[problem], remedy=remedy)
