"""A questionnaire is listed, drawn, tried out, checked, published and given out on one screen."""

import pytest

from core.questionnaires.edits import RemoveQuestion, SetForm
from core.questionnaires.form import Need
from core.questionnaires.rules import QuestionnaireState
from tests.builders.questionnaires import FORM, drafted, published
from tests.core.questionnaires.drawing import edited, seen
from tests.pages.desk import links, words

SCREEN = "questionnaires/questionnaires.py"


@pytest.fixture
def drawn(staffed) -> int:
    """The manager's draft."""
    return drafted(staffed)


def widget(app, kind, name):
    [found] = [each for each in getattr(app, kind) if f".{name}." in (each.key or "")]
    return found


def press(mine, key):
    button = mine.app.button(key=key)
    assert not button.disabled, key
    button.click()
    return mine.run()


def test_the_list_offers_what_the_person_may_do(bare_desk, drawn):
    app = bare_desk("孙项目").open(SCREEN)
    told = words(app)
    assert FORM.title in told
    assert "○ 编制中" in told
    assert "do=copy" in told
    assert "do=delete" not in told, "the bureau alone deletes"
    assert links(app)["导出"] == "/api/lists/questionnaires.xlsx"
    app = bare_desk("李评估").open(SCREEN)
    assert "新建" not in [each.label for each in app.button]


def test_a_questionnaire_is_made_and_its_first_question_added(bare_desk, staffed):
    mine = bare_desk("孙项目")
    mine.open(SCREEN, do="add")
    mine.app.text_input(key="draw.new.code").set_value("N1")
    mine.app.text_input(key="draw.new.title").set_value("新问卷")
    mine.run()
    app = press(mine, "verbs.submit")
    assert "问卷还是空的" in words(app)
    app = press(mine, "draw.add.single")
    assert "新的单选题" in words(app)
    [question] = seen(staffed, 1).form.questions
    assert question.code in app.query_params["at"]


def test_what_is_typed_into_the_settings_is_kept_at_once(bare_desk, staffed, drawn):
    mine = bare_desk("孙项目")
    app = mine.open(SCREEN, questionnaire=drawn, at="A4")
    widget(app, "text_area", "A4.title").set_value("做了哪些工作")
    app = mine.run()
    widget(app, "text_area", "A4.options").set_value("培训 | 3\n检查 | 1\n其他 | 请写明")
    app = mine.run()
    widget(app, "segmented_control", "A4.need").set_value(Need.OPTIONAL)
    mine.run()
    question = seen(staffed, drawn).form.question_by_code["A4"]
    assert (question.title, question.need) == ("做了哪些工作", Need.OPTIONAL)
    assert (question.options[0].code, str(question.options[0].points), question.options[0].other) == (
        "a",
        "3",
        False,
    )
    assert question.options[2].other


def test_what_is_no_number_is_told_and_stays_in_its_box(bare_desk, staffed, drawn):
    mine = bare_desk("孙项目")
    app = mine.open(SCREEN, questionnaire=drawn, at="B1")
    widget(app, "text_input", "B1.limits.most").set_value("很多")
    app = mine.run()
    assert "“最大值”应为数" in words(app).replace("\\", "")
    assert widget(app, "text_input", "B1.limits.most").value == "很多"
    app = press(mine, "draw.drop")
    assert widget(app, "text_input", "B1.limits.most").value == ""
    assert seen(staffed, drawn).form == FORM


def test_whoever_is_second_is_told_and_loses_nothing(bare_desk, staffed, drawn):
    mine = bare_desk("孙项目")
    app = mine.open(SCREEN, questionnaire=drawn, at="A1")
    edited(staffed, drawn, SetForm("赵敏先改"), by="赵敏")
    widget(app, "text_area", "A1.title").set_value("我的改法")
    app = mine.run()
    assert "已由赵敏于" in words(app)
    assert seen(staffed, drawn).form.question_by_code["A1"].title == "是否成立工作专班"
    press(mine, "draw.again")
    form = seen(staffed, drawn).form
    assert (form.title, form.question_by_code["A1"].title) == ("赵敏先改", "我的改法")


def test_questions_move_are_copied_and_deleted_after_a_question(bare_desk, staffed, drawn):
    mine = bare_desk("孙项目")
    mine.open(SCREEN, questionnaire=drawn, at="S2")
    press(mine, "draw.copy.B2")
    press(mine, "draw.下移.B1")
    assert [each.code for each in seen(staffed, drawn).form.sections[1].questions] == ["B2", "B1", "Q1"]
    app = mine.open(SCREEN, questionnaire=drawn, at="Q1", do="drop")
    assert "还没有单位填过。" in words(app)
    press(mine, "verbs.submit")
    assert "Q1" not in seen(staffed, drawn).form.question_by_code


def test_a_condition_is_added_and_taken_away(bare_desk, staffed, drawn):
    mine = bare_desk("孙项目")
    mine.open(SCREEN, questionnaire=drawn, at="A3")
    press(mine, "draw.if.add.A3")
    [term] = seen(staffed, drawn).form.question_by_code["A3"].shown_if.terms
    assert (term.cell, term.operator) == ("A2", "answered")
    press(mine, "draw.if.clear.A3")
    assert seen(staffed, drawn).form == FORM


def test_those_who_only_read_find_every_box_fixed(bare_desk, drawn):
    app = bare_desk("李评估").open(SCREEN, questionnaire=drawn, at="A4")
    assert widget(app, "text_area", "A4.title").disabled
    assert not [each for each in app.button if (each.key or "").startswith("draw.add")]


def test_the_preview_hides_and_shows_as_units_will_see_it(bare_desk, drawn):
    mine = bare_desk("孙项目")
    app = mine.open(SCREEN, questionnaire=drawn, part="预览")
    assert "专班牵头领导" not in words(app)
    [first] = [each for each in app.radio if ".A1." in each.key]
    first.set_value("a")
    assert "专班牵头领导" in words(mine.run())
    assert "专班牵头领导" not in words(press(mine, f"preview.{drawn}.empty"))


def test_findings_lead_to_their_question_and_red_ones_keep_it_from_being_published(bare_desk, staffed):
    empty = drafted(staffed, FORM.__class__("空问卷"))
    app = bare_desk("赵敏").open(SCREEN, questionnaire=empty, part="检查")
    assert "有 1 项红项" in words(app)
    app = bare_desk("赵敏").open(SCREEN, questionnaire=empty, part="发布")
    assert app.button(key="draw.publish").disabled


def test_it_is_published_changed_compared_and_paused(bare_desk, staffed, drawn):
    mine = bare_desk("赵敏")
    mine.open(SCREEN, questionnaire=drawn, part="发布", do="publish")
    assert "已发布第 1 版。" in words(press(mine, "verbs.submit"))
    edited(staffed, drawn, RemoveQuestion("A5"))
    app = mine.open(SCREEN, questionnaire=drawn, part="发布")
    assert "共 **1** 处改动" in words(app)
    assert "不影响单位已填的任何答数。" in words(app)
    published(staffed, drawn, "删去一题")
    told = words(mine.open(SCREEN, questionnaire=drawn, part="版本", version=1))
    assert "删去一题" in told
    assert "共 **1** 处差异。" in told
    assert f"/api/questionnaires/{drawn}/versions/1.xlsx" in told
    mine.open(SCREEN, questionnaire=drawn, part="发布", do="to-paused")
    mine.app.text_area(key="draw.reason").set_value("系统升级")
    mine.run()
    press(mine, "verbs.submit")
    assert seen(staffed, drawn).row.state is QuestionnaireState.PAUSED


def test_it_is_given_to_a_whole_group(bare_desk, staffed, drawn):
    mine = bare_desk("赵敏")
    assert "发布后才能发放" in words(mine.open(SCREEN, questionnaire=drawn, part="发放"))
    published(staffed, drawn)
    mine.open(SCREEN, questionnaire=drawn, part="发放")
    press(mine, f"draw.units.{drawn}.县市区.all")
    press(mine, "draw.address")
    press(mine, "verbs.submit")
    assert len(seen(staffed, drawn).unit_ids) == 13


def test_a_pasted_text_becomes_a_draft(bare_desk, staffed):
    mine = bare_desk("孙项目")
    mine.open(SCREEN, do="import")
    mine.app.segmented_control(key="draw.import.way").set_value("粘贴文字")
    mine.run()
    mine.app.text_area(key="draw.import.text").set_value(
        "1. 是否建立机制\nA. 是\nB. 否\n2. 数据总数（个）____"
    )
    app = mine.run()
    assert "读到 1 个章节、2 道题目" in words(app)
    [code] = [
        each
        for each in app.text_input
        if (each.key or "").startswith("draw.import.") and each.key.endswith(".code")
    ]
    code.set_value("P1")
    mine.run()
    press(mine, "verbs.submit")
    assert len(seen(staffed, 1).form.questions) == 2
