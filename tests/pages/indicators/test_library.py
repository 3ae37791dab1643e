"""The library is looked up by everybody in the evaluation and kept by few."""

import pytest
from sqlmodel import select

from core.demo.prepare import committed_system
from core.evidence.service import XLSX, FileContent
from core.indicators.service import publish_system
from core.library.intake import import_library
from core.library.models import LibraryIndicator
from core.library.service import edit_indicator
from core.library.sheet import read_library, write_library
from core.store.session import reading, writing
from tests.builders.indicators import TERMS, indicator, many, watched
from tests.pages.desk import Desk, links, words

SCREEN = "indicators/library.py"


def held(code: str) -> LibraryIndicator | None:
    with reading() as session:
        return session.exec(select(LibraryIndicator).where(LibraryIndicator.code == code)).first()


@pytest.fixture
def stocked(staffed):
    """Thirty indicators, X1 and T1 among them."""
    data = write_library([*many(28), indicator(), watched()], TERMS)
    lines, _ = read_library(data, "库.xlsx")
    with writing() as session:
        source = FileContent("库.xlsx", XLSX, data)
        import_library(session=session, actor=staffed["赵敏"].actor, lines=lines, source=source)
    return staffed


def names(app) -> list[str]:
    return [cell.split("](")[0].strip("[") for cell in app.table[0].value.iloc[:, 1]]


def box(app, kind: str, part: str):
    """The one widget whose key begins so."""
    return next(each for each in getattr(app, kind) if each.key and each.key.startswith(part))


def submitted(mine: Desk):
    button = mine.app.button(key="verbs.submit")
    assert not button.disabled
    button.click()
    return mine.run()


def test_an_empty_library_says_what_to_do(bare_desk):
    app = bare_desk("赵敏").open(SCREEN)
    assert "指标库还没有指标" in app.info[0].value
    assert "指标 0 个" in words(app)


def test_the_list_is_counted_filtered_and_paged_from_the_address(stocked, bare_desk):
    app = bare_desk("陈填报").open(SCREEN)
    assert "指标 30 个：计分 27 个，只作趋势监测 3 个。" in words(app)
    assert len(app.table[0].value) == 20
    assert "共 30 条，每页 20 条" in words(app)
    assert "操作" not in app.table[0].value.columns
    app = bare_desk("陈填报").open(
        SCREEN, text="x1", dimension="资产清查", way="系统采集", scope="通用", state="启用"
    )
    assert names(app) == ["目录编制X1"]
    app = bare_desk("陈填报").open(SCREEN, page="9", sort="-nonsense", do="drop", id="x", dimension="宇宙")
    assert not app.error


def test_a_card_tells_meaning_rules_versions_and_uses(stocked, bare_desk):
    row = held("X1")
    with writing() as session:
        facts = {"indicator_id": row.id, "version": row.version, "reason": "从严"}
        wanted = indicator(definition="新的口径")
        edit_indicator(session=session, actor=stocked["赵敏"].actor, indicator=wanted, **facts)
    mine = bare_desk("李评估")
    app = mine.open(SCREEN, do="card", id=row.id)
    assert "**含义**：反映家底清不清" in words(app)
    assert "[修改](" not in words(app)
    told = {}
    for part in ("评分规则", "版本", "被引用"):
        app.segmented_control(key="library.part").set_value(part)
        told[part] = words(mine.run())
    assert "达到100%得满分，不高于60%不得分" in told["评分规则"].replace("\\", "")
    assert "口径：已发布目录数与应编目录数之比 → 新的口径" in told["版本"].replace("\\", "")
    assert "理由：从严" in told["版本"]
    assert "还没有体系引用" in told["被引用"]


def test_an_indicator_is_added_and_what_was_typed_stays_while_it_is_refused(stocked, bare_desk):
    mine = bare_desk("赵敏")
    app = mine.open(SCREEN, do="add")
    assert app.button(key="verbs.submit").disabled
    box(app, "text_input", "lib.code.").set_value("X1")
    box(app, "text_input", "lib.name.").set_value("系统登记率")
    box(app, "text_input", "lib.marks.").set_value("五")
    box(app, "text_area", "lib.definition.").set_value("已登记数÷应登记数")
    mine.run()
    submitted(mine)
    told = str(app.table[-1].value.to_numpy())
    assert "“满分”应为数字" in told
    assert "子项 1 “名称”" in told
    assert box(app, "text_input", "lib.name.").value == "系统登记率"
    box(app, "text_input", "lib.marks.").set_value("4")
    box(app, "text_input", "lib.m.name.").set_value("登记率")
    box(app, "text_input", "lib.m.parameters.").set_value("零分线=70%；满分线=100%")
    mine.run()
    assert "达到100%得满分，不高于70%不得分" in words(app).replace("\\", "")
    submitted(mine)
    assert "“编码”已被使用" in str(app.table[-1].value.to_numpy())
    box(app, "text_input", "lib.code.").set_value("Y1")
    mine.run()
    assert submitted(mine).success[0].value == "已新增指标“系统登记率”。"
    assert (held("Y1").full_marks, held("Y1").metrics, held("Y1").number) == (4, 1, 1)
    assert "do" not in app.query_params


def test_an_edit_is_a_new_version_and_a_metric_may_come_and_go(stocked, bare_desk):
    mine = bare_desk("孙项目")
    app = mine.open(SCREEN, do="edit", id=held("X1").id)
    box(app, "button", "lib.more.").click()
    mine.run()
    assert len([each for each in app.text_input if each.key.startswith("lib.m.name.")]) == 3
    [*_, last] = [each for each in app.button if each.key and each.key.startswith("lib.less.")]
    last.click()
    mine.run()
    box(app, "text_input", "lib.name.").set_value("目录编制率")
    box(app, "text_input", "library.reason").set_value("改名")
    mine.run()
    assert submitted(mine).success[0].value == "已保存指标“目录编制率”第 2 版。"
    assert (held("X1").name, held("X1").metrics) == ("目录编制率", 2)


def test_of_two_people_at_one_indicator_the_second_is_told(stocked, bare_desk):
    mine, row = bare_desk("赵敏"), held("X1")
    app = mine.open(SCREEN, do="edit", id=row.id)
    box(app, "text_input", "lib.name.").set_value("乙改的")
    box(app, "text_input", "library.reason").set_value("改名")
    mine.run()
    with writing() as session:
        facts = {"indicator_id": row.id, "version": row.version, "reason": "先到"}
        edit_indicator(
            session=session, actor=stocked["孙项目"].actor, indicator=indicator(name="甲改的"), **facts
        )
    told = submitted(mine).error[0].value
    assert "已被孙项目于" in told
    assert "名称现为“甲改的”，您要改为“乙改的”" in told
    assert held("X1").name == "甲改的"


def test_an_indicator_is_stopped_resumed_and_deleted_with_a_reason(stocked, bare_desk):
    mine, row = bare_desk("赵敏"), held("X1")
    for do, said in (("stop", "已停用"), ("resume", "已启用"), ("delete", "已删除")):
        app = mine.open(SCREEN, do=do, id=row.id)
        assert app.button(key="verbs.submit").disabled
        app.text_input(key="library.reason").set_value("不再统计")
        mine.run()
        assert submitted(mine).success[0].value == f"{said}指标“目录编制X1”。"
    assert held("X1") is None


def test_an_indicator_a_system_holds_cannot_be_deleted_and_the_dialog_says_by_whom(stocked, bare_desk):
    system, source = committed_system("county")
    data = write_library([indicator("A21")], TERMS)
    lines, _ = read_library(data, "库.xlsx")
    actor = stocked["赵敏"].actor
    with writing() as session:
        publish_system(session=session, actor=actor, system=system, source=source)
        import_library(session=session, actor=actor, lines=lines, source=FileContent("库.xlsx", XLSX, data))
    app = bare_desk("赵敏").open(SCREEN, do="delete", id=held("A21").id)
    assert "1 个体系引用了指标" in app.warning[0].value
    assert "verbs.submit" not in [each.key for each in app.button]


@pytest.mark.parametrize("do", ["add", "edit", "stop", "delete", "import"])
def test_no_verb_opens_for_those_who_only_read(stocked, bare_desk, do):
    app = bare_desk("李评估").open(SCREEN, do=do, id=held("X1").id)
    assert not {"verbs.submit", "imports.commit"} & {each.key for each in app.button}
    assert not app.file_uploader
    assert links(app) == {"导出": "/api/library/indicators.xlsx"}


def test_a_workbook_is_looked_through_before_it_is_written(stocked, bare_desk):
    mine = bare_desk("赵敏")
    app = mine.open(SCREEN, do="import")
    changed = write_library([indicator(name="改名"), watched(), indicator("N1")], TERMS)
    app.file_uploader[0].upload("指标库.xlsx", changed, XLSX)
    mine.run()
    assert [each.value for each in app.metric] == ["1 行", "1 行", "1 行", "0 行"]
    app.button(key="imports.commit").click()
    assert mine.run().success[0].value == "已导入指标：新增 1 个，更新 1 个。"
    assert held("X1").name == "改名"


def test_a_wrong_workbook_comes_back_marked_and_nothing_is_written(stocked, bare_desk):
    mine = bare_desk("赵敏")
    app = mine.open(SCREEN, do="import")
    wrong = write_library([indicator("N1"), indicator("N2", dimension="宇宙")], TERMS)
    app.file_uploader[0].upload("指标库.xlsx", wrong, XLSX)
    mine.run()
    assert "“维度”不在可选范围内" in words(app)
    assert "工作表“指标” 第 3 行 C 列" in words(app).replace("\\", "")
    assert "下载标注了失败原因的文件" in links(app)
    assert held("N1") is None
