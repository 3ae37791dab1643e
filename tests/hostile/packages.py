"""Files that are broken, disguised, oversized or built to do harm, before anybody looks at their cells."""

import zipfile
import zlib
from io import BytesIO

from core.settings import settings
from core.sheets.limits import MEGABYTE
from core.sheets.writing import SheetContent, build_workbook
from tests.core.sheets.files import LAUGHS, large_workbook, ole, raw_workbook, zip_of
from tests.hostile.edits import rewritten
from tests.hostile.handed import Handed

GOOD = build_workbook([SheetContent("数据", ["名称", "数量"], [["甲", 1], ["乙", 2]])])
_CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'
_FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="{row}"><c r="{column}{row}"><v>1</v></c></row>'
_PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + bytes(200)
_HTML = "<html><body><table><tr><td>单位</td></tr></table></body></html>"


def _flipped() -> bytes:
    damaged = bytearray(GOOD)
    at = GOOD.index(b"sheet1.xml") + 60
    damaged[at : at + 40] = bytes(byte ^ 0xFF for byte in damaged[at : at + 40])
    return bytes(damaged)


def _repacked(data: bytes, *, drop: str = "", method: int = zipfile.ZIP_DEFLATED, **replaced: bytes) -> bytes:
    """The same parts without one, or with others in the place of those whose name ends so."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(target, "w", method) as out:
        for name in source.namelist():
            if name != drop:
                ending = name.rpartition("/")[2].partition(".")[0]
                out.writestr(name, replaced.get(ending, source.read(name)))
    return target.getvalue()


def _cut_off() -> bytes:
    """Two whole rows, and nothing after them."""
    rows = _CELL + _CELL.replace('1"', '2"')
    return rewritten(raw_workbook(rows), b"</sheetData></worksheet>", b"")


def _with_password() -> bytes:
    """Every entry flagged as encrypted, in its own head and in the directory."""
    data = bytearray(GOOD)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(signature, at + 4)
    return bytes(data)


def _twice_the_same_part() -> bytes:
    target = BytesIO(GOOD)
    with zipfile.ZipFile(target, "a") as archive:
        archive.fp.seek(0, 2)  # type: ignore[union-attr]
        info = zipfile.ZipInfo("xl/workbook.xml")
        archive.NameToInfo.pop("xl/workbook.xml")
        archive.writestr(info, b"<workbook/>")
    return target.getvalue()


def _zip_in_zip() -> bytes:
    """Nothing but zeros, packed twice: the inner archive packs as well as what it holds."""
    inner = b"".join(zlib.compress(bytes(100 * MEGABYTE), 9) for _ in range(20))
    return raw_workbook(_CELL, extra={"xl/media/inner.zip": inner})


def _csv_of_odd_bytes() -> bytes:
    return "单位代码,名称\n".encode() + b"\xff\xfe\xfd,\x80\x80\n"


_BROKEN = [
    Handed("空文件", lambda: b"", "文件是空的"),
    Handed("只传了一半", lambda: GOOD[: len(GOOD) // 2], "已损坏"),
    Handed("工作表的字节翻转", _flipped, "已损坏"),
    Handed("没有 workbook.xml", lambda: _repacked(GOOD, drop="xl/workbook.xml"), "不是 Excel 工作簿"),
    Handed("没有工作表部件", lambda: _repacked(GOOD, drop="xl/worksheets/sheet1.xml"), "已损坏"),
    Handed("没有关系部件", lambda: _repacked(GOOD, drop="xl/_rels/workbook.xml.rels"), "已损坏"),
    Handed("workbook.xml 不是 XML", lambda: _repacked(GOOD, workbook=b"<workbook><sheets>"), "已损坏"),
    Handed("工作表的 XML 断了", lambda: raw_workbook('<row r="1"><c r="A1"><v>1</v'), "已损坏"),
    Handed("一个工作表也没有", lambda: raw_workbook(sheets="<sheets/>"), "没有工作表"),
    Handed("压缩方法不合规", lambda: _repacked(GOOD, method=zipfile.ZIP_BZIP2), "已损坏"),
    Handed("同名部件两份", _twice_the_same_part, "部件名称异常"),
]

_DISGUISED = [
    Handed("设了打开密码", lambda: ole("EncryptedPackage"), "打开密码"),
    Handed("压缩包设了密码", _with_password, "压缩包设了密码"),
    Handed("旧版 .xls 改名", lambda: ole("Workbook"), "旧版 .xls"),
    Handed("旧版 .xls 原名", lambda: ole("Workbook"), "只接受 .xlsx 和 .csv", file_name="上报.xls"),
    Handed("二进制 .xlsb 改名", lambda: zip_of(["[Content_Types].xml", "xl/workbook.bin"]), ".xlsb"),
    Handed("含有宏", lambda: raw_workbook(_CELL, extra={"xl/vbaProject.bin": b"x"}), "含有宏"),
    Handed("网页改名", lambda: _HTML.encode(), "纯文本或网页"),
    Handed("CSV 改名 .xlsx", lambda: "单位代码,名称\nU1,甲\n".encode(), "纯文本或网页"),
    Handed("图片改名", lambda: _PNG, "不是 Excel 工作簿"),
    Handed("Word 文档改名", lambda: zip_of(["[Content_Types].xml", "word/document.xml"]), "其他文档"),
    Handed("PDF", lambda: b"%PDF-1.7\n", "只接受 .xlsx 和 .csv", file_name="../../上报.pdf"),
    Handed("工作簿改名 .csv", lambda: GOOD, "扩展名却是 .csv", file_name="上报.csv"),
    Handed("UTF-16 的 CSV", lambda: "单位代码,名称".encode("utf-16"), "UTF-16", file_name="上报.csv"),
    Handed("编码不明的 CSV", _csv_of_odd_bytes, "编码无法识别", file_name="上报.csv"),
    Handed("引号不配对的 CSV", lambda: b'"' + b"a" * MEGABYTE, "引号", file_name="上报.csv"),
]

_OVERSIZED = [
    Handed(
        "超过上传上限",
        lambda: GOOD + bytes(settings().max_upload_megabytes * MEGABYTE),
        f"文件超过 {settings().max_upload_megabytes} MB",
    ),
    Handed("60,000 个部件", lambda: zip_of([f"xl/{n}" for n in range(60_000)], b""), "部件超过"),
    Handed(
        "压缩炸弹",
        lambda: raw_workbook(_CELL, extra={"xl/sharedStrings.xml": bytes(190 * MEGABYTE)}),
        "压缩比异常",
    ),
    Handed("压缩包里再套压缩包", _zip_in_zip, "压缩比异常"),
    Handed(
        "解压后过大",
        lambda: raw_workbook(extra={f"xl/media/{n}.bin": bytes(range(256)) * 4000 for n in range(210)}),
        "解压后超过 200 MB",
    ),
    Handed(
        "最远的格 XFD1048576",
        lambda: raw_workbook(_FAR.format(column="XFD", row=1_048_576)),
        "使用范围过大",
        "数据",
    ),
    Handed(
        "十万行外有一格", lambda: raw_workbook(_FAR.format(column="Z", row=100_000)), "使用范围过大", "数据"
    ),
    Handed(
        "大表里藏一个最远的格",
        lambda: large_workbook('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        "使用范围过大",
        "数据",
    ),
    Handed(
        "整表合并",
        lambda: raw_workbook(_CELL, after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        "合并单元格",
        "数据",
    ),
    Handed("实体逐层放大", lambda: raw_workbook(_CELL, prolog=LAUGHS), "实体定义"),
    Handed(
        "实体藏在样式里",
        lambda: raw_workbook(_CELL, extra={"xl/styles.xml": f"{LAUGHS}<x>&a8;</x>".encode()}),
        "实体定义",
    ),
    Handed("部件名指向外面", lambda: raw_workbook(_CELL, extra={"../../etc/cron.d/x": b"x"}), "部件名称异常"),
    Handed("部件名是绝对路径", lambda: raw_workbook(_CELL, extra={"/etc/x": b"x"}), "部件名称异常"),
    Handed(
        "二十万层标签",
        lambda: raw_workbook("<a>" * 200_000, name="指标值"),
        "工作表是空的",
        "指标值",
        1,
        read_as="指标值",
    ),
    Handed("工作表没有写完", _cut_off, "已损坏"),
    Handed("只有逗号的 CSV", lambda: b"," * 15_000_000, "单元格超过", file_name="上报.csv"),
]

PACKAGES = [*_BROKEN, *_DISGUISED, *_OVERSIZED]
