"""What the library writes it reads back; what people got wrong is named by sheet, row and column."""

import pytest

from core.errors import Invalid
from core.library.rules import check
from core.library.sheet import HEADERS, problems_at, read_library, sheets_of, without_echoes, write_library
from core.sheets.reading import read_workbook
from core.sheets.writing import SheetContent, build_workbook
from tests.builders.indicators import TERMS, indicator, many, watched


def edited(*indicators, **cells) -> bytes:
    """The workbook of these indicators with some cells changed: `main__C2="别的"`; names are 指标, 子项, …"""
    names = {"main": "指标", "metrics": "子项", "items": "清单项", "events": "附加扣分"}
    sheets = []
    for sheet in sheets_of(indicators, TERMS):
        rows = [list(row) for row in sheet.rows]
        header = list(sheet.header)
        for place, value in cells.items():
            name, cell = place.split("__")
            if names[name] == sheet.name:
                column, row = ord(cell[0]) - 65, int(cell[1:])
                (header if row == 1 else rows[row - 2])[column] = value
        sheets.append(SheetContent(sheet.name, header, rows))
    return build_workbook(sheets)


def places(data: bytes) -> list[str]:
    lines, problems = read_library(data, "指标库.xlsx")
    checked = problems_at(check([line.indicator for line in lines], TERMS), lines)
    return [f"{p.sheet} {p.column}{p.row} {p.rule}" for p in [*problems, *without_echoes(checked, problems)]]


def test_what_is_written_is_read_back_as_the_same_indicators():
    held = [indicator(), watched(), *many(30)]
    lines, problems = read_library(write_library(held, TERMS), "指标库.xlsx")
    assert problems == []
    assert [line.indicator for line in lines] == held


def test_the_template_offers_the_words_of_the_dictionaries_and_has_no_rows():
    [main, *_] = sheets_of([], TERMS)
    headers = list(HEADERS.values())
    assert main.choices[headers.index("维度")] == TERMS.dimensions
    assert main.choices[headers.index("采集方式")] == ("系统采集", "问卷", "单位填报", "专家")
    names = [sheet.name for sheet in read_workbook(write_library([], TERMS), "模板.xlsx")]
    assert names[:5] == ["指标", "子项", "清单项", "附加扣分", "填写说明"]
    with pytest.raises(Invalid, match="没有数据行"):
        read_library(write_library([], TERMS), "模板.xlsx")


@pytest.mark.parametrize(
    ("cells", "place"),
    [
        ({"main__C3": "宇宙"}, "指标 C3 “维度”不在可选范围内"),
        ({"main__D2": "全世界"}, "指标 D2 不认识的“适用范围”"),
        ({"main__L2": ""}, "指标 L2 “采集方式”不能为空"),
        ({"main__O2": "五分"}, "指标 O2 “满分”应为数字"),
        ({"main__F2": "#REF!"}, "指标 F2 单元格是错误值"),
        ({"main__A3": "X1"}, "指标 A3 编码重复"),
        ({"metrics__D2": 10}, "子项 D2 指标 X1 各子项占比之和应为 100"),
        ({"metrics__J2": "随便"}, "子项 J2 不认识的“计分规则”"),
        ({"metrics__K2": "零分线=1"}, "子项 K2 参数不合规：缺少“满分线”，应写成“零分线=70%；满分线=100%”"),
        ({"metrics__B2": "无此"}, "子项 2 “指标”表没有这个指标"),
        ({"items__B2": "X9-1"}, "清单项 2 “子项”表没有这个子项"),
        ({"events__D2": "很多"}, "附加扣分 D2 “每次扣分”应为数字"),
        ({"main__F1": "说明文字"}, "指标 1 缺少“口径”列"),
        ({"main__P1": "猜"}, "指标 P1 不认识的列"),
    ],
)
def test_every_wrong_cell_is_named(cells, place):
    assert place in places(edited(indicator(), indicator("X2"), **cells))


def test_a_cell_that_could_not_be_read_is_told_once():
    told = places(edited(indicator(), main__D2="全世界"))
    assert told == ["指标 D2 不认识的“适用范围”"]


@pytest.mark.parametrize("data", [b"", b"nothing", b"PK\x03\x04 broken"])
def test_what_is_no_workbook_is_refused(data):
    with pytest.raises(Invalid):
        read_library(data, "指标库.xlsx")


def test_columns_in_another_order_are_found_by_their_heads():
    main, *parts = sheets_of([indicator()], TERMS)
    turned = SheetContent(main.name, main.header[::-1], [row[::-1] for row in main.rows])
    lines, problems = read_library(build_workbook([turned, *parts]), "指标库.xlsx")
    assert problems == []
    assert lines[0].indicator == indicator()


def test_texts_that_look_like_formulas_stay_texts():
    mean = indicator(meaning="=HYPERLINK(1)", evidence="@x")
    lines, _ = read_library(write_library([mean], TERMS), "指标库.xlsx")
    assert lines[0].indicator == mean
