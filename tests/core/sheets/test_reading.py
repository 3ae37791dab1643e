"""Stories of files people upload: good ones give values, hostile ones a sentence."""

import random
import subprocess
import sys
import zipfile
from datetime import date, datetime
from io import BytesIO

import pytest

from core.errors import Invalid
from core.settings import ROOT
from core.sheets.model import column_index
from core.sheets.reading import read_workbook
from core.sheets.scanning import scan
from core.sheets.writing import SheetContent, build_workbook
from tests.core.sheets.files import LAUGHS, large_workbook, ole, raw_workbook, zip_of

GOOD = build_workbook([SheetContent("数据", ["名称", "数量"], [["甲", 1]])])
FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
LYING_FAR = '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>'


def cut_inside() -> bytes:
    damaged = bytearray(GOOD)
    at = GOOD.index(b"sheet1.xml") + 60
    damaged[at : at + 40] = bytes(40)
    return bytes(damaged)


HOSTILE = {
    "empty": (lambda: b"", "表.xlsx", "文件是空的"),
    "truncated": (lambda: GOOD[: len(GOOD) // 2], "表.xlsx", "已损坏"),
    "damaged inside": (cut_inside, "表.xlsx", "已损坏"),
    "text renamed": (lambda: "名称,数量\n甲,1\n".encode(), "表.xlsx", "纯文本"),
    "random bytes": (lambda: bytes(range(256)) * 20, "表.xlsx", "不是 Excel 工作簿"),
    "pdf": (lambda: b"%PDF-1.7", "../../etc/passwd.pdf", "只接受 .xlsx 和 .csv"),
    "old xls": (lambda: ole("Workbook"), "表.xlsx", "旧版 .xls"),
    "encrypted": (lambda: ole("EncryptedPackage"), "表.xlsx", "打开密码"),
    "far corners": (lambda: raw_workbook(FAR), "表.xlsx", "使用范围过大"),
    "far corner in a near row": (lambda: raw_workbook(LYING_FAR), "表.xlsx", "使用范围过大"),
    "zip bomb": (
        lambda: raw_workbook(extra={"xl/sharedStrings.xml": bytes(150 * 1024 * 1024)}),
        "表.xlsx",
        "压缩比异常",
    ),
    "unpacked over the limit": (
        lambda: raw_workbook(extra={f"xl/media/{n}.bin": bytes(range(256)) * 4000 for n in range(210)}),
        "表.xlsx",
        "解压后超过 200 MB",
    ),
    "60,000 entries": (lambda: zip_of([f"xl/{n}" for n in range(60_000)], b""), "表.xlsx", "部件超过"),
    "2,001 entries": (lambda: zip_of([f"xl/{n}" for n in range(2_001)], b""), "表.xlsx", "部件超过"),
    "merge bomb": (
        lambda: raw_workbook(after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        "表.xlsx",
        "合并单元格",
    ),
    "billion laughs": (
        lambda: raw_workbook('<row r="1"><c r="A1"><v>&a8;</v></c></row>', prolog=LAUGHS),
        "表.xlsx",
        "实体定义",
    ),
    "entities in another part": (
        lambda: raw_workbook(extra={"xl/styles.xml": f"{LAUGHS}<x>&a8;</x>".encode()}),
        "表.xlsx",
        "实体定义",
    ),
    "formula without value": (
        lambda: raw_workbook('<row r="3"><c r="B3"><f>SUM(A1:A2)</f><v></v></c></row>'),
        "表.xlsx",
        "公式没有计算结果",
    ),
    "zip slip": (lambda: raw_workbook(extra={"../../etc/cron.d/x": b"x"}), "表.xlsx", "部件名称异常"),
    "absolute name": (lambda: raw_workbook(extra={"/etc/x": b"x"}), "表.xlsx", "部件名称异常"),
    "no sheets": (lambda: raw_workbook(sheets="<sheets/>"), "表.xlsx", "没有工作表"),
    "macros": (lambda: raw_workbook(extra={"xl/vbaProject.bin": b"x"}), "表.xlsx", "含有宏"),
    "binary workbook": (lambda: zip_of(["[Content_Types].xml", "xl/workbook.bin"]), "表.xlsx", ".xlsb"),
    "word document": (lambda: zip_of(["[Content_Types].xml", "word/document.xml"]), "表.xlsx", "其他文档"),
    "far corner in a large sheet": (lambda: large_workbook(FAR), "表.xlsx", "使用范围过大"),
    "formula without value in a large sheet": (
        lambda: large_workbook('<row r="9"><c r="B9"><f>A1</f></c></row>'),
        "表.xlsx",
        "公式没有计算结果",
    ),
    "billion laughs in a large sheet": (lambda: large_workbook(prolog=LAUGHS), "表.xlsx", "实体定义"),
    "large sheet broken off": (
        lambda: large_workbook("<row><c r='A9'><v>1</v>" + "<c" * 9),
        "表.xlsx",
        "已损坏",
    ),
    "csv utf-16": (lambda: "名称,数量".encode("utf-16"), "表.csv", "UTF-16"),
    "csv of a workbook": (lambda: GOOD, "表.csv", "扩展名却是 .csv"),
    "csv with nul": (lambda: b"a,b\0c", "表.csv", "不是文本"),
    "csv in no encoding": (lambda: b"a,\xff\xff\xff", "表.csv", "编码无法识别"),
    "csv of commas": (lambda: b"," * 15_000_000, "表.csv", "单元格超过"),
    "csv with a giant cell": (lambda: b'"' + b"a" * 1_000_000, "表.csv", "引号"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_gets_its_own_sentence_and_a_remedy(kind):
    make, name, sentence = HOSTILE[kind]
    with pytest.raises(Invalid) as caught:
        read_workbook(make(), name)
    assert any(sentence in problem.rule for problem in caught.value.problems), str(caught.value)
    assert all(problem.remedy for problem in caught.value.problems)


READ_ALL = """
import resource
from core.errors import Invalid
from core.sheets.reading import read_workbook
from tests.core.sheets.test_reading import HOSTILE
for make, name, _ in HOSTILE.values():
    try:
        read_workbook(make(), name)
    except Invalid:
        pass
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def test_no_child_grows_beyond_its_memory():
    # A process of its own, whose only children are readers.
    told = subprocess.run(
        [sys.executable, "-c", READ_ALL], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert int(told.stdout) / 1024 <= 512


def test_a_file_that_kills_its_reader_leaves_this_process_alive():
    cells = "<c><v>1</v></c>" * 2_300_000
    with pytest.raises(Invalid, match=r"超出了限制|压缩比异常|使用范围过大"):
        read_workbook(raw_workbook(f"<row>{cells}</row>"), "表.xlsx")
    assert read_workbook(GOOD, "表.xlsx")[0].rows[1] == ("甲", 1)


def scattered(letter, row):
    """60,000 cells of A and Z in no order, and one elsewhere in the midst of them."""
    dice = random.Random(row)
    cells = [f'<c r="{name}{number}"><v>1</v></c>' for number in range(1, 30_001) for name in "AZ"]
    dice.shuffle(cells)
    cells.insert(len(cells) // 2, f'<c r="{letter}{row}"><v>1</v></c>')
    return raw_workbook(f"<row>{''.join(cells)}</row>")


@pytest.mark.parametrize(("letter", "row"), [("A", 38_000), ("AG", 1), ("AB", 30_500), ("Z", 30_000)])
def test_the_extent_is_exact_wherever_the_farthest_cell_stands(letter, row):
    with zipfile.ZipFile(BytesIO(scattered(letter, row))) as archive:
        part = scan(archive)["数据"]
    assert (part.rows, part.columns) == (max(30_000, row), max(26, column_index(letter) + 1))


@pytest.mark.parametrize(
    ("letter", "row"), [("A", 40_000), ("ZZ", 1), ("XFD", 9), ("ZZZ", 9), ("B", 9_999_999)]
)
def test_one_cell_too_far_is_found_in_the_midst_of_others(letter, row):
    area = max(26, column_index(letter) + 1) * max(30_000, row)
    with pytest.raises(Invalid) as caught:
        read_workbook(scattered(letter, row), "表.xlsx")
    assert caught.value.problems[0].value == f"约 {area} 格"


def test_large_sheets_are_read_like_small_ones():
    (sheet,) = read_workbook(
        large_workbook('<row r="200000"><c r="B200000" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'), "表.xlsx"
    )
    assert (sheet.height, len(sheet.columns)) == (200_000, 2)
    assert sheet.row(1) == ("1", 1)
    assert sheet.row(150_000) == ("150000", 150_000.5)
    assert sheet.value(200_000, 1) == "#DIV/0!"


def test_deeply_nested_tags_neither_hang_nor_kill():
    (sheet,) = read_workbook(raw_workbook("<a>" * 200_000), "表.xlsx")
    assert sheet.rows == ()


def test_values_come_back_with_their_types_and_at_their_places():
    rows = [["甲", 7, 0.5, True, date(2020, 12, 31), datetime(2020, 12, 31, 14, 32), None, "尾"]]
    header = [f"列{n}" for n in range(8)]
    (sheet, other) = read_workbook(
        build_workbook([SheetContent("数据", header, rows), SheetContent("空表", [])]), "表.xlsx"
    )
    assert (sheet.name, other.name, other.rows) == ("数据", "空表", ())
    assert sheet.rows == (tuple(header), tuple(rows[0]))
    assert [type(value) for value in sheet.rows[1]] == [type(value) for value in rows[0]]


def test_error_cells_are_texts_and_merged_ranges_are_named():
    data = raw_workbook(
        '<row r="2"><c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="C2"><f>1+1</f><v>2</v></c>'
        '<c r="D2" t="str"><f>T(1)</f><v></v></c></row><row r="4"><c r="C4" t="e"><v>#N/A</v></c></row>',
        after='<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>',
    )
    (sheet,) = read_workbook(data, "表.xlsx")
    assert sheet.value(2, 1) == "#DIV/0!"
    assert sheet.value(2, 2) == 2
    assert sheet.value(4, 2) == "#N/A"
    assert sheet.merged == ("A1:B1",)


def test_a_format_far_away_without_a_value_does_no_harm():
    data = raw_workbook(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="900000"><c r="XFD900000" s="0"/></row>'
    )
    assert read_workbook(data, "表.xlsx")[0].rows == ((1,),)


def test_a_formula_without_value_is_named_by_row_and_column():
    with pytest.raises(Invalid) as caught:
        read_workbook(raw_workbook('<row r="3"><c r="B3"><f>A1</f></c></row>'), "表.xlsx")
    assert caught.value.problems[0].place == "工作表“数据” 第 3 行 B 列"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_file_gives_texts_in_one_sheet_named_after_it(encoding):
    (sheet,) = read_workbook("代码,名称\n0012,德州市\n,\n".encode(encoding), r"C:\资料\目录.CSV")
    assert sheet.name == "目录"
    assert sheet.rows == (("代码", "名称"), ("0012", "德州市"))


def test_a_long_and_dirty_file_name_is_cut_in_the_message():
    with pytest.raises(Invalid) as caught:
        read_workbook(b"x", "甲\u202e" * 500 + ".exe")
    assert caught.value.problems[0].value == "甲" * 80
