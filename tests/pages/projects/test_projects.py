"""One screen takes a project from its name to its frozen edition, each person as far as they may go."""

from dataclasses import replace

from sqlmodel import func, select

from core import clock
from core.evidence.service import XLSX, FileContent
from core.projects import contact_sheet
from core.projects.chasing import CallDraft, log_call
from core.projects.models import Project, ProjectOrganisation, RoundAbsence
from core.projects.rules import ProjectState, RoundState
from core.projects.submissions import enter_hand_in, send_back
from core.projects.task_sheet import TaskLine, import_tasks
from core.results.models import ResultEdition
from core.sheets.writing import build_workbook
from core.store.session import reading, writing
from tests.builders.projects import (
    DRAFT,
    complete,
    created,
    held,
    moved,
    only_round,
    opened,
    running,
    unit_id,
)
from tests.core.projects.test_rounds import excused
from tests.pages.desk import Desk, links, words

SCREEN = "projects/projects.py"
DONE = "经主任办公会研究同意"


def count(table) -> int:
    with reading() as session:
        return session.scalar(select(func.count()).select_from(table))


def pressed(mine: Desk, label: str):
    """Press the button with these words."""
    (button,) = [each for each in mine.app.button if each.label == label]
    assert not button.disabled, label
    button.click()
    return mine.run()


def labels(app) -> list[str]:
    return [button.label for button in app.button]


def with_act(mine: Desk, project_id: int, act: str):
    mine.open(SCREEN, project=project_id)
    mine.app.segmented_control(key="projects.round.act").set_value(act)
    return mine.run()


def test_without_a_project_the_authority_is_told_the_next_step(desk):
    app = desk("赵敏").open(SCREEN)
    assert "现在没有开放的轮次" in words(app)
    assert "下一步：点“新建项目”" in app.info[0].value
    assert "新建项目" in labels(app)
    assert "新建项目" not in labels(desk("孙项目").open(SCREEN))


def test_the_authority_names_a_project_and_both_newest_systems_are_proposed(desk, evaluated):
    mine = desk("赵敏")
    mine.open(SCREEN)
    pressed(mine, "新建项目")
    mine.app.text_input(key="projects.new.code").set_value("DZ2021")
    mine.app.text_input(key="projects.new.name").set_value("德州市2021年度评估")
    mine.run()
    app = pressed(mine, "创建项目")
    assert app.success[0].value.startswith("已创建项目“德州市2021年度评估”")
    assert held(evaluated, 1).name == "德州市2021年度评估"
    assert "还不能启动，缺 2 项" in words(app)
    assert mine.open(SCREEN).table[0].value["状态"].iloc[0] == "○ 未开始"
    app = mine.open(SCREEN, project=1, part="指标体系")
    assert len(app.table[0].value) == 2


def test_a_project_only_practised_says_so_wherever_it_is_shown(desk, evaluated):
    mine = desk("赵敏")
    mine.open(SCREEN)
    pressed(mine, "新建项目")
    mine.app.text_input(key="projects.new.code").set_value("DZ2021")
    mine.app.text_input(key="projects.new.name").set_value("上机练习")
    mine.app.toggle(key="projects.new.rehearsal").set_value(True)
    mine.run()
    app = pressed(mine, "创建项目")
    assert held(evaluated, 1).is_rehearsal
    # The project just made is open; the list is one step back.
    app = mine.open(SCREEN)
    assert app.table[0].value["状态"].iloc[0] == "○ 未开始（练习）"
    app = mine.open(SCREEN, project=1)
    assert "**上机练习（练习）**" in words(app)
    assert app.warning[0].value.startswith("练习项目：结果不进入")


def test_what_a_project_lacks_is_listed_and_the_start_waits(desk, evaluated):
    project_id = created(evaluated)
    app = desk("孙项目").open(SCREEN, project=project_id, part="状态")
    assert "还不能启动，缺 2 项" in app.warning[0].value
    assert "还没有选定考核对象" in app.warning[0].value
    (start,) = [button for button in app.button if button.label == "启动项目"]
    assert start.disabled


def test_the_whole_tree_is_proposed_group_by_group_and_saved_in_one_act(desk, evaluated):
    project_id = created(evaluated)
    mine = desk("孙项目")
    app = mine.open(SCREEN, project=project_id, part="考核对象")
    assert [each.label for each in app.multiselect] == [
        "市级部门 › 第一组（共 14 个）",
        "市级部门 › 第二组（共 16 个）",
        "市级部门 › 第三组（共 12 个）",
        "县市区（共 13 个）",
    ]
    app.multiselect[0].set_value(app.multiselect[0].value[:1])
    mine.run()
    app = pressed(mine, "保存考核对象（42 个）")
    assert app.success[0].value == "已选定 42 个考核对象。"
    assert count(ProjectOrganisation) == 42
    assert app.table[0].value["个数"].tolist() == ["1", "16", "12", "13"]


def test_a_usual_round_needs_one_click_and_is_not_proposed_again(desk, evaluated):
    project_id = created(evaluated)
    mine = desk("孙项目")
    mine.open(SCREEN, project=project_id)
    app = pressed(mine, "添加轮次")
    assert app.success[0].value == "已添加轮次“2021年一季度考核”。"
    assert app.table[0].value["开放—截止"].iloc[0] == "2021-04-01 至 2021-04-15"
    assert app.table[0].value["状态"].iloc[0] == "○ 未开放"
    which = next(each for each in app.selectbox if each.label == "添加哪一轮")
    assert which.options[0] == "2021年二季度考核"


def test_an_unusual_round_is_typed_and_a_period_nobody_can_date_is_refused(desk, evaluated):
    project_id = created(evaluated)
    mine = desk("孙项目")
    app = mine.open(SCREEN, project=project_id)
    next(each for each in app.selectbox if each.label == "添加哪一轮").set_value("其他")
    app = mine.run()
    for label, text in (("轮次编号", "2021-半年"), ("轮次名称", "2021年上半年考核"), ("考核期", "春天")):
        next(each for each in app.text_input if each.label == label).set_value(text)
        app = mine.run()
    app = pressed(mine, "添加轮次")
    assert "认不出考核期的起止日期" in words(app)
    next(each for each in app.text_input if each.label == "考核期").set_value("2021年上半年")
    mine.run()
    app = pressed(mine, "添加轮次")
    assert app.success[0].value == "已添加轮次“2021年上半年考核”。"
    assert {each.value for each in app.text_input if (each.key or "").startswith("projects.round.")} == {""}


def test_a_copy_is_gone_on_with_at_once(desk, evaluated):
    project_id = complete(evaluated)
    mine = desk("赵敏")
    mine.open(SCREEN, project=project_id, do="copy")
    mine.app.button(key="verbs.submit").click()
    app = mine.run()
    assert "请核对考核对象、轮次和阶段的日期" in app.success[0].value
    assert app.query_params["project"] == str(count(Project))


def test_a_project_is_started_with_a_reason_that_stays_on_the_screen(desk, evaluated):
    project_id = complete(evaluated)
    mine = desk("孙项目")
    app = mine.open(SCREEN, project=project_id, part="状态")
    assert app.text_input[0].label == "理由或依据"
    app.text_input[0].set_value(DONE)
    mine.run()
    app = pressed(mine, "启动项目")
    assert app.success[0].value == "项目已从“未开始”转为“进行中”。"
    assert held(evaluated, project_id).state == ProjectState.RUNNING
    row = app.table[0].value.iloc[0]
    assert (row["对象"], row["变动"], row["办理人"], row["理由"]) == (
        "项目",
        "未开始 → 进行中",
        "孙项目",
        DONE,
    )


def test_a_round_is_opened_filled_computed_and_frozen_on_the_same_screen(desk, evaluated):
    project_id = running(evaluated)
    manager, evaluator = desk("孙项目"), desk("李评估")
    manager.open(SCREEN, project=project_id)
    round_id = only_round(evaluated, project_id).id
    manager.app.text_input(key=f"projects.round.reason.{round_id}.1").set_value(DONE)
    manager.run()
    app = pressed(manager, "开放轮次“2021年一季度考核”")
    assert "● 开放中" in app.table[0].value["状态"].tolist()
    assert "2021年一季度考核（开放中）" in [each.options[0] for each in app.selectbox]
    for value_set_id in evaluated.value_sets.values():
        evaluator.open(SCREEN, project=project_id)
        evaluator.app.selectbox(key="projects.attach").set_value(value_set_id)
        evaluator.run()
        app = pressed(evaluator, "关联到本轮次")
    assert "改用“2020年度县市区指标值（演示）”计算" in app.success[0].value
    with_act(manager, project_id, "试算与冻结")
    app = pressed(manager, "试算本轮次")
    assert app.table[1].value["参评"].tolist() == ["42 个", "13 个"]
    app = pressed(manager, "计算并冻结结果版次")
    assert app.success[0].value.startswith("已冻结“德州市2021年度公共数据共享绩效评估：2021年一季度考核”")
    assert count(ResultEdition) == 2
    assert "(/board?edition=2&board=department)" in app.table[0].value["结果版次"].iloc[0]


def test_a_unit_is_excused_and_its_reason_is_printed_below_the_rounds(desk, evaluated):
    project_id, _ = opened(evaluated)
    mine = desk("赵敏")
    app = with_act(mine, project_id, "核定缺考核")
    unit = next(key for key in app.selectbox(key="projects.excuse").options if "M37" in key)
    app.selectbox(key="projects.excuse").select(unit)
    app.text_input[0].set_value("演示：系统整体迁移")
    mine.run()
    app = pressed(mine, "核定缺考核")
    assert count(RoundAbsence) == 1
    assert app.table[0].value["缺考核"].iloc[0] == "市人防办"
    assert "德州市人民防空办公室（演示：系统整体迁移），不计分、不排名。" in words(app)


def test_the_assessed_read_their_own_part_and_find_no_act(desk, evaluated):
    project_id, round_id = opened(evaluated)
    excused(evaluated, round_id)
    app = desk("陈填报").open(SCREEN, project=project_id)
    assert "其中您可查看 1 个" in words(app)
    assert labels(app) == []
    assert "指标值" not in app.table[0].value.columns
    assert "人民防空" not in words(app)
    app = desk("陈填报").open(SCREEN, project=project_id, part="考核对象")
    assert app.table[0].value["单位"].tolist() == ["市教体局"]


def test_a_project_that_is_not_there_is_said_in_chinese(desk):
    app = desk("陈填报").open(SCREEN, project=999)
    assert "没有这个项目" in app.error[0].value
    assert "[全部项目](/projects)" in words(app)


def test_the_list_is_searched_and_the_address_repeats_it(desk, evaluated):
    created(evaluated)
    app = desk("赵敏").open(SCREEN, text="没有的项目")
    assert "没有符合条件的项目" in words(app)
    app = desk("赵敏").open(SCREEN, text="2021")
    assert len(app.table[0].value) == 1
    assert count(Project) == 1


def test_the_list_is_narrowed_sorted_and_taken_away_by_those_who_may(desk, evaluated):
    for year in (2020, 2021):
        created(evaluated, replace(DRAFT, code=f"P{year}", name=f"{year}年项目", year=year))
    running(evaluated, replace(DRAFT, code="P2022", name="2022年项目", year=2022))
    app = desk("孙项目").open(SCREEN, sort="code")
    assert codes(app) == ["P2020", "P2021", "P2022"]
    assert "[编号 ▲](/projects?sort=-code)" in app.table[0].value.columns
    assert links(app)["导出"] == "/api/lists/projects.xlsx"
    assert codes(desk("孙项目").open(SCREEN, year="2021年")) == ["P2021"]
    assert codes(desk("孙项目").open(SCREEN, state="未开始", sort="year")) == ["P2020", "P2021"]
    assert codes(desk("孙项目").open(SCREEN, state="未开始", year="2022年")) == []
    app = desk("陈填报").open(SCREEN)
    assert codes(app) == ["P2022"]
    assert links(app) == {}


def codes(app) -> list[str]:
    """The codes of the projects in the list, in its order."""
    return [
        code
        for each in app.table
        for title in each.value.columns
        if "编号" in title
        for code in each.value[title]
    ]


def test_a_closed_project_offers_no_move(desk, evaluated):
    project_id = running(evaluated)
    for to in (ProjectState.FILLED, ProjectState.CLOSED):
        moved(evaluated, project_id, to)
    app = desk("赵敏").open(SCREEN, project=project_id, part="状态")
    assert "项目已结束，状态不能再改。" in words(app)
    assert len(app.table[0].value) == 3
    assert only_round(evaluated, project_id).state == RoundState.PLANNED


def test_columns_hidden_in_the_list_of_projects_stay_in_the_table_of_units(desk, evaluated):
    project_id, round_id = opened(evaluated)
    app = desk("孙项目").open(SCREEN, project=project_id, part="进度与催报", round=round_id)
    app.session_state["columns"] = ["编号"]
    units = app.run().table[1].value
    assert [each for each in units.columns if each in ("类别", "报送时间", "截止时间", "签收")] == [
        "类别",
        "报送时间",
        "截止时间",
        "签收",
    ]


def test_progress_is_counted_up_the_tree_and_a_unit_gets_more_time_in_a_dialog(desk, evaluated):
    project_id, round_id = opened(evaluated)
    mine = desk("孙项目")
    app = mine.open(SCREEN, project=project_id, part="进度与催报", round=round_id)
    assert "应报 55，已报 **0**（0.0%）" in words(app)
    assert app.table[0].value["范围"].tolist()[0] == "全市"
    unit = unit_id(evaluated, "M05")
    mine.open(SCREEN, project=project_id, part="进度与催报", round=round_id, do="extend", id=unit)
    for key, text in (("理由", "系统停机"), ("批准人", "李副局长")):
        mine.app.text_input(key=f"progress.{key}").set_value(text)
    mine.app.text_input(key=f"progress.moment.extend.{unit}").set_value("2099-01-31 17:00")
    mine.run()
    app = pressed(mine, "核准延期")
    assert "已准予“市教体局”延期" in app.success[0].value
    assert "##### 已准予的延期（1 项）" in words(app)
    assert list(app.table[2].value["延什么"]) == ["整体"]
    own = desk("钱审核")
    own.open(SCREEN, project=project_id, part="进度与催报", do="hand-in", id=unit)
    own.app.checkbox(key=f"progress.sure.{unit}").check()
    own.run()
    app = pressed(own, "确认并报送")
    assert app.success[0].value == "“市教体局”已报送，按逾期登记。"


def test_why_a_submission_came_back_is_read_by_the_unit_and_by_whoever_chases_it(desk, evaluated):
    project_id, round_id = opened(evaluated)
    here, unit = {"project": project_id, "part": "进度与催报", "round": round_id}, unit_id(evaluated, "M05")
    with writing() as session:
        facts = {"round_id": round_id, "organisation_id": unit}
        enter_hand_in(
            session=session,
            actor=evaluated.people["孙项目"].actor,
            **facts,
            at=clock.now(),
            ground="收文登记 2021-15 号",
        )
        send_back(session=session, actor=evaluated.people["孙项目"].actor, **facts, reason="附件二没有盖章")
    assert "**退回理由**：附件二没有盖章" in words(desk("钱审核").open(SCREEN, **here))
    app = desk("孙项目").open(SCREEN, **here)
    assert "##### 退回待重报（1 个）" in words(app)
    assert app.table[2].value["退回理由"].tolist() == ["附件二没有盖章"]


def test_the_units_of_a_round_are_looked_for_and_turned_over_in_pages(desk, evaluated):
    project_id, _ = opened(evaluated)
    here = {"project": project_id, "part": "进度与催报"}
    app = desk("孙项目").open(SCREEN, **here, page=3)
    assert len(app.table[1].value) == 15
    assert "共 55 条，每页 20 条" in words(app)
    app = desk("孙项目").open(SCREEN, **here, unit="教体", standing="未报（含退回）")
    assert app.table[1].value["单位"].tolist() == ["市教体局"]
    acts = app.table[1].value["操作"].iloc[0]
    assert "standing=%E6%9C%AA%E6%8A%A5" in acts
    assert f"do=extend&id={unit_id(evaluated, 'M05')}" in acts
    app = desk("孙项目").open(SCREEN, **here, standing="逾期报送")
    assert "没有符合条件的单位" in words(app)


def test_one_indicator_gets_more_time_by_its_name_and_the_unit_reads_it(desk, evaluated):
    project_id, round_id = opened(evaluated)
    mine, unit = desk("孙项目"), unit_id(evaluated, "M05")
    mine.open(SCREEN, project=project_id, part="进度与催报", round=round_id, do="extend", id=unit)
    for key, text in (("理由", "系统停机"), ("批准人", "李副局长")):
        mine.app.text_input(key=f"progress.{key}").set_value(text)
    mine.app.text_input(key=f"progress.moment.extend.{unit}").set_value("2099-01-31 17:00")
    mine.app.selectbox(key=f"progress.indicator.{unit}").set_value("B11")
    mine.run()
    pressed(mine, "核准延期")
    app = desk("钱审核").open(SCREEN, project=project_id, part="进度与催报")
    assert list(app.table[1].value["延什么"]) == ["指标 B11 采集内容"]
    assert any("只延某个指标的" in each.value for each in app.caption)
    # The rest of the submission keeps its deadline.
    assert list(app.table[0].value["截止时间"]) == ["2021-04-15 24:00"]


def test_the_text_for_the_work_group_and_the_files_are_one_click_away(desk, evaluated):
    project_id, round_id = opened(evaluated)
    app = desk("赵敏").open(SCREEN, project=project_id, part="进度与催报", round=round_id, do="chase")
    assert "已于 2021年4月15日 24:00 截止" in app.code[0].value
    assert f"/api/projects/rounds/{round_id}/missing.png" in links(app).values()


def test_the_phone_book_comes_in_from_a_workbook_after_a_look_through(desk, evaluated):
    project_id, round_id = opened(evaluated)
    mine = desk("孙项目")
    here = {"project": project_id, "part": "进度与催报", "round": round_id}
    app = mine.open(SCREEN, **here, do="import-phones")
    row = ("M05", "", "刘洋", "科长", "0534-2600001", "")
    app.file_uploader[0].upload("电话册.xlsx", build_workbook([contact_sheet.sheet_of([row])]), XLSX)
    mine.run()
    app = pressed(mine, "导入 1 行")
    assert app.success[0].value == "已导入电话册：新增 1 人，更新 0 人。"
    app = mine.open(SCREEN, **here, do="phones")
    assert links(app)["导出电话册"] == "/api/projects/contacts.xlsx"
    assert "刘洋" in words(app)


def test_stages_slips_tasks_and_the_year_open_for_everybody_concerned(desk, evaluated):
    project_id, _ = opened(evaluated)
    mine = desk("孙项目")
    assert "现在没有进行中的阶段" in words(mine.open(SCREEN, project=project_id, part="阶段"))
    assert "启动以来没有调整" in words(mine.open(SCREEN, project=project_id, part="考核对象"))
    assert "还没有年度任务" in words(mine.open(SCREEN, project=project_id, part="年度任务"))
    assert "还没有冻结的季度版次" in words(mine.open(SCREEN, project=project_id, part="年度汇总"))


def test_parts_are_given_out_on_screen_and_the_assessed_read_whom_to_call(desk, evaluated):
    project_id = complete(evaluated)
    mine = desk("赵敏")
    app = mine.open(SCREEN, project=project_id, part="人员分工")
    assert "还没有指定项目人员" in app.info[0].value
    assert "电话册里没有联系人" in app.info[0].value
    app = mine.open(SCREEN, project=project_id, part="人员分工", do="assign")
    person = evaluated.people["孙项目"].id
    app.selectbox(key="staff.person").set_value(person)
    mine.run()
    app.text_input(key=f"staff.phone.{person}").set_value("0534-2600001")
    app.multiselect(key=f"staff.units.{person}").set_value(["M05"])
    mine.run()
    app = pressed(mine, "保存分工")
    assert app.success[0].value == "已保存孙项目的分工。"
    assert list(app.table[0].value["负责单位"]) == ["市教体局"]
    assert "有疑问请联系：孙项目（项目负责人） 0534-2600001" in words(app).replace("\\", "")
    mine.open(SCREEN, project=project_id, part="人员分工", do="take-off", id=person)
    app = pressed(mine, "取消分工")
    assert "有疑问请联系" not in words(app)


def test_what_goes_with_a_project_is_named_before_it_is_deleted(desk, evaluated):
    project_id = complete(evaluated)
    mine = desk("赵敏")
    app = mine.open(SCREEN, project=project_id, do="delete")
    assert "考核对象 55 个、指标体系 2 个、轮次 1 个" in words(app)
    (button,) = [each for each in mine.app.button if each.key == "verbs.submit"]
    button.click()
    app = mine.run()
    assert count(Project) == 0
    assert app.success[0].value.startswith("已删除项目“")


def with_tasks(city, project_id: int) -> None:
    """Twelve tasks of one unit, two quarters each."""
    lines = tuple(
        TaskLine(at, f"R{at:02}", f"第{at}项任务", "要点", "M05", ((1, "开工"), (2, "完工")))
        for at in range(1, 13)
    )
    with writing() as session:
        import_tasks(
            session=session,
            actor=city.people["孙项目"].actor,
            project_id=project_id,
            lines=lines,
            source=FileContent("任务.xlsx", XLSX, b"tasks"),
        )


def test_yearly_tasks_are_looked_for_sorted_turned_over_and_taken_away(desk, evaluated):
    project_id, _ = opened(evaluated)
    with_tasks(evaluated, project_id)
    here = {"project": project_id, "part": "年度任务"}
    app = desk("孙项目").open(SCREEN, **here, page=2)
    assert "任务 12 项、节点 24 个，已核定 **0** 个，待核定 **0** 个，未报 24 个" in words(app)
    assert "共 24 条，每页 20 条" in words(app)
    assert len(app.table[0].value) == 4
    assert links(app)["导出台账"] == f"/api/projects/{project_id}/tasks.xlsx"
    app = desk("陈填报").open(SCREEN, **here, task="第12项", quarter="二季度", node="未报")
    (row,) = app.table[0].value.to_dict("records")
    assert "完工" in row.values()
    # A verb keeps what was looked for.
    assert "task=%E7%AC%AC12%E9%A1%B9" in row["操作"]
    assert "do=report" in row["操作"]
    app = desk("孙项目").open(SCREEN, **here, sort="-task")
    assert "第12项任务（R12）" in app.table[0].value.iloc[0, 1]
    assert "没有符合条件的节点" in words(desk("孙项目").open(SCREEN, **here, node="已核定"))


def test_the_log_of_calls_is_a_list_of_its_own_with_the_way_back(desk, evaluated):
    project_id, round_id = opened(evaluated)
    here = {"project": project_id, "part": "进度与催报", "round": round_id}
    mine = desk("孙项目")
    mine.open(SCREEN, **here)
    app = pressed(mine, "催办记录")
    assert "还没有催办记录" in words(app)
    with writing() as session:
        facts = {"session": session, "actor": evaluated.people["孙项目"].actor, "round_id": round_id}
        for code, way, called in (("M05", "电话", "张三"), ("M01", "当面", "李四")):
            draft = CallDraft(way, called, "0534-2600000", "答复今日报送")
            log_call(**facts, organisation_id=unit_id(evaluated, code), draft=draft)
    app = mine.open(SCREEN, **here, log="calls")
    assert callers(app) == ["李四 0534-2600000", "张三 0534-2600000"]
    assert links(app)["导出"] == f"/api/lists/rounds/{round_id}/calls.xlsx"
    assert f"[返回报送进度](/projects?project={project_id}" in words(app)
    assert callers(mine.open(SCREEN, **here, log="calls", sort="at"))[0] == "张三 0534-2600000"
    app = desk("孙项目").open(SCREEN, **here, log="calls", call="教体", way="电话")
    assert callers(app) == ["张三 0534-2600000"]
    assert "共 1 条" in words(app)
    # A unit is shown its own progress instead.
    app = desk("陈填报").open(SCREEN, **here, log="calls")
    assert "张三" not in words(app)
    assert "市教体局" in words(app)


def callers(app) -> list[str]:
    return [each.replace("\\", "") for each in app.table[0].value["联系人"]]
