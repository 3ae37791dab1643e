"""The first screen answers each role's first question."""

from connectors.platforms.demo import collect_demo
from tests.builders.projects import created, opened
from tests.core.collection.test_rounds import attached
from tests.pages.desk import words


def test_a_leader_sees_both_ends_of_both_boards(desk):
    app = desk("郑市长").open("workbench/home.py")
    assert "最新结果：**德州市2020年度初评结果**" in words(app)
    departments, counties = (each.value for each in app.table)
    assert len(departments) == len(counties) == 6
    assert departments["名次"].iloc[0] == counties["名次"].iloc[0] == "1"
    assert int(departments["名次"].iloc[-1]) >= 41
    assert "共 42 个" in words(app)


def test_a_filler_sees_their_place_and_what_to_do_first_with_its_reason(desk, evaluated):
    app = desk("陈填报").app
    assert "（共 42 个）" in words(app)
    (table,) = (each.value for each in app.table)
    assert len(table) == 5
    losses = [float(text.replace("−", "-")) for text in table["失分"]]
    assert losses == sorted(losses)
    assert all(loss < 0 for loss in losses)
    assert all("(/unit?edition=1&unit=M05" in link for link in table[""])
    assert "M01" not in words(app)


def test_a_county_administrator_sees_their_county(desk):
    text = words(desk("吴德城").app)
    assert "德城区" in text
    assert "（共 13 个）" in text


def test_an_expert_is_told_where_tasks_will_appear(desk):
    app = desk("秦专家").app
    assert "我能做的" in words(app)
    assert not app.table


def test_an_administrator_finds_their_screens_one_click_away(desk):
    text = words(desk("王立新").app)
    for link in ("(/people)", "(/roles)", "(/online)", "(/trail)"):
        assert link in text
    assert "最新结果" not in text


def test_before_the_first_edition_everybody_is_told_so(bare_desk):
    app = bare_desk("郑市长").open("workbench/home.py")
    assert app.info[0].value == "还没有结果版次。评估结果冻结后会显示在这里。"


def test_an_open_round_is_shown_to_everybody_with_its_last_day_and_the_next_step(desk, evaluated):
    project_id, round_id = opened(evaluated)
    evaluator = words(desk("李评估").app)
    assert "**▲ 截止日 2021年4月15日，已过 " in evaluator
    assert "市级部门、县市区指标值还没有导入，[去导入](/values)" in evaluator
    filler = words(desk("陈填报").app)
    assert f"(/projects?project={project_id})" in filler
    assert "指标值" not in filler
    for value_set_id in evaluated.value_sets.values():
        attached(evaluated, round_id, value_set_id)
    assert "指标值已齐，还没有冻结版次" in words(desk("孙项目").app)


def test_a_project_that_waits_for_its_start_is_shown_to_those_who_edit_it(desk, evaluated):
    created(evaluated)
    assert "○ 未开始，补齐后即可启动" in words(desk("孙项目").app)
    assert "正在进行" not in words(desk("郑市长").app)


def test_who_fetches_numbers_reads_how_the_collection_stands(desk, evaluated):
    assert "系统采集" not in words(desk("李评估").app)
    collect_demo(evaluated.engine)
    said = words(desk("李评估").app).replace("\u00a0", " ")
    assert (
        "系统采集：[市级部门](/collection?system=1)　· 正常 **1,044** 格、○ 未采集 **2** 格；[县市区]" in said
    )
    for name in ("郑市长", "陈填报", "韩运维"):
        assert "系统采集" not in words(desk(name).app)
