"""Every export asks first, then builds."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from core.collection.workbook import read_values
from core.documents import exports
from core.errors import NotAllowed, NotFound, NotSignedIn
from core.indicators.workbook import read_system
from core.store.session import reading, writing
from tests.builders.evaluation import prepared
from tests.core.documents.opened import formulas, rows


def made(city, name, verb, **facts):
    with reading() as session:
        return verb(session=session, actor=city.people[name].actor, **facts)


def test_a_board_and_a_unit_leave_as_workbooks(evaluated):
    edition = {"edition_id": evaluated.edition_id}
    board = made(evaluated, "吴德城", exports.board_file, **edition, audience="county")
    assert [row[1] for row in rows(board.data, "排名")[1:-3]] == ["371402"]
    unit = made(evaluated, "吴德城", exports.unit_file, **edition, unit_code="371402")
    assert unit.name.startswith("2020年度")
    assert unit.name.endswith(".xlsx")


def test_the_list_of_editions_leaves_with_whole_check_sums(evaluated):
    header, row = rows(made(evaluated, "陈填报", exports.editions_file).data, "结果版次")
    assert row[:4] == ("2020-初评", "德州市2020年度初评结果", "初评版", "2020年度")
    assert len(row[header.index("校验码（SHA-256）")]) == 64
    with pytest.raises(NotAllowed, match="导出排名榜"):
        made(evaluated, "秦专家", exports.editions_file)


def test_what_is_out_of_reach_does_not_leave(evaluated):
    edition = {"edition_id": evaluated.edition_id}
    with pytest.raises(NotAllowed):
        made(evaluated, "陈填报", exports.unit_file, **edition, unit_code="M01")
    with pytest.raises(NotAllowed):
        made(evaluated, "陈填报", exports.unit_chart, **edition, unit_code="M01", kind="png")
    with pytest.raises(NotFound, match="这一榜"):
        made(evaluated, "陈填报", exports.board_file, **edition, audience="county")
    for name in ("秦专家", "韩运维", "王立新"):
        with pytest.raises(NotAllowed, match="导出排名榜"):
            made(evaluated, name, exports.board_file, **edition, audience="department")
        with pytest.raises(NotAllowed, match="导出指标体系"):
            made(evaluated, name, exports.system_file, version_id=evaluated.systems["county"])


def test_an_unknown_picture_format_is_named(evaluated):
    with pytest.raises(NotFound, match="没有“exe”格式的图片"):
        made(
            evaluated,
            "郑市长",
            exports.board_chart,
            edition_id=evaluated.edition_id,
            audience="county",
            kind="exe",
        )


def test_an_exported_system_can_be_imported_again(evaluated):
    content = made(evaluated, "陈填报", exports.system_file, version_id=evaluated.systems["department"])
    assert read_system(content.data, content.name) == prepared("department").system
    assert formulas(content.data) == []


def test_the_values_template_lists_every_assessed_unit_and_is_read_back_blank(evaluated):
    content = made(evaluated, "李评估", exports.values_template_file, version_id=evaluated.systems["county"])
    values = read_values(content.data, content.name, prepared("county").system)
    assert values.units == prepared("county").values[0].values.units
    assert not values.states.any()
    assert "县市区" in content.name


def test_the_trail_leaves_for_the_auditor_alone(evaluated):
    content = made(evaluated, "何审计", exports.trail_file)
    sheet = rows(content.data, "操作日志")
    assert sheet[0][:5] == ("编号", "时间", "人员", "地址", "操作")
    frozen = next(row for row in sheet if row[4] == "计算并冻结结果版次")
    assert str(frozen[9]).startswith("校验值：")
    assert frozen[2] == "赵敏"
    assert frozen[6] == "成功"
    with pytest.raises(NotAllowed, match="导出操作日志"):
        made(evaluated, "王立新", exports.trail_file)
    assert load_workbook(BytesIO(content.data)).sheetnames == ["操作日志"]


def test_somebody_switched_off_gets_nothing(evaluated):
    from core.access.models import Person

    with writing() as session:
        session.get_one(Person, evaluated.people["郑市长"].id).is_active = False
    with pytest.raises(NotSignedIn):
        made(evaluated, "郑市长", exports.board_file, edition_id=evaluated.edition_id, audience="county")


def test_the_list_of_systems_leaves_with_whole_check_sums(evaluated):
    header, *listed = rows(made(evaluated, "李评估", exports.systems_file).data, "指标体系")
    assert header == ("体系名称", "编码", "版本", "适用对象", "发布时间", "发布人", "校验码（SHA-256）")
    wanted = [prepared(audience).system for audience in ("department", "county")]
    assert [row[:4] for row in listed] == [
        (each.name, each.code, each.version, each.audience_name) for each in wanted
    ]
    assert [row[6] for row in listed] == [each.sha256 for each in wanted]
    with pytest.raises(NotAllowed, match="导出指标体系"):
        made(evaluated, "秦专家", exports.systems_file)
