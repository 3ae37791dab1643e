"""A draft is composed, checked, discussed and published on one screen; nobody overwrites anybody."""

from datetime import date
from fractions import Fraction

import pytest
from sqlmodel import col, select

from core.designs.amounts import SetAmounts
from core.designs.deliberation import decide_comment, give_opinion
from core.designs.models import DesignComment, DesignFile, SystemDesign
from core.designs.rules import Decision, Stage
from core.designs.service import DesignDraft, copy_as_design
from core.indicators.models import IndicatorSystemVersion
from core.indicators.system import IndicatorSystem
from core.store.session import reading, writing
from core.weighting.experts import Round
from core.weighting.methods import Scored
from core.weighting.models import WeightingRecord
from core.weighting.service import Weighing, record_weighting
from core.weighting.target import target_of
from tests.builders.evaluation import prepared
from tests.core.designs.drafting import drafted, edited, filed, held, moved, ruled, said
from tests.core.weighting.given import SCORED
from tests.pages.desk import Desk, links, words

SCREEN = "indicators/designs.py"
DRAFT = DesignDraft("D", "部门体系", "2021", "department")


@pytest.fixture(autouse=True)
def _still(at):
    at("2026-03-02 09:00")


def system(design_id: int) -> IndicatorSystem:
    return IndicatorSystem.from_dict(held(design_id).document)


def first(table):
    with reading() as session:
        return session.exec(select(table).order_by(col(table.id).desc())).first()


def department(people) -> int:
    return drafted(people, DRAFT, system=prepared("department").system)


def click(mine: Desk, key: str):
    button = mine.app.button(key=key)
    assert not button.disabled, key
    button.click()
    return mine.run()


def typed(mine: Desk, kind: str, key: str, value):
    [each] = [each for each in getattr(mine.app, kind) if each.key == key or each.key.endswith(f".{key}")]
    each.set_value(value)
    return mine.run()


def test_the_list_says_how_many_drafts_stand_where(bare_desk, staffed):
    department(staffed)
    app = bare_desk("赵敏").open(SCREEN)
    assert "起草 1 份" in words(app)
    assert "部门体系" in words(app)
    assert "新建草案" in [each.label for each in app.button]
    app = bare_desk("秦专家").open(SCREEN)
    assert "新建草案" not in [each.label for each in app.button]
    assert links(app) == {"导出": "/api/lists/designs.xlsx"}


def test_a_draft_is_made_and_opened(bare_desk):
    mine = bare_desk("赵敏")
    mine.open(SCREEN, do="add")
    for key, text in (
        ("design.name.False", "新体系"),
        ("design.code.False", "N"),
        ("design.label.False", "2022"),
    ):
        mine.app.text_input(key=key).set_value(text)
    mine.run()
    app = click(mine, "verbs.submit")
    assert "已建立草案。" in words(app)
    assert "还不能进入“专家论证”：草案还没有末级指标" in words(app)
    assert first(SystemDesign).title == "新体系"


def test_a_published_version_is_copied_and_differs_in_its_label_alone(desk, evaluated):
    mine = desk("赵敏")
    mine.open(SCREEN, do="copy", id=evaluated.systems["department"])
    mine.app.text_input(key="design.new").set_value("2021")
    mine.run()
    click(mine, "verbs.submit")
    design_id = first(SystemDesign).id
    app = mine.open(SCREEN, design=design_id, part="差异")
    assert "共 **1** 处差异" in words(app)
    assert "版本由" in words(app)


def test_the_tree_shows_marks_and_the_group_its_parts_side_by_side(bare_desk, staffed):
    design_id = department(staffed)
    app = bare_desk("赵敏").open(SCREEN, design=design_id)
    told = words(app)
    assert "100／100 分" in told
    assert "A21 目录编制" in told.replace("\\", "")
    assert "合计 **100**，与应为的 100 相符。" in told
    assert "15.00%" in told


def test_marks_typed_into_a_group_are_kept_and_what_does_not_add_up_is_said(bare_desk, staffed):
    design_id = department(staffed)
    mine = bare_desk("赵敏")
    mine.open(SCREEN, design=design_id, node="A2")
    typed(mine, "text_input", "amount.A21", "8")
    assert "改后合计 12，现为 10；保存后生效。" in words(mine.app)
    app = click(mine, "designs.amounts.A2")
    assert "A21 由 6 改为 8" in words(app)
    assert str(system(design_id).leaf_marks["A21"]) == "8"
    app = mine.open(SCREEN, design=design_id)
    assert "满分合计 102，应为 100，多出 2。" in [each.value for each in app.warning]


def test_nonsense_typed_into_a_group_changes_nothing(bare_desk, staffed):
    design_id = department(staffed)
    mine = bare_desk("赵敏")
    mine.open(SCREEN, design=design_id, node="A2")
    typed(mine, "text_input", "amount.A21", "很多")
    app = click(mine, "designs.amounts.A2")
    assert "体系草案没有修改" in app.error[0].value
    assert system(design_id).leaf_marks["A21"] == 6


def test_numbers_beside_the_members_put_them_in_order(bare_desk, staffed):
    design_id = department(staffed)
    mine = bare_desk("赵敏")
    mine.open(SCREEN, design=design_id, node="B2")
    typed(mine, "text_input", "order.B25", "1")
    click(mine, "designs.order.B2")
    assert [node.code for node in system(design_id).children("B2")][:2] == ["B25", "B21"]


def test_a_rule_is_drawn_as_it_is_typed_and_kept_once_it_is_saved(bare_desk, staffed):
    design_id = department(staffed)
    mine = bare_desk("赵敏")
    app = mine.open(SCREEN, design=design_id, node="A11")
    assert len(app.get("plotly_chart")) == 1
    typed(mine, "text_input", "parameters.linear", "零分线=90%；满分线=80%")
    assert "零分线应小于满分线" in mine.app.warning[0].value
    assert mine.app.button(key="designs.metric.save").disabled
    typed(mine, "text_input", "parameters.linear", "零分线=60%；满分线=90%")
    assert "零分线" not in str(system(design_id).metrics[0])
    app = click(mine, "designs.metric.save")
    assert "规则由 线性（零分线=70%；满分线=100%） 改为 线性（零分线=60%；满分线=90%）" in words(app)


def test_a_node_is_added_described_moved_and_removed_by_dialogs(bare_desk, staffed):
    design_id = department(staffed)
    mine = bare_desk("赵敏")
    mine.open(SCREEN, design=design_id, node="A2", do="node-add")
    assert mine.app.text_input(key="node.code.A2").value == "A23"
    mine.app.text_input(key="node.name").set_value("目录评价")
    mine.run()
    app = click(mine, "verbs.submit")
    assert "在“A2 数据资产”下增加指标 A23 目录评价" in words(app)
    mine.open(SCREEN, design=design_id, node="A23", do="node-text")
    typed(mine, "text_area", "text.A23.definition", "评价目录质量")
    click(mine, "verbs.submit")
    mine.open(SCREEN, design=design_id, node="A23", do="node-move")
    mine.app.selectbox(key="node.to").set_value("A1")
    mine.run()
    click(mine, "verbs.submit")
    assert (
        system(design_id).node_by_code["A23"].parent,
        system(design_id).node_by_code["A23"].definition,
    ) == (
        "A1",
        "评价目录质量",
    )
    app = mine.open(SCREEN, design=design_id, node="A23", do="node-drop")
    assert "删除指标“A23" in words(app)
    click(mine, "verbs.submit")
    assert "A23" not in system(design_id).node_by_code


def test_indicators_are_picked_from_a_published_version(desk, evaluated):
    people = evaluated.people
    design_id = drafted(people, DRAFT, system=IndicatorSystem("", "", "", "", (), ()))
    mine = desk("赵敏")
    mine.open(SCREEN, design=design_id, do="pick")
    key = evaluated.systems["department"]
    mine.app.selectbox(key="pick.source").set_value(key)
    mine.run()
    mine.app.multiselect(key=f"pick.codes.{key}").set_value(["A", "A1", "E1"])
    mine.run()
    click(mine, "verbs.submit")
    assert [node.code for node in system(design_id).children("")] == ["A", "E1"]
    assert system(design_id).leaf_marks["E1"] == 8


def test_an_indicator_is_watched_without_points(bare_desk, staffed):
    design_id = department(staffed)
    mine = bare_desk("赵敏")
    mine.open(SCREEN, design=design_id, do="watch-add")
    typed(mine, "text_input", "watch.name.new", "数据调用增速")
    click(mine, "verbs.submit")
    assert system(design_id).monitored[0].name == "数据调用增速"
    mine.open(SCREEN, design=design_id, node="J1")
    click(mine, "designs.watch.drop")
    assert system(design_id).monitored == ()


def test_the_second_editor_is_told_and_may_load_what_is_there_now(bare_desk, staffed):
    design_id = department(staffed)
    mine = bare_desk("赵敏")
    mine.open(SCREEN, design=design_id, node="A2")
    edited(staffed, design_id, SetAmounts("A2", {"A21": "7", "A22": "3"}), by="孙项目")
    typed(mine, "text_input", "amount.A21", "8")
    assert "孙项目于 2026-03-02 09:00 修改了这份草案" in mine.app.warning[0].value
    app = click(mine, "designs.amounts.A2")
    assert "已由孙项目于" in app.error[0].value
    assert system(design_id).leaf_marks["A21"] == 7
    app = click(mine, "designs.renew")
    assert "7" in [each.value for each in app.text_input]


def test_red_findings_come_first_with_the_way_to_mend_them(bare_desk, staffed):
    design_id = department(staffed)
    edited(staffed, design_id, SetAmounts("A2", {"A21": "8"}))
    app = bare_desk("孙项目").open(SCREEN, design=design_id, part="体检")
    assert "有 1 项红项" in app.error[0].value
    assert app.table[0].value["灯"][0] == "■ 红"
    assert "/designs?" in app.table[0].value["去改"][0]


def test_the_whole_draft_is_tried_on_a_past_period(desk, evaluated):
    with writing() as session:
        design_id = copy_as_design(
            session=session,
            actor=evaluated.people["赵敏"].actor,
            version_id=evaluated.systems["department"],
            version_label="2021",
        )
    mine = desk("赵敏")
    mine.open(SCREEN, design=design_id, part="体检")
    mine.app.toggle(key="designs.trial.whole.on").set_value(True)
    app = mine.run()
    assert "42 个单位可比，得分都没有改变" in words(app)
    assert "区分度" in words(app)


def test_an_expert_comments_and_the_authority_decides_on_the_screen(bare_desk, staffed):
    design_id = department(staffed)
    moved(staffed, design_id, Stage.REVIEW)
    expert = bare_desk("秦专家")
    expert.open(SCREEN, design=design_id, part="论证与意见", node="A21")
    expert.app.text_area(key="talk.text").set_value("目录已基本编完，满分偏高")
    expert.run()
    app = click(expert, "talk.submit")
    assert app.text_area(key="talk.text.1").value == ""
    comment = first(DesignComment)
    assert (comment.node_code, comment.text) == ("A21", "目录已基本编完，满分偏高")
    mine = bare_desk("赵敏")
    mine.open(SCREEN, design=design_id, part="论证与意见")
    key = f"talk.decide_comment.{comment.id}.1"
    mine.app.text_input(key=f"{key}.reason").set_value("降为 5 分")
    mine.app.selectbox(key=f"{key}.decision").set_value(Decision.PARTLY)
    mine.run()
    click(mine, f"{key}.save")
    assert first(DesignComment).decision == "partly"


def test_the_next_stage_is_one_button_once_nothing_is_missing(bare_desk, staffed):
    design_id = department(staffed)
    mine = bare_desk("赵敏")
    mine.open(SCREEN, design=design_id)
    mine.app.button(key="designs.move.review").click()
    mine.run()
    app = click(mine, "verbs.submit")
    assert "已转为“专家论证”。" in words(app)
    assert mine.app.button(key="designs.move.discussion").disabled


def test_minutes_are_archived(bare_desk, staffed):
    design_id = department(staffed)
    mine = bare_desk("赵敏")
    app = mine.open(SCREEN, design=design_id, part="设计档案")
    app.file_uploader[0].upload("第二次会议纪要.pdf", b"%PDF-1.7", "application/pdf")
    mine.run()
    app = click(mine, "designs.archive.put")
    assert "已归档“第二次会议纪要.pdf”。" in words(app)
    assert first(DesignFile).kind == "minutes"


def test_published_with_notice_and_annex_at_hand(bare_desk, staffed):
    design_id = department(staffed)
    moved(staffed, design_id, Stage.REVIEW)
    ruled(staffed, decide_comment, said(staffed, design_id, "A21"))
    moved(staffed, design_id, Stage.DISCUSSION)
    filed(staffed, design_id)
    moved(staffed, design_id, Stage.SOLICITING, due_on=date(2026, 3, 20))
    mine = bare_desk("赵敏")
    mine.open(SCREEN, design=design_id, part="发布")
    mine.app.button(key="designs.publish").click()
    mine.run()
    app = click(mine, "verbs.submit")
    assert "已发布“部门体系 2021”并冻结" in words(app)
    assert links(app)["下载通知（Word）"] == f"/api/designs/{design_id}/notice.docx"
    assert first(IndicatorSystemVersion).version_label == "2021"
    app = mine.open(SCREEN, design=design_id, node="A2")
    assert "designs.amounts.A2" not in [each.key for each in app.button]


def test_what_is_missing_is_listed_where_publishing_would_be(bare_desk, staffed):
    design_id = department(staffed)
    moved(staffed, design_id, Stage.REVIEW)
    ruled(staffed, decide_comment, said(staffed, design_id, "A21"))
    moved(staffed, design_id, Stage.DISCUSSION)
    filed(staffed, design_id)
    moved(staffed, design_id, Stage.SOLICITING, due_on=date(2026, 3, 20))
    with writing() as session:
        give_opinion(
            session=session,
            actor=staffed["钱审核"].actor,
            design_id=design_id,
            node_code="A21",
            text="建议降低",
        )
    app = bare_desk("赵敏").open(SCREEN, design=design_id, part="发布")
    assert "还有 1 条单位意见没有裁定" in words(app)
    assert app.button(key="designs.publish").disabled


def test_a_record_of_weighing_is_applied_to_its_group(bare_desk, staffed):
    design_id = department(staffed)
    target = target_of(system(design_id), "A2")
    rounds = tuple(
        type(turn)(turn.experts, tuple(scores[:2] for scores in turn.scores)) for turn in SCORED.rounds
    )
    with writing() as session:
        record_weighting(
            session=session,
            actor=staffed["赵敏"].actor,
            weighing=Weighing(target, type(SCORED)(SCORED.full, rounds)),
        )
    mine = bare_desk("赵敏")
    mine.open(SCREEN, design=design_id, part="定权")
    mine.app.selectbox(key=f"weighing.group.{design_id}").set_value("A2")
    app = mine.run()
    assert "层次分析" not in words(app)
    allotted = first(WeightingRecord).result["outcome"]["allotted"]
    click(mine, "weighing.apply")
    assert [float(system(design_id).leaf_marks[code]) for code in ("A21", "A22")] == list(
        map(float, allotted)
    )


def weighed(mine: Desk, design_id: int, group: str = "A2", method: str = ""):
    """The part of weights opened at a group, by a method."""
    mine.open(SCREEN, design=design_id, part="定权")
    mine.app.selectbox(key=f"weighing.group.{design_id}").set_value(group)
    app = mine.run()
    if method:
        app.toggle(key="weighing.more").set_value(True)
        app = mine.run()
        app.segmented_control(key="weighing.method").set_value(method)
        app = mine.run()
    return app


def test_scores_typed_by_experts_are_spread_and_kept(bare_desk, staffed):
    design_id = department(staffed)
    mine = bare_desk("赵敏")
    app = weighed(mine, design_id)
    assert "还有 6 处没有填好" in words(app)
    assert "weighing.record" not in [each.key for each in app.button]
    # Means 8 and 2 by hand: four fifths and one fifth, with the spread of 6, 8, 10 about 8.
    app = mine.fill_in("scoring.table", {at: {"A21": score, "A22": 2} for at, score in enumerate((6, 8, 10))})
    shown = app.table[0].value
    assert list(shown["平均分"]) == ["8.00", "2.00"]
    assert list(shown["权重"]) == ["80.00%", "20.00%"]
    assert list(shown["变异系数"])[1] == "0.00"
    app = click(mine, "weighing.record")
    assert "已留存第 1 号定权记录" in words(app)
    assert first(WeightingRecord).result["outcome"]["weights"] == [0.8, 0.2]


def test_judgements_typed_into_the_grid_are_consistent_or_name_the_cells_that_do_not_fit(bare_desk, staffed):
    design_id = department(staffed)
    mine, codes = bare_desk("赵敏"), ["B21", "B22", "B23", "B24", "B25"]
    app = weighed(mine, design_id, "B2", "层次分析")
    assert "处没有填好" in words(app)
    equal = {row: dict.fromkeys(codes[row + 1 :], "1") for row in range(4)}
    app = mine.fill_in("judging.", equal)
    assert "一致性比率 0.000，小于 0.1，可以采用。权重：B21 20.0%" in words(app)
    # The second far above the first, the third above the second, and yet the first far above the third.
    loop = {**equal, 0: {**equal[0], "B22": "9", "B23": "1/9"}, 1: {**equal[1], "B23": "9"}}
    app = mine.fill_in("judging.", loop)
    assert "请按下面的提示改正后再用" in app.error[0].value
    assert "weighing.record" not in [each.key for each in app.button]
    app = mine.fill_in("judging.", {**equal, 0: {**equal[0], "B22": "很重要"}})
    assert "处没有填好" in words(app)
    mine.fill_in("judging.", equal)
    assert "已留存第 1 号定权记录" in words(click(mine, "weighing.record"))
    assert first(WeightingRecord).method == "ahp"


def test_entropy_weighs_by_past_values_and_a_combination_takes_one_record_of_each(desk, evaluated):
    people = evaluated.people
    with writing() as session:
        design_id = copy_as_design(
            session=session,
            actor=people["赵敏"].actor,
            version_id=evaluated.systems["department"],
            version_label="2021",
        )
    mine = desk("赵敏")
    app = weighed(mine, design_id, "A2", "组合")
    assert "组合需要本组已有一条专家打分" in app.info[0].value
    app = weighed(mine, design_id, "A2", "熵权")
    assert "用 42 个单位的得分率计算" in words(app)
    click(mine, "weighing.record")
    measured = first(WeightingRecord).result["outcome"]["weights"]
    assert sum(measured) == pytest.approx(1)
    target = target_of(system(design_id), "A2")
    scored = Scored(Fraction(10), (Round(("张三", "李四"), ((Fraction(8), Fraction(2)),) * 2),))
    with writing() as session:
        record_weighting(session=session, actor=people["赵敏"].actor, weighing=Weighing(target, scored))
    app = weighed(mine, design_id, "A2", "组合")
    app.number_input(key="measuring.share").set_value(0.5)
    mine.run()
    app = click(mine, "weighing.record")
    shown = app.table[-2].value
    by_hand = [(judged + data) / 2 for judged, data in zip((0.8, 0.2), measured, strict=True)]
    assert list(shown["组内权重"]) == [f"{weight:.2%}" for weight in by_hand]


@pytest.mark.parametrize("part", ["指标树", "定权", "体检", "论证与意见", "设计档案", "差异", "发布"])
def test_everybody_who_reads_drafts_sees_every_part_and_forged_addresses_do_no_harm(bare_desk, staffed, part):
    design_id = department(staffed)
    for name in ("秦专家", "何审计"):
        app = bare_desk(name).open(SCREEN, design=design_id, part=part, node="Z", do="node-drop", id="9" * 30)
        assert "verbs.submit" not in [each.key for each in app.button]
    app = bare_desk("赵敏").open(SCREEN, design=99, part=part)
    assert "没有这份体系草案" in app.error[0].value


def test_units_do_not_open_the_screen(bare_desk):
    mine = bare_desk("陈填报")
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        mine.open(SCREEN)


def scored(people, design_id: int, group: str, by: str, note: str) -> int:
    """A record of the first scores anybody gives a group of two."""
    target = target_of(system(design_id), group)
    inputs = Scored(Fraction(10), (Round(("张三", "李四"), ((Fraction(8), Fraction(2)),) * 2),))
    with writing() as session:
        return record_weighting(
            session=session, actor=people[by].actor, weighing=Weighing(target, inputs, None, note)
        )


def test_the_records_of_a_group_are_looked_for_opened_and_taken_away(bare_desk, staffed):
    design_id = department(staffed)
    first_id = scored(staffed, design_id, "A2", "李评估", "第一次论证")
    second_id = scored(staffed, design_id, "A2", "赵敏", "第二次论证")
    other = scored(staffed, design_id, "A", "赵敏", "另一组")
    here = {"design": design_id, "part": "定权", "group": "A2"}
    app = bare_desk("李评估").open(SCREEN, **here)
    assert recorded(app) == [f"第 {second_id} 号", f"第 {first_id} 号"]
    assert links(app) == {"导出": f"/api/lists/designs/{design_id}/weightings.xlsx"}
    assert f"**第 {second_id} 号" in words(app)
    assert f"record={first_id})" in app.table[-1].value["操作"].iloc[1]
    app = bare_desk("李评估").open(SCREEN, **here, record=first_id)
    assert f"**第 {first_id} 号" in words(app)
    assert list(app.table[-2].value["组内权重"]) == ["80.00%", "20.00%"]
    # Another group's record is not shown here, whatever the address says.
    assert f"**第 {second_id} 号" in words(bare_desk("李评估").open(SCREEN, **here, record=other))
    app = bare_desk("李评估").open(SCREEN, **here, note="第一次", method="专家打分")
    assert recorded(app) == [f"第 {first_id} 号"]
    assert recorded(bare_desk("李评估").open(SCREEN, **here, sort="id"))[0] == f"第 {first_id} 号"
    assert "没有符合条件的记录" in words(bare_desk("李评估").open(SCREEN, **here, note="第三次"))


def recorded(app) -> list[str]:
    table = app.table[-1].value
    return next(list(table[title]) for title in table.columns if "编号" in title)


def test_what_was_said_is_looked_for_by_side_decision_and_words(bare_desk, staffed, at):
    design_id = department(staffed)
    moved(staffed, design_id, Stage.REVIEW)
    ruled(staffed, decide_comment, said(staffed, design_id, "A21", "满分偏高"), decision="adopted")
    at("2026-03-02 10:00")
    said(staffed, design_id, "B21", "口径不清")
    here = {"design": design_id, "part": "论证与意见"}
    app = bare_desk("赵敏").open(SCREEN, **here)
    assert all(each in words(app) for each in ("满分偏高", "口径不清", "##### 征求单位意见", "共 2 条"))
    assert links(app) == {
        f"导出 {name}": f"/api/designs/{design_id}/opinions.{kind}"
        for name, kind in (("Excel", "xlsx"), ("Word", "docx"))
    }
    for facts in ({"said": "归集渠道"}, {"decided": "待裁定"}, {"said": "口径", "side": "专家"}):
        text = words(bare_desk("赵敏").open(SCREEN, **here, **facts))
        assert "口径不清" in text
        assert "满分偏高" not in text
        assert "共 1 条" in text
    text = words(bare_desk("赵敏").open(SCREEN, **here, order="后提出的在前"))
    assert text.index("口径不清") < text.index("满分偏高")
    assert "没有符合条件的意见" in words(bare_desk("赵敏").open(SCREEN, **here, side="单位"))


def test_many_sayings_come_in_pages(bare_desk, staffed):
    design_id = department(staffed)
    moved(staffed, design_id, Stage.REVIEW)
    for at in range(22):
        said(staffed, design_id, "A21", f"第{at + 1:02}条意见")
    app = bare_desk("赵敏").open(SCREEN, design=design_id, part="论证与意见", page=2)
    assert "第22条意见" in words(app)
    assert "第20条意见" not in words(app)
    assert "共 22 条，每页 20 条" in words(app)
