"""The bureau sees who has filled what, marks and returns a response, and reads statistics; a unit sees itself."""

import pytest
from sqlmodel import select

from core.audit.models import AuditEntry
from core.responses.marking import mark_answer
from core.responses.models import ManualMark, Response, ResponseReturn
from core.store.session import reading, writing
from tests.builders.questionnaires import FORM
from tests.builders.responses import surveyed
from tests.pages.desk import links, words

SCREEN = "questionnaires/collected.py"


@pytest.fixture
def city(staffed):
    """Three in, one begun, nine not."""
    return surveyed(staffed)


def rows(model):
    with reading() as session:
        return session.exec(select(model)).all()


def table(app, column):
    """The table with this column."""
    (found,) = [each.value for each in app.table if any(column in head for head in each.value.columns)]
    return found


def press(mine, label):
    (button,) = [each for each in mine.app.button if each.label == label]
    assert not button.disabled, label
    button.click()
    return mine.run()


def test_before_anything_is_published_the_screen_says_what_comes_next(bare_desk):
    app = bare_desk("孙项目").open(SCREEN)
    assert "还没有发布给单位的问卷" in app.info[0].value


def test_the_first_line_says_how_many_are_in_how_many_are_not_and_until_when(city, bare_desk):
    app = bare_desk("孙项目").open(SCREEN)
    assert "应报 13 家，**3** 家已报，还差 **10** 家（其中未开始 9），截止 " in words(app)
    found = table(app, "进度")
    assert list(found.iloc[0])[2:5] == ["● 已报", "9/9", "—"]
    assert "得分" in "".join(found.columns)
    assert any(cell.startswith("5 / 9（待评 1 题）") for cell in found.iloc[0])
    assert "汇总宽表（已报送）" in links(app)
    assert "Word（可打印）" in links(app)


def test_units_are_found_by_state_and_sorted_by_what_is_missing(city, bare_desk):
    mine = bare_desk("孙项目")
    app = mine.open(SCREEN, standing="填报中")
    assert len(table(app, "进度")) == 1
    mine = bare_desk("孙项目")
    app = mine.open(SCREEN, sort="-points")
    assert "德城区" in str(table(app, "进度").iloc[0].tolist())
    app = bare_desk("孙项目").open(SCREEN, unit="没有这家")
    assert "没有符合条件的单位" in app.info[0].value


def test_a_unit_sees_its_own_state_and_no_tables_of_others(city, bare_desk):
    app = bare_desk("吴德城").open(SCREEN)
    assert "德城区：**已报**" in words(app)
    assert len(table(app, "进度")) == 1
    assert links(app) == {}
    assert "陵城区" not in words(app)
    app = bare_desk("陈填报").open(SCREEN)
    assert "还没有发布给单位的问卷" in app.info[0].value


def test_a_response_stands_there_in_the_forms_own_words_with_its_points(city, bare_desk):
    app = bare_desk("李评估").open(SCREEN, response=city.ids["371403"])
    said = words(app)
    assert "**B1　数据资源总数**  \n20个" in said.replace("\\", "")
    assert "未成立" in said
    matrix = table(app, "更新方式")
    assert matrix["资源数"].tolist() == ["15", "4", "**19**"]
    assert "得分 **2** / 9，待人工评分 1 题" in said
    assert "选“培训” +1.00" in said.replace("\\", "")
    assert "A2" not in said, "not shown to them"
    assert list(links(app)) == ["打印定稿（Word）"]


def test_an_answer_is_marked_with_a_reason_and_a_colleague_first_is_told(city, bare_desk):
    mine, at = bare_desk("李评估"), FORM.questions.index(FORM.question_by_code["A4"])
    facts = {"response": city.ids["371402"], "do": "mark", "id": at}
    app = mine.open(SCREEN, **facts)
    key = f"marks.{city.ids['371402']}.{at}"
    app.text_input(key=f"{key}.points").set_value("2.5")
    app.text_area(key=f"{key}.reason").set_value("材料齐全")
    mine.run()
    with writing() as session:
        given = {"response_id": city.ids["371402"], "question": "A4", "points": "1", "reason": "缺签到表"}
        mark_answer(session=session, actor=city.of.actor("孙项目"), **given)
    app = press(mine, "保存评分")
    assert "已由孙项目于" in app.error[0].value
    assert rows(ManualMark)[0].points == "1"


def test_a_response_is_returned_to_ticked_questions_with_a_reason_each(city, bare_desk):
    mine, number = bare_desk("孙项目"), city.ids["371402"]
    app = mine.open(SCREEN, response=number, do="return")
    app.checkbox(key=f"return.{number}.B1").set_value(True)
    app = mine.run()
    app.text_input(key=f"return.{number}.B1.reason").set_value("与平台目录数不符")
    mine.run()
    app = press(mine, "退回所选的题")
    assert "已退回“德城区”的答卷（1 题）" in app.success[0].value
    assert [(each.question, each.reason) for each in rows(ResponseReturn)] == [("B1", "与平台目录数不符")]
    app = mine.open(SCREEN, response=number)
    assert "▲ 已退回：与平台目录数不符" in words(app).replace("\\", "")
    app = mine.open(SCREEN, response=number, view="回执与往来")
    assert table(app, "校验码")["次数"].tolist() == ["第 1 次"]
    assert table(app, "退回人")["理由"].tolist() == ["与平台目录数不符"]


def test_evaluators_return_nothing_and_units_mark_nothing(city, bare_desk):
    for name in ("李评估", "吴德城"):
        mine = bare_desk(name)
        mine.open(SCREEN, response=city.ids["371402"], do="return")
        assert not [each for each in mine.app.button if each.label == "退回所选的题"]
    assert "评分](" not in words(bare_desk("吴德城").open(SCREEN, response=city.ids["371402"]))
    assert {each.state for each in rows(Response)} == {"handed_in", "filling"}


def test_somebody_elses_response_is_refused_and_the_refusal_is_kept(city, bare_desk):
    app = bare_desk("吴德城").open(SCREEN, response=city.ids["371403"])
    assert app.error
    assert "20个" not in words(app)
    assert any(not each.allowed for each in rows(AuditEntry))


def test_statistics_count_what_was_handed_in_and_drafts_where_asked(city, bare_desk):
    mine = bare_desk("李评估")
    app = mine.open(SCREEN, part="统计")
    overview = table(app, "概况")
    assert overview["看到"].tolist() == ["3", "1", "3", "3", "3", "3", "3"]
    said = overview["概况"].tolist()[5].replace("\\", "")
    assert said.startswith("半数单位不超过 20 个，最高的是")
    assert said.endswith(" 40 个")
    app.toggle[0].set_value(True)
    app = mine.run()
    assert table(app, "概况")["看到"].tolist()[0] == "4"


@pytest.mark.parametrize(
    ("question", "facts", "column", "first"),
    [
        ("A1", {}, "占作答", ["已成立", "1", "33.3%", "33.3%"]),
        ("B1", {}, "统计量", ["个数", "3"]),
        ("A2", {}, "内容", None),
        ("A3", {}, "月份", ["2021-03", "2"]),
        ("B2", {"column": "c1"}, "合计", ["基础信息", "3", "29", "9.67", "7", "7", "15"]),
        ("B2", {"column": "c2"}, "自动", ["基础信息", "3", "0"]),
    ],
)
def test_each_question_shows_its_numbers(city, bare_desk, question, facts, column, first):
    app = bare_desk("孙项目").open(SCREEN, part="统计", question=question, across="kind", **facts)
    found = next(each.value for each in app.table if column in each.value.columns)
    if first is None:
        assert found["内容"].tolist() == ["张副区长"]
    else:
        assert found.iloc[0].tolist() == first


def test_a_question_is_split_with_counts_and_row_percentages(city, bare_desk):
    app = bare_desk("孙项目").open(SCREEN, part="统计", question="A1", across="q:A4")
    assert table(app, "A4").iloc[0].tolist() == ["培训", "2", "1（50.0%）", "1（50.0%）", "0（0.0%）"]
    assert len(app.get("plotly_chart")) == 2
    assert {"导出交叉表", "导出 PNG", "导出 SVG", "导出分题统计"} <= set(links(app))


def test_fed_values_are_shown_with_where_they_are_from(city, bare_desk):
    app = bare_desk("孙项目").open(SCREEN, part="指标值")
    found = table(app, "来源")
    assert [each.replace("\\", "") for each in found["指标"]] == ["A12-1", "A11-1"] * 3
    assert "3 行还有题目没有数值或待评分" in words(app)
    assert "导出指标值工作簿（县市区）" in links(app)
