"""Everybody in the evaluation reads the systems; the authority publishes one from a workbook."""

from dataclasses import replace

from core.evidence.service import XLSX
from core.indicators.workbook import write_system
from pages.ui import links as links_of
from pages.ui import tables
from tests.builders.evaluation import prepared
from tests.core.scoring.boards import tiny_system
from tests.core.scoring.test_scores import PILLARS
from tests.pages.desk import Desk, links, words

SCREEN = "indicators/systems.py"


def handed_in(mine: Desk, data: bytes):
    app = mine.open(SCREEN)
    app.file_uploader[0].upload("体系.xlsx", data, XLSX)
    mine.run()
    next(each for each in app.button if each.label == "校验并发布体系").click()
    return mine.run()


def test_a_system_is_shown_as_a_tree_whose_every_node_opens_its_card(desk):
    app = desk("陈填报").open(SCREEN, system=1)
    system = prepared("department").system
    assert f"末级指标 {len(system.leaves)} 个" in words(app)
    assert f"子项 {len(system.metrics)} 个" in words(app)
    cells = list(app.table[0].value["指标"])
    assert len(cells) == len(system.nodes)
    for node, cell in zip(system.nodes, cells, strict=True):
        assert f"(/systems?system=1&node={node.code})" in cell
    assert [
        node.code for node, cell in zip(system.nodes, cells, strict=True) if "blue-background" in cell
    ] == [system.leaves[0].code]
    assert system.sha256 in words(app)


def test_a_leafs_card_tells_meaning_scope_use_source_and_every_rule_with_its_curve(desk):
    app = desk("陈填报").open(SCREEN, system=1, node="A21")
    system = prepared("department").system
    text = words(app).replace("\\", "")
    leaf = system.node_by_code["A21"]
    assert "A21 目录编制　满分 6 分" in text
    for part in (f"**含义**：{leaf.definition}", "**适用范围**：市级部门全部参评单位", f"**应用说明**：{leaf.points}",
                 f"**来源**：{leaf.source}：{leaf.platform}", f"**佐证要求**：{leaf.evidence}"):  # fmt: skip
        assert part in text
    for metric in system.metrics_of("A21"):
        assert f"{metric.code} {metric.name}" in text
        assert f"口径：{metric.formula}" in text
    assert "线性，达到100%得满分，不高于60%不得分，其间按比例计分" in text
    # 35 % of 6 points; every rule of this leaf is one of values alone.
    assert "占 35%，满分 2.10 分" in text
    assert len(app.get("plotly_chart")) == len(system.metrics_of("A21")) == 4
    assert "(/systems?system=1&node=A2)" in text


def test_a_checklist_shows_its_items_and_what_events_cost_instead_of_a_curve(desk):
    app = desk("陈填报").open(SCREEN, system=1, node="E1")
    system = prepared("department").system
    assert not app.get("plotly_chart")
    assert len(app.table[1].value) == len(system.items_of("E1-1"))
    assert "每发生 1 次“被通报”扣 1 分" in words(app)


def test_a_node_lists_what_hangs_under_it_and_the_ledger_its_items(desk):
    mine = desk("陈填报")
    system = prepared("department").system
    app = mine.open(SCREEN, system=1, node="A")
    assert "满分 15 分" in words(app)
    assert len(app.table[1].value) == len(system.children("A"))
    app = mine.open(SCREEN, system=1, node="G")
    assert len(app.table[1].value) == len(system.ledger)
    assert "满分 +10 / −10 分" in words(app)


def test_a_node_nobody_knows_shows_the_first_leaf(desk):
    app = desk("陈填报").open(SCREEN, system=1, node="Z99")
    assert prepared("department").system.leaves[0].title in words(app)


def test_the_other_system_is_one_address_away_and_leaves_by_the_route(desk):
    app = desk("秦专家").open(SCREEN, system=2)
    assert "县市区" in words(app)
    assert not links(app)
    # Who may design goes on to the next version from here.
    assert links(desk("赵敏").open(SCREEN, system=2)) == {
        "导出 Excel": "/api/indicators/2.xlsx",
        "复制为新版本": "/designs?do=copy&id=2",
    }


def listed(app) -> list[str]:
    """The names of the systems in the list, in its order."""
    table = app.table[0].value
    return next(list(table[title]) for title in table.columns if "体系名称" in title)


def test_the_published_versions_are_listed_narrowed_sorted_and_taken_away(desk):
    app = desk("赵敏").open(SCREEN)
    names = [
        tables.link(prepared(audience).system.name, links_of.system(at))
        for at, audience in ((1, "department"), (2, "county"))
    ]
    assert listed(app) == names
    assert "已发布 2 个体系版本" in words(app)
    assert "共 2 条" in words(app)
    assert links(app) == {"导出": "/api/lists/systems.xlsx"}
    for verb in ("/systems?system=1", "/api/indicators/1.xlsx", "/designs?do=copy&id=1"):
        assert f"]({verb})" in app.table[0].value["操作"][0]
    assert listed(desk("赵敏").open(SCREEN, audience="县市区")) == names[1:]
    assert listed(desk("赵敏").open(SCREEN, sort="-published")) == names[::-1]
    assert "没有符合条件的体系版本" in words(desk("赵敏").open(SCREEN, text="没有的体系"))
    app = desk("秦专家").open(SCREEN)
    assert not links(app)
    assert app.table[0].value["操作"][0] == "[查看](/systems?system=1)"


def test_a_version_that_is_not_there_is_said_with_the_way_back(desk):
    app = desk("陈填报").open(SCREEN, system=99)
    assert "没有这个指标体系版本" in app.error[0].value
    assert "[全部体系](/systems)" in words(app)


def test_a_sound_workbook_is_published(desk):
    app = handed_in(desk("赵敏"), write_system(tiny_system()))
    assert app.success[0].value == "已发布“小体系”1，内容已冻结。"
    assert listed(app)[0] == "[小体系](/systems?system=3)"


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
    app = desk("李评估").open(SCREEN)
    assert not app.file_uploader


def test_without_a_system_the_next_step_is_to_import_one(bare_desk):
    for name in ("赵敏", "陈填报"):
        app = bare_desk(name).open(SCREEN)
        assert app.info[0].value.startswith("还没有已发布的指标体系。")
        assert "下一步" in app.info[0].value


def test_a_system_of_weights_shows_weights_beside_what_they_come_to(desk):
    system = replace(PILLARS, audience="department")
    handed_in(desk("赵敏"), write_system(system))
    app = desk("赵敏").open(SCREEN, system=3)

    assert "权重制，总分按算术平均合成" in words(app)
    tree = app.table[0].value
    assert list(tree["权重"]) == ["3", "1", "1", "1"]
    assert list(tree["有效权重"]) == ["75.0%", "25.0%", "12.5%", "12.5%"]
