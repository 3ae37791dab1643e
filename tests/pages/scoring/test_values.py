"""Values come in by workbook: all of it, or the marked workbook comes back."""

from dataclasses import replace

from sqlmodel import func, select

from core.collection.models import ValueSet
from core.collection.workbook import write_values
from core.evidence.service import XLSX
from core.store.session import reading
from tests.builders.evaluation import prepared
from tests.builders.projects import opened
from tests.core.collection.test_rounds import in_use
from tests.pages.desk import Desk, links, words

BUTTON = "校验并导入指标值"


def sets(*, withdrawn: bool = False) -> int:
    with reading() as session:
        query = select(func.count()).select_from(ValueSet).where(ValueSet.is_withdrawn == withdrawn)
        return session.scalar(query)


def button(app, label):
    return next(each for each in app.button if each.label == label)


def handed_in(mine: Desk, data: bytes):
    app = mine.open("scoring/values.py")
    app.selectbox(key="values.system").set_value(2)
    app.text_input(key="values.title").set_value("更正后的县市区指标值")
    app.text_input(key="values.period").set_value("2020年度")
    app.file_uploader[0].upload("县市区指标值.xlsx", data, XLSX)
    mine.run()
    button(app, BUTTON).click()
    return mine.run()


def test_a_sound_workbook_is_imported_and_the_next_step_named(desk):
    mine = desk("李评估")
    app = handed_in(mine, prepared("county").values[0].source.data)
    assert app.success[0].value.startswith("已导入 13 个单位的指标值“更正后的县市区指标值”")
    assert "结果版次" in app.success[0].value
    assert sets() == 3
    assert app.table[0].value["名称"].iloc[0] == "更正后的县市区指标值"


def test_a_faulty_workbook_comes_back_marked_and_nothing_is_written(desk):
    board = prepared("county")
    values = board.values[0].values
    wrong = (replace(values.units[0], name="某某区"), *values.units[1:])
    app = handed_in(desk("李评估"), write_values(replace(values, units=wrong), board.system))
    assert "没有导入任何数据" in app.error[0].value
    row, *_ = app.table[0].value.to_dict("records")
    assert row["位置"] == "工作表“指标值” 第 2 行 B 列"
    assert row["现值"] == "某某区"
    assert links(app)["下载标注了失败原因的文件"].startswith("/api/evidence/")
    assert sets() == 2


def test_a_file_that_is_no_workbook_is_refused_with_a_sentence(desk):
    app = handed_in(desk("李评估"), b"not a workbook at all")
    assert app.error
    assert sets() == 2


def test_an_import_is_withdrawn_only_after_being_sure(desk):
    mine = desk("李评估")
    app = mine.open("scoring/values.py")
    assert button(app, "撤回指标值").disabled
    app.checkbox(key="values.withdraw.sure").check()
    mine.run()
    button(app, "撤回指标值").click()
    mine.run()
    assert app.success[0].value.startswith("已撤回“")
    assert (sets(), sets(withdrawn=True)) == (1, 1)


def test_an_auditor_reads_the_list_and_changes_nothing(desk):
    app = desk("何审计").open("scoring/values.py")
    assert len(app.table[0].value) == 2
    assert not app.file_uploader
    assert {each.label for each in app.button} == {"查询条件", "查询", "重置"}


def test_the_list_is_narrowed_and_taken_away(desk):
    app = desk("何审计").open("scoring/values.py", audience="县市区")
    assert ["县市区" in each for each in app.table[0].value["指标体系"]] == [True]
    assert links(app) == {"导出": "/api/lists/values.xlsx"}
    app = desk("何审计").open("scoring/values.py", text="没有这样的一批")
    assert "没有符合条件的指标值" in words(app)


def test_without_a_system_the_next_step_is_to_publish_one(bare_desk):
    app = bare_desk("李评估").open("scoring/values.py")
    assert app.info[0].value.startswith("还没有已发布的指标体系。")
    assert "指标管理—指标体系" in app.info[0].value
    assert "导入" in words(app)


def test_values_are_brought_in_for_an_open_round_and_take_its_period(desk, evaluated):
    project_id, round_id = opened(evaluated)
    mine = desk("李评估")
    app = mine.open("scoring/values.py")
    app.selectbox(key="values.system").set_value(2)
    mine.run()
    app.selectbox(key="values.round.2").set_value(round_id)
    app.text_input(key="values.title").set_value("一季度县市区指标值")
    mine.run()
    assert "考核期" not in [each.label for each in app.text_input]
    app.file_uploader[0].upload("县市区指标值.xlsx", prepared("county").values[0].source.data, XLSX)
    mine.run()
    button(app, BUTTON).click()
    assert "已导入 13 个单位" in mine.run().success[0].value
    (attached,) = in_use(evaluated, project_id)
    assert (attached.round_id, attached.title) == (round_id, "一季度县市区指标值")
    assert app.table[0].value["考核期"].iloc[0] == "2021年一季度"
