"""Everybody in the evaluation reads the systems; the authority publishes one from a workbook."""

from dataclasses import replace

from core.evidence.service import XLSX
from core.indicators.workbook import write_system
from tests.builders.evaluation import prepared
from tests.core.scoring.boards import tiny_system
from tests.core.scoring.test_scores import PILLARS
from tests.pages.desk import Desk, links, words


def handed_in(mine: Desk, data: bytes):
    app = mine.open("indicators/systems.py")
    app.file_uploader[0].upload("体系.xlsx", data, XLSX)
    mine.run()
    next(each for each in app.button if each.label == "校验并发布体系").click()
    return mine.run()


def test_a_system_is_shown_with_its_tree_its_marks_and_its_cards(desk):
    app = desk("陈填报").open("indicators/systems.py")
    system = prepared("department").system
    assert f"计分叶 {len(system.leaves)} 个" in words(app)
    assert f"子项 {len(system.metrics)} 个" in words(app)
    assert len(app.table[0].value) == len(system.nodes)
    leaf = system.leaves[3]
    app.selectbox(key="systems.leaf").set_value(leaf.code)
    app.run()
    assert [cell.replace("\\", "").split()[0] for cell in app.table[1].value["子项"]] == [
        metric.code for metric in system.metrics_of(leaf.code)
    ]
    assert system.sha256 in words(app)


def test_the_other_system_is_one_address_away_and_leaves_by_the_route(desk):
    app = desk("秦专家").open("indicators/systems.py", system=2)
    assert "县市区" in words(app)
    assert not links(app)
    assert links(desk("赵敏").open("indicators/systems.py", system=2)) == {
        "导出 Excel": "/api/indicators/2.xlsx"
    }


def test_a_sound_workbook_is_published(desk):
    app = handed_in(desk("赵敏"), write_system(tiny_system()))
    assert app.success[0].value == "已发布“小体系”1，内容已冻结。"
    assert any("小体系 1" in option for option in app.selectbox[0].options)


def test_other_content_under_a_frozen_version_is_refused_in_chinese(desk):
    changed = replace(prepared("county").system, name="另一个名称")
    app = handed_in(desk("赵敏"), write_system(changed))
    assert "已发布并冻结" in app.error[0].value
    assert "新的版本号" in app.error[0].value


def test_a_file_that_is_no_workbook_is_refused_with_a_sentence(desk):
    app = handed_in(desk("孙项目"), b"no workbook")
    assert app.error
    assert not app.success


def test_readers_have_no_way_to_publish(desk):
    app = desk("李评估").open("indicators/systems.py")
    assert not app.file_uploader


def test_without_a_system_the_next_step_is_to_import_one(bare_desk):
    for name in ("赵敏", "陈填报"):
        app = bare_desk(name).open("indicators/systems.py")
        assert app.info[0].value.startswith("还没有已发布的指标体系。")
        assert "下一步" in app.info[0].value


def test_a_system_of_weights_shows_weights_beside_what_they_come_to(desk):
    system = replace(PILLARS, audience="department")
    handed_in(desk("赵敏"), write_system(system))
    app = desk("赵敏").open("indicators/systems.py", system=3)

    assert "权重制，总分按算术平均合成" in words(app)
    tree = app.table[0].value
    assert list(tree["权重"]) == ["3", "1", "1", "1"]
    assert list(tree["有效权重"]) == ["75.0%", "25.0%", "12.5%", "12.5%"]
