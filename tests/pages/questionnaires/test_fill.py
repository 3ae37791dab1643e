"""A unit opens what it is asked, types, sees what is missing, hands in; nobody sees another's form."""

import pytest
from sqlmodel import select

from core.questionnaires.publishing import attach
from core.responses.held import answers_of
from core.responses.models import Answer, Response, ResponseSubmission
from core.responses.returning import return_response
from core.store.session import reading, writing
from tests.builders.questionnaires import FULL, Asked, asked, colleague, drafted, published, submitted, typed
from tests.builders.rounds import going
from tests.pages.desk import words

SCREEN = "questionnaires/fill.py"


def kept(of: Asked) -> dict[str, object]:
    with reading() as session:
        return answers_of(session, of.response_id)


def box(app, kind: str, part: str):
    """The widget whose key has this part after the response."""
    [found] = [each for each in getattr(app, kind) if f".{part}." in f"{each.key}."]
    return found


def test_the_list_says_what_is_missing_until_when_and_leads_to_it(bare_desk, staffed):
    of = asked(staffed)
    app = bare_desk("吴德城").open(SCREEN)
    assert "**1** 份待报送，最早的“公共数据共享情况调研问卷”还差 **8** 项" in words(app)
    assert f"[公共数据共享情况调研问卷](/fill?response={of.response_id})" in words(app)


def test_without_a_task_the_list_says_why_it_is_empty(bare_desk):
    assert "现在没有填报任务" in words(bare_desk("吴德城").open(SCREEN))


def test_the_first_who_opens_it_begins_it(bare_desk, staffed):
    made = going(staffed)
    number = drafted(staffed)
    published(staffed, number)
    with writing() as session:
        hang = {"round_id": made.rounds["一季度"], "questionnaire_id": number}
        attach(session=session, actor=staffed["孙项目"].actor, **hang)
    facts = {"questionnaire": number, "round": made.rounds["一季度"], "unit": made.units["371402"]}
    app = bare_desk("吴德城").open(SCREEN, **facts)
    assert "是否成立工作专班" in words(app)
    with reading() as session:
        assert session.exec(select(Response.begun_by)).one() == "吴德城"


def test_what_is_typed_and_chosen_is_kept_at_once_and_opens_what_depends_on_it(bare_desk, staffed):
    of = asked(staffed)
    desk = bare_desk("吴德城")
    app = desk.open(SCREEN, response=of.response_id)
    assert "专班牵头领导" not in words(app)
    box(app, "radio", "A1").set_value("a").run()
    assert "专班牵头领导" in words(app)
    box(app, "text_input", "A2").set_value("张副区长").run()
    [check] = [each for each in app.checkbox if each.key.endswith(".a")]
    check.check().run()
    assert kept(of) == {"A1": "a", "A2": "张副区长", "A4": ["a"]}
    assert "还差 **6** 项" in words(app)


def test_what_breaks_a_rule_is_kept_and_marked(bare_desk, staffed):
    of = asked(staffed)
    app = bare_desk("吴德城").open(SCREEN, response=of.response_id, section="S2")
    box(app, "text_input", "B1").set_value("十二").run()
    assert kept(of) == {"B1": "十二"}
    assert "▲ “B1 数据资源总数”应填数字" in words(app)


def test_cells_of_a_table_are_kept_and_summed(bare_desk, staffed):
    of = asked(staffed)
    desk = bare_desk("吴德城")
    desk.open(SCREEN, response=of.response_id, section="S2")
    app = desk.fill_in(f"fill.{of.response_id}.table.B2", {0: {"c1": "7", "c2": "a"}, 1: {"c1": "5"}})
    assert kept(of) == {"B2/r1/c1": "7", "B2/r1/c2": "a", "B2/r2/c1": "5"}
    assert "资源数合计 **12**" in words(app)


@pytest.mark.parametrize(
    "forged",
    [{7: {"c1": "1"}}, {0: {"行": "改名"}}, {0: {"nobody": "1"}}, {-1: {"c1": "1"}}, {0: {"c1": True}}],
)
def test_forged_changes_of_a_table_persist_nothing_and_are_told(bare_desk, staffed, forged):
    of = asked(staffed)
    desk = bare_desk("吴德城")
    desk.open(SCREEN, response=of.response_id, section="S2")
    app = desk.fill_in(f"fill.{of.response_id}.table.B2", forged)
    assert kept(of) == {}
    assert "没有保存" in words(app)


def test_two_people_on_one_box_are_asked_and_one_decides(bare_desk, staffed):
    of = asked(staffed)
    typed(of, {"A1": "a"})
    app = bare_desk("吴德城").open(SCREEN, response=of.response_id)
    typed(of, {"A2": "李副区长"}, by=colleague("liukezhang", "刘科长"))
    box(app, "text_input", "A2").set_value("张副区长").run()
    assert "改为“**李副区长**”，您填的是“**张副区长**”" in words(app)
    [mine] = [each for each in app.button if each.label == "改为我的"]
    mine.click().run()
    assert kept(of)["A2"] == "张副区长"
    assert "您填的是" not in words(app)


def test_the_check_names_every_box_and_the_approver_hands_in(bare_desk, staffed):
    of = asked(staffed)
    typed(of, FULL | {"B2/r2/c2": ""})
    desk = bare_desk("吴德城")
    app = desk.open(SCREEN, response=of.response_id, do="check")
    assert "“B2 分类统计”的“业务信息”行“更新方式”列没有填" in words(app)
    typed(of, {"B2/r2/c2": "b"}, seen={"B2/r2/c2": 1})
    app = desk.open(SCREEN, response=of.response_id, do="hand")
    [button] = [each for each in app.button if each.key == "verbs.submit"]
    button.click().run()
    assert "已报送，第 1 次，校验码" in words(app)
    with reading() as session:
        assert len(session.exec(select(ResponseSubmission)).all()) == 1


def test_a_returned_form_shows_the_reason_at_the_top_and_opens_that_question_alone(bare_desk, staffed):
    of = asked(staffed)
    typed(of, FULL)
    submitted(of)
    with writing() as session:
        facts = {"response_id": of.response_id, "reasons": {"B1": "与平台目录数不符"}}
        return_response(session=session, actor=of.actor("孙项目"), **facts)
    app = bare_desk("吴德城").open(SCREEN, response=of.response_id, section="S2")
    assert "——与平台目录数不符" in words(app)
    assert box(app, "text_input", "B1").disabled is False
    assert "本次没有退回这道题" in words(app)


def test_another_units_form_stays_shut(bare_desk, staffed):
    of = asked(staffed)
    for name in ("陈填报", "周填报", "钱审核"):
        app = bare_desk(name).open(SCREEN, response=of.response_id)
        assert "不在您的数据范围内" in words(app)
        assert "是否成立工作专班" not in words(app)
    with reading() as session:
        assert session.exec(select(Answer)).all() == []


@pytest.mark.parametrize(
    "address", [{"response": 99}, {"response": "x"}, {"response": 10**12}, {"questionnaire": 99}]
)
def test_an_address_that_leads_nowhere_says_so(bare_desk, address):
    app = bare_desk("吴德城").open(SCREEN, **address)
    assert any(text in words(app) for text in ("没有这份", "现在没有填报任务", "不在您的数据范围内"))
