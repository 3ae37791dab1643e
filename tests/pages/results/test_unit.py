"""A unit reads what it scored, what it lost and why, and where each number is from."""

from core.results import queries
from core.store.session import reading
from tests.pages.desk import links, words


def frozen(evaluated, code):
    with reading() as session:
        actor = evaluated.people["郑市长"].actor
        facts = {"edition_id": evaluated.edition_id, "unit_code": code}
        return queries.unit(session=session, actor=actor, **facts)


def test_six_figures_tell_the_units_standing(desk, evaluated):
    app = desk("陈填报").open("results/unit.py")
    unit = frozen(evaluated, "M05").unit
    shown = {each.label: each.value for each in app.metric}
    assert shown["总分"] == f"{unit.total:.2f}"
    assert shown["总榜名次"] == f"{unit.rank} / 42"
    assert shown["等次"] == unit.grade
    assert shown["合计扣分"] == f"{100 - unit.total:.2f}"


def test_every_lost_point_is_explained_and_the_sum_is_shown(desk, evaluated):
    app = desk("陈填报").open("results/unit.py")
    view = frozen(evaluated, "M05")
    text = words(app)
    assert (
        f"各条之和 **{100 - view.unit.total:.2f}** 分 = 满分 100 分 − 总分 {view.unit.total:.2f} 分" in text
    )
    lines = [line for line in view.unit.lines if line.kind == "metric"]
    told = "\n".join(each.value for each in app.main.markdown)
    assert told.count("[查看来源](/unit?") == len(lines)
    assert all(f"{line.points:.2f}" in text for line in lines)


def test_the_dearest_lines_stand_on_top_and_the_dearest_indicator_alone_stands_open(desk, evaluated):
    app = desk("陈填报").open("results/unit.py")
    unit = frozen(evaluated, "M05").unit
    (worst,) = (each.value for each in app.table)
    dearest = sorted((line.points for line in unit.lines), reverse=True)[:5]
    assert list(worst["失分"]) == [f"−{points:.2f}" for points in dearest]
    groups = [each for each in app.expander if " / " in each.label]
    assert sum(each.proto.expanded for each in groups) == 1
    told = [float(each.label.split("扣 ")[1].split(" 分")[0]) for each in groups]
    assert told[[each.proto.expanded for each in groups].index(True)] == max(told)


def test_points_by_node_show_the_place_in_the_group(desk, evaluated):
    app = desk("陈填报").open("results/unit.py", edition=1, unit="M05", section="指标得分")
    (table,) = (each.value for each in app.table)
    view = frozen(evaluated, "M05")
    assert len(table) == len(view.unit.nodes)
    first = view.unit.nodes[0]
    assert table["得分"].iloc[0] == f"{first.points:.2f}"
    assert list(table["得分"]).count("不适用") == sum(not node.marks for node in view.unit.nodes)


def test_a_metric_opens_down_to_file_sheet_and_cell(desk, evaluated):
    app = desk("陈填报").open("results/unit.py", edition=1, unit="M05", metric="A11-1")
    text = words(app)
    source = frozen(evaluated, "M05").board.source
    assert "÷" in text
    assert f"{source.file_name} 工作表" in text.replace("\\", "")
    assert source.sha256 in text
    assert "下载来源文件" not in links(app)
    leader = desk("赵敏").open("results/unit.py", edition=1, unit="M05", metric="A11-1")
    assert links(leader)["下载来源文件"] == f"/api/evidence/{source.evidence_id}"


def test_every_metric_of_a_unit_can_be_opened(desk, evaluated):
    mine = desk("吴德城")
    app = mine.open("results/unit.py", edition=1, unit="371402", section="数据溯源")
    for code in [metric.code for metric in frozen(evaluated, "371402").board.system.metrics][::12]:
        app = mine.open("results/unit.py", edition=1, unit="371402", metric=code)
        assert f"{code} " in words(app).replace("\\", "")
        assert not app.error


def test_another_units_address_is_refused_in_chinese(desk):
    for code in ("M01", "371402", "M99"):
        app = desk("陈填报").open("results/unit.py", edition=1, unit=code)
        assert app.error[0].value.startswith("没有这个单位，或不在您的数据范围内")
        assert not app.metric
        assert not app.get("plotly_chart")
        assert app.selectbox(key=f"unit.{code}").options == ["德州市教育和体育局（M05）"]


def test_from_a_refused_address_the_own_unit_is_one_choice_away(desk):
    mine = desk("陈填报")
    app = mine.open("results/unit.py", edition=1, unit="M01")
    app.selectbox(key="unit.M01").set_value("M05")
    app = mine.run()
    assert not app.error
    assert app.metric
    assert app.query_params["unit"] in ("M05", ["M05"])


def test_exports_name_the_unit(desk):
    app = desk("陈填报").open("results/unit.py")
    assert links(app)["导出 Excel"] == "/api/results/1/units/M05.xlsx"
    assert links(app)["导出图片"] == "/api/results/1/units/M05/profile.png"


def test_before_the_first_edition_the_next_step_is_named(bare_desk):
    app = bare_desk("陈填报").open("results/unit.py")
    assert "下一步" in app.info[0].value
