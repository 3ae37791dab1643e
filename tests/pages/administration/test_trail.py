"""The auditor reads what was done and what was refused, in words."""

from core.access.denials import record_denial
from core.errors import NotAllowed
from tests.builders.projects import opened
from tests.pages.desk import links, words


def test_acts_stand_newest_first_in_words(desk):
    app = desk("何审计").open("administration/trail.py")
    table = app.table[0].value
    assert table["操作"].iloc[0] == "计算并冻结结果版次"
    assert table["人员"].iloc[0] == "赵敏"
    assert table["结果"].iloc[0] == "● 成功"
    assert "校验值" in table["说明"].iloc[0]


def test_refusals_are_marked_with_their_reason(desk, evaluated):
    record_denial(
        actor=evaluated.people["陈填报"].actor,
        action="results:unit:read",
        error=NotAllowed("该单位不在您的数据范围内"),
    )
    table = desk("何审计").open("administration/trail.py").table[0].value
    assert table["结果"].iloc[0] == "▲ 拒绝"
    assert table["操作"].iloc[0] == "查看单位得分"
    assert table["说明"].iloc[0] == "该单位不在您的数据范围内"


def test_the_trail_is_searched_by_person_and_by_act(desk):
    mine = desk("何审计")
    app = mine.open("administration/trail.py")
    app.text_input(key="trail.text").set_value("李评估")
    assert set(mine.run().table[0].value["人员"]) == {"李评估"}
    app.selectbox(key="trail.action").set_value("indicators:system:import")
    mine.run()
    assert "没有符合条件的记录，请放宽查找的字句" in words(app)


def test_only_the_auditor_is_offered_the_export(desk):
    assert links(desk("何审计").open("administration/trail.py")) == {"导出 Excel": "/api/audit/trail.xlsx"}
    assert not links(desk("王立新").open("administration/trail.py"))


def test_acts_on_projects_are_told_in_words(desk, evaluated):
    opened(evaluated)
    table = desk("何审计").open("administration/trail.py").table[0].value
    told = list(zip(table["操作"], table["说明"].str.replace("\\", ""), strict=True))[:5]
    assert told == [
        ("启动、结束项目，开放、关闭轮次", "经市大数据局主任办公会研究同意"),
        ("启动、结束项目，开放、关闭轮次", "经市大数据局主任办公会研究同意"),
        ("编辑项目、轮次和考核对象", "编号：2021-一季度；类别：季度考核；截止日：2021-04-15"),
        ("编辑项目、轮次和考核对象", told[3][1]),
        ("创建项目", "编号：DZ2021；年度：2021；指标体系：市级部门 1、县市区 2"),
    ]
    assert told[3][1].startswith("考核对象：无 → 371402、371403")
