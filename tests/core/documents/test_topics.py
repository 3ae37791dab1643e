"""The workbook of the heat says what the screen says."""

from decimal import Decimal

import pytest

from core.documents import exports
from core.documents.topics import heat_workbook
from core.errors import NotAllowed, NotFound
from core.store.session import reading
from tests.builders.logs import let_in, small_year
from tests.builders.year import heat_view
from tests.core.documents.opened import formulas, rows


def test_the_sheets_hold_the_index_its_parts_and_the_parameters():
    view = heat_view()
    content = heat_workbook(view, "2020")
    heat = {row[0]: row for row in rows(content.data, "热度")}
    parts: dict[tuple[str, str], Decimal] = {}
    for row in rows(content.data, "分项贡献")[1:]:
        if row[7] is not None:
            parts[row[0], row[2]] = parts.get((row[0], row[2]), Decimal()) + Decimal(str(row[7]))
    for (topic, month), own in view.heats.items():
        assert heat[topic][1 + int(month[5:])] == float(own.published)
        assert parts[topic, month] == own.published
    assert ("参数版本", "2020-1") in [row[:2] for row in rows(content.data, "参数")]
    assert formulas(content.data) == []


def test_every_sheet_names_the_state_of_the_data():
    view = heat_view()
    content = heat_workbook(view, "2020")
    for sheet in ("热度", "分项贡献", "指标", "排名", "参数"):
        foot = " ".join(str(row[0]) for row in rows(content.data, sheet)[-2:])
        assert view.state.sha256 in foot
        assert "演示数据" in foot
    assert content.name == f"2020年主题热度-{view.state.sha256[:8]}.xlsx"


def test_a_year_without_logs_is_named():
    with pytest.raises(NotFound, match="2019 年没有调用日志"):
        heat_workbook(heat_view(), "2019")


def made(somebody, verb, **facts):
    with reading() as session:
        return verb(session=session, actor=somebody.actor, **facts)


def test_exports_ask_first_and_name_what_does_not_exist(people):
    facts = {"year": 2020, "span": "all", "measure": "heat", "kind": "svg"}
    with pytest.raises(NotFound, match="还没有调用日志"):
        made(people["郑市长"], exports.heat_file, year=2020)
    let_in(small_year())
    assert made(people["郑市长"], exports.heat_file, year=2020).name.endswith(".xlsx")
    for wrong in ({"measure": "none"}, {"span": "q9"}, {"year": 2019}):
        with pytest.raises(NotFound, match="没有这张热力图"):
            made(people["郑市长"], exports.heat_chart, **facts | wrong)
    with pytest.raises(NotFound, match="没有“exe”格式"):
        made(people["郑市长"], exports.heat_chart, **facts | {"kind": "exe"})
    for name in ("陈填报", "吴德城", "秦专家", "王立新"):
        with pytest.raises(NotAllowed, match="导出主题热度"):
            made(people[name], exports.heat_file, year=2020)
        with pytest.raises(NotAllowed, match="导出主题热度"):
            made(people[name], exports.heat_chart, **facts)
