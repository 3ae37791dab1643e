"""Units report how far their tasks came, with evidence; verifiers settle it, and only that counts."""

import pytest
from sqlmodel import select

from core.errors import Conflict, Invalid, NotAllowed
from core.evidence.models import EvidenceFile
from core.evidence.service import XLSX, FileContent, HandedFile
from core.projects.task_sheet import TaskLine, import_tasks
from core.projects.tasks import narrowed, nodes, report_node, verified_by_quarter, verify_node
from core.store.session import reading, writing
from tests.builders.rounds import COUNTY, going, ready

FILE = HandedFile("佐证.pdf", b"%PDF-1.4")
LINES = (
    TaskLine(2, "R01", "目录更新", "要点第3条", COUNTY, ((1, "完成方案"), (2, "完成一半"))),
    TaskLine(3, "R02", "节点建设", "要点第9条", "371482", ((1, "开工"),)),
)


def with_tasks(made):
    with writing() as session:
        source = FileContent("任务.xlsx", XLSX, b"tasks")
        facts = {"project_id": made.id, "lines": LINES, "source": source}
        assert import_tasks(session=session, actor=made.actor("孙项目"), **facts) == (2, 0)
    return made


def ledger(made, name="赵敏"):
    with reading() as session:
        return nodes(session=session, actor=made.actor(name), project_id=made.id)


def reported(made, row, text="方案已印发", *, by="吴德城", **facts) -> None:
    with writing() as session:
        wanted = {"node_id": row.id, "report": text, "version": row.version} | facts
        report_node(session=session, actor=made.actor(by), **wanted)


def verified(made, row, rate, remark="", *, by="李评估") -> None:
    with writing() as session:
        facts = {"node_id": row.id, "rate": rate, "remark": remark, "version": row.version}
        verify_node(session=session, actor=made.actor(by), **facts)


def test_a_node_is_reported_with_evidence_and_verified_and_then_stays(people):
    made = with_tasks(going(people))
    reported(made, ledger(made)[0], evidence=FILE)
    row = ledger(made)[0]
    assert (row.state, row.report, row.reported_by) == ("待核定", "方案已印发", "吴德城")
    with reading() as session:
        file = session.exec(select(EvidenceFile).where(EvidenceFile.id == row.evidence.id)).one()
    assert (file.organisation_id, file.media_type) == (made.units[COUNTY], "application/pdf")
    verified(made, row, 80, "缺一份清单")
    row = ledger(made)[0]
    assert (row.state, row.verified, row.verified_by, row.remark) == ("已核定", 80, "李评估", "缺一份清单")
    with pytest.raises(Invalid) as caught:
        reported(made, row)
    assert caught.value.problems[0].rule == "该节点已核定"


def test_evidence_that_is_not_what_it_says_leaves_the_report_as_it_was(people):
    made = with_tasks(going(people))
    with pytest.raises(Invalid, match="没有收下"):
        reported(made, ledger(made)[0], evidence=HandedFile("佐证.pdf", b"<html>"))
    row = ledger(made)[0]
    assert (row.state, row.evidence) == ("未报", None)


def test_a_goal_nobody_reported_counts_nothing_once_its_quarter_is_verified(people):
    made = with_tasks(going(people))
    reported(made, ledger(made)[0])
    with reading() as session:
        assert verified_by_quarter(session, made.id)[made.units[COUNTY]] == {}
    verified(made, ledger(made)[0], 100)
    with reading() as session:
        assert verified_by_quarter(session, made.id)[made.units[COUNTY]] == {1: [100]}


def test_faulty_reports_and_verifications_are_refused_with_every_fault(people):
    made = with_tasks(going(people))
    row = ledger(made)[0]
    with pytest.raises(Invalid) as caught:
        verified(made, row, 120)
    assert [each.rule for each in caught.value.problems] == [
        "责任单位还没有填报完成情况",
        "完成率须在 0 到 100 之间",
        "未核定为 100 的须写明理由",
    ]
    with pytest.raises(Invalid):
        reported(made, row, " ")
    reported(made, row)
    with pytest.raises(Conflict):
        reported(made, row)


def test_nobody_reports_for_another_and_the_assessed_verify_nothing(people):
    made = with_tasks(going(people))
    own, _, other = ledger(made)
    assert [row.task_code for row in ledger(made, "吴德城")] == ["R01", "R01"]
    with pytest.raises(NotAllowed):
        reported(made, other)
    with pytest.raises(NotAllowed):
        verified(made, own, 100, by="吴德城")
    with pytest.raises(NotAllowed):
        reported(made, own, by="孙项目")


def test_before_the_start_nothing_is_reported(people):
    made = with_tasks(ready(people))
    with pytest.raises(Invalid) as caught:
        reported(made, ledger(made)[0])
    assert caught.value.problems[0].value == "未开始"


def test_nodes_are_looked_for_narrowed_and_put_in_order(people):
    made = with_tasks(going(people))
    reported(made, ledger(made)[0])
    verified(made, ledger(made)[0], 80, "缺一份清单")
    reported(made, ledger(made)[1], "完成三成")

    def found(**facts):
        return [(row.task_code, row.quarter) for row in narrowed(ledger(made), **facts)]

    first, second, other = ("R01", 1), ("R01", 2), ("R02", 1)
    assert found() == found(sort="nothing") == [first, second, other]
    assert found(text="开工") == found(text="r02") == [other]
    assert found(text="三成") == found(quarter="2") == found(state="待核定") == [second]
    assert found(text="德城", quarter="1") == [first]
    assert found(quarter="3") == []
    assert found(sort="-task") == [other, second, first]
    assert found(sort="quarter") == [first, other, second]
    assert found(sort="state") == [other, second, first]
    assert found(sort="-rate")[0] == first
    assert found(sort="-unit")[0] == other
