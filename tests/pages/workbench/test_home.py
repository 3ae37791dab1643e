"""The first screen tells each role what waits for it and what moved for it."""

import pytest

from core.access.denials import record_denial
from core.access.sign_in import reserve_attempt
from core.analysis import words as told
from core.designs.deliberation import decide_comment, give_opinion
from core.designs.rules import Stage
from core.errors import NotAllowed, ShupingError
from core.jobs.service import run_job
from core.jobs.table import JOBS
from core.store.session import writing
from tests.builders.collecting import collect_city
from tests.builders.periods import another_period
from tests.builders.projects import created, opened
from tests.builders.rounds import going
from tests.core.collection.test_rounds import attached
from tests.core.designs.drafting import drafted, moved, ruled, said
from tests.pages.desk import take_away, words
from tests.pages.indicators.test_designs import DRAFT, prepared
from tests.pages.indicators.test_opinions import solicited

SCREEN = "workbench/home.py"


@pytest.fixture
def collected(evaluated):
    """The city after its first collection, the sidecar alive."""
    collect_city(evaluated)
    with writing() as session:
        run_job(session=session, job=JOBS[0], holder="边车")
    return evaluated


def first_line(app) -> str:
    return app.main.markdown[0].value


def test_a_leader_reads_who_moved_both_ends_of_both_boards_and_what_to_decide(desk, evaluated):
    another_period(evaluated)
    app = desk("郑市长").open(SCREEN)
    assert "最新结果：德州市2021年一季度通报" in words(app)
    assert "市级部门平均" in words(app)
    assert "较上期" in words(app)
    departments, counties = (each.value for each in app.table)
    assert len(departments) == len(counties) == 6
    assert departments["名次"].iloc[0] == counties["名次"].iloc[0] == "1"
    assert int(departments["名次"].iloc[-1]) >= 41
    assert any(each.startswith(("▲", "▼")) for each in [*departments["位次变化"], *counties["位次变化"]])
    assert first_line(app).startswith("等您处理 **")
    assert "○ **约谈**" in words(app)
    assert "件，见[全市态势](/cockpit?edition=2)" in words(app)
    assert "[去定夺](/unit?edition=2&unit=" in words(app)


def test_a_filler_sees_their_place_what_moved_it_and_what_to_do_first_with_its_reason(desk, evaluated):
    another_period(evaluated)
    app = desk("陈填报").app
    text = words(app)
    assert "（共 42 个），组内第" in text
    assert "市级部门与2020年度初评版比较" in text
    causes, table = (each.value for each in app.table)
    assert len(table) == 5
    losses = [float(text.replace("−", "-")) for text in table["失分"]]
    assert losses == sorted(losses)
    assert all(loss < 0 for loss in losses)
    assert all("(/unit?edition=2&unit=M05" in link for link in table[""])
    assert all("(/unit?edition=2&unit=M05&leaf=" in name for name in causes["指标"] if "加减分" not in name)
    assert any(told.NONE not in change for change in causes["变化"])
    assert "M01" not in text


def test_with_one_edition_nothing_is_said_to_have_moved(desk):
    app = desk("陈填报").app
    assert "没有更早的版次，不作升降比较" in words(app)
    assert len(app.table) == 1


def test_a_county_administrator_sees_their_county(desk):
    text = words(desk("吴德城").app)
    assert "德城区" in text
    assert "（共 13 个）" in text


def test_an_expert_is_told_that_nothing_waits_until_a_draft_is_up_for_review(desk, evaluated):
    app = desk("秦专家").app
    assert first_line(app) == "没有等您处理的事。"
    assert not app.table
    design_id = drafted(evaluated.people, DRAFT, system=prepared("department").system)
    moved(evaluated.people, design_id, Stage.REVIEW)
    assert f"待您提出论证意见　[去论证](/designs?design={design_id}&part=" in words(desk("秦专家").app)
    comment = said(evaluated.people, design_id, "A21")
    assert "待您提出论证意见" not in words(desk("秦专家").app)
    assert "有 1 条专家意见待裁定　[去裁定]" in words(desk("赵敏").app)
    ruled(evaluated.people, decide_comment, comment)
    assert "待裁定" not in words(desk("赵敏").app)


def test_a_unit_is_told_of_the_draft_it_is_asked_about_until_it_answers(desk, evaluated, at):
    at("2026-03-02 09:00")
    design_id = solicited(evaluated.people)
    assert f"待贵单位答复，2026年3月20日截止　[去答复](/opinions?design={design_id})" in words(
        desk("陈填报").app
    )
    with writing() as session:
        facts = {"design_id": design_id, "node_code": "", "text": "", "agrees": True}
        give_opinion(session=session, actor=evaluated.people["陈填报"].actor, **facts)
    assert "待贵单位答复" not in words(desk("陈填报").app)


def test_a_unit_is_told_to_sign_for_a_round_and_to_hand_it_in(bare_desk, staffed):
    made = going(staffed)
    text = words(bare_desk("吴德城").open(SCREEN))
    address = f"/projects?project={made.id}&part="
    assert f"德城区：请签收“十三县评估”的报送任务　[去签收]({address}" in text
    assert "德城区：“一季度考核”还没有报送，截止 " in text
    assert f"24:00　[去报送]({address}" in text


def test_what_somebody_was_told_and_has_not_read_is_counted(desk, evaluated):
    opened(evaluated)
    assert "条未读通知　[去查看](/notices)" in words(desk("陈填报").open(SCREEN))


def lock(login: str) -> None:
    for _ in range(5):
        try:
            with writing() as session:
                reserve_attempt(session=session, login=login, ip="10.0.0.9")
        except ShupingError:
            return


def test_where_nothing_waits_the_screens_somebody_may_open_are_named(bare_desk):
    text = words(bare_desk("秦专家").open(SCREEN))
    assert "您可以打开：[通知](/notices)" in text


def test_an_administrator_reads_accounts_locks_and_the_sidecar_and_unlocks_in_one_click(desk, evaluated):
    mine = desk("王立新")
    text = words(mine.app)
    assert "没有锁定的账号" in text
    assert "▲ 采集进程从未启动，没有应答，请在服务器上检查边车进程" in text
    assert "(/online)" in text
    assert "最新结果" not in text
    with writing() as session:
        run_job(session=session, job=JOBS[0], holder="边车")
    lock("zhaomin")
    app = mine.open(SCREEN)
    assert first_line(app) == "等您处理 **1** 件，其中 **1** 件紧急。"
    assert "账号 zhaomin（赵敏）口令连续输错，锁定至" in words(app)
    assert "[去解锁](/people)" in words(app)
    assert "采集进程：● 正常" in words(app)


def test_an_auditor_reads_the_sensitive_acts_and_what_was_refused(desk, evaluated):
    mine = desk("何审计")
    mine.open(SCREEN)
    (acts,) = (each.value for each in mine.app.table if "操作" in each.value.columns)
    assert {"计算并冻结结果版次", "导入指标值"} & set(acts["操作"])
    assert "被拒绝 0 次" in words(mine.app)
    assert first_line(mine.app) == "没有等您处理的事。"
    record_denial(
        actor=evaluated.people["陈填报"].actor, action="freeze_edition", error=NotAllowed("没有权限")
    )
    app = mine.open(SCREEN)
    assert "近 7 天有 **1** 次操作被拒绝　[去查看](/trail)" in words(app)
    (acts,) = (each.value for each in app.table if "操作" in each.value.columns)
    assert (acts["操作"].iloc[0], acts["结果"].iloc[0]) == ("越权操作", "▲ 拒绝")


def test_the_acts_are_the_auditors_alone(desk):
    for name in ("王立新", "赵敏", "郑市长"):
        assert "敏感操作" not in words(desk(name).open(SCREEN))


def test_an_evaluator_reads_what_collection_lacks_and_what_the_draft_makes_of_it(desk, collected):
    app = desk("李评估").app
    text = words(app)
    assert (
        "○ 市级部门采集：未采集 2 格　[去处理](/collection?system=1&state=%E6%9C%AA%E9%87%87%E9%9B%86)"
        in text
    )
    (drafts,) = (each.value for each in app.table if "与版次不同" in each.value.columns)
    assert list(drafts["与版次不同"]) == ["0 个（共 42 个）", "0 个（共 13 个）"]
    assert "(/collection?system=1&section=%E8%8D%89%E7%A8%BF%E5%BE%97%E5%88%86)" in drafts["考核对象"].iloc[0]
    assert "采集" not in words(desk("郑市长").open(SCREEN)).replace("数据采集", "")
    assert "草稿得分（未冻结" not in words(desk("孙项目").app)


def test_a_silent_sidecar_is_urgent_for_those_who_collect(desk, evaluated):
    collect_city(evaluated)
    app = desk("李评估").app
    assert "▲ 采集进程从未启动，没有应答，采集不会开始" in words(app)
    assert "紧急" in first_line(app)


def test_before_the_first_edition_everybody_is_told_so(bare_desk):
    none = "还没有结果版次。评估结果冻结后会显示在这里。"
    assert bare_desk("郑市长").open(SCREEN).info[0].value == none
    assert "再到[评估项目](/projects)新建项目" in bare_desk("赵敏").open(SCREEN).info[0].value


def test_an_open_round_is_shown_to_everybody_with_its_last_day_and_the_next_step(desk, evaluated):
    project_id, round_id = opened(evaluated)
    evaluator = words(desk("李评估").app)
    assert "**▲ 截止日 2021年4月15日，已过 " in evaluator
    assert "市级部门、县市区指标值还没有导入，" in evaluator
    assert "[去导入](/values)" in evaluator
    filler = words(desk("陈填报").app)
    assert f"(/projects?project={project_id})" in filler
    assert "指标值" not in filler
    for value_set_id in evaluated.value_sets.values():
        attached(evaluated, round_id, value_set_id)
    manager = words(desk("孙项目").app)
    assert "指标值已齐，还没有冻结版次" in manager
    assert f"[去计算并冻结](/projects?project={project_id})" in manager
    assert "[去计算并冻结]" not in words(desk("李评估").app)


def test_gaps_in_the_data_wait_for_those_who_freeze_and_not_for_evaluators(desk):
    assert "**未报数据**　市级部门：" in words(desk("孙项目").app)
    assert "**未报数据**" not in words(desk("李评估").app)


def test_without_the_cockpit_the_boards_are_shown_without_its_sentence(desk, evaluated):
    take_away("leader", "analysis:cockpit:read")
    app = desk("郑市长").app
    assert len(app.table) == 2
    assert "居首" not in words(app)


def test_a_project_that_waits_for_its_start_is_shown_to_those_who_edit_it(desk, evaluated):
    project_id = created(evaluated)
    assert f"未开始，补齐后即可启动　[去补齐](/projects?project={project_id})" in words(desk("孙项目").app)
    assert "补齐后即可启动" not in words(desk("郑市长").open(SCREEN))
