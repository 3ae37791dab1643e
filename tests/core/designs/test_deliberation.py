"""Experts and units say what they think, the authority decides each word of it, and the archive keeps."""

from dataclasses import replace

import pytest
from sqlmodel import col, func, select

from core.audit.models import AuditEntry
from core.designs.deliberation import decide_comment, decide_opinion, give_opinion, withdraw_opinion
from core.designs.models import DesignComment, DesignFile, DesignOpinion
from core.designs.rules import FileKind, Stage
from core.errors import Conflict, Invalid, NotAllowed, NotFound
from core.evidence.service import FileContent, HandedFile, hand_out
from core.store.session import reading, writing
from tests.core.designs.drafting import DRAFT, MINUTES, brought_to, drafted, filed, moved, ruled, said


@pytest.fixture(autouse=True)
def _still(at):
    at("2026-03-02 09:00")


def rows(table) -> list:
    with reading() as session:
        return list(session.exec(select(table).order_by(col(table.id))))


def given(people, design_id: int, *, by="钱审核", node="A", text="建议降低满分", **facts) -> int:
    with writing() as session:
        return give_opinion(
            session=session, actor=people[by].actor, design_id=design_id, node_code=node, text=text, **facts
        )


def test_an_expert_comments_on_a_node_and_the_decision_carries_its_reason(people):
    design_id = brought_to(people, Stage.REVIEW)
    comment_id = said(people, design_id)
    ruled(people, decide_comment, comment_id, decision="rejected", reason="与省里口径一致")
    [row] = rows(DesignComment)
    assert (row.node_name, row.person_name, row.decision, row.decided_by) == (
        "甲",
        "秦专家",
        "rejected",
        "赵敏",
    )
    with reading() as session:
        assert (
            session.exec(select(AuditEntry).where(AuditEntry.object_type == "design_comment"))
            .all()[-1]
            .reason
        )


@pytest.mark.parametrize("name", ["陈填报", "赵敏", "何审计", "王立新"])
def test_only_experts_and_evaluators_comment(people, name):
    design_id = brought_to(people, Stage.REVIEW)
    with pytest.raises(NotAllowed):
        said(people, design_id, by=name)
    assert rows(DesignComment) == []


def test_comments_are_made_while_experts_review_about_what_is_there(people):
    design_id = drafted(people)
    with pytest.raises(Invalid, match="没有提交"):
        said(people, design_id)
    moved(people, design_id, Stage.REVIEW)
    for node, text in (("Z", "意见在此"), ("A", " ")):
        with pytest.raises(Invalid):
            said(people, design_id, node, text)
    assert rows(DesignComment) == []


def test_a_filler_and_an_approver_answer_for_their_own_unit(people):
    design_id = brought_to(people, Stage.SOLICITING)
    given(people, design_id, by="陈填报")
    given(people, design_id, by="周填报", agrees=True, text="")
    assert [(row.unit_name, row.text) for row in rows(DesignOpinion)] == [
        ("德州市教育和体育局", "建议降低满分"),
        ("德州市公安局", "无意见"),
    ]


@pytest.mark.parametrize("name", ["吴德城", "赵敏", "李评估", "秦专家"])
def test_nobody_who_was_not_asked_answers(people, name):
    design_id = brought_to(people, Stage.SOLICITING)
    with pytest.raises((NotAllowed, NotFound)):
        given(people, design_id, by=name)
    assert rows(DesignOpinion) == []


def test_a_county_is_asked_about_the_counties_system(people):
    design_id = drafted(people, replace(DRAFT, code="K", audience="county"))
    with pytest.raises(NotFound):
        given(people, design_id, by="吴德城")
    moved(people, design_id, Stage.REVIEW)
    ruled(people, decide_comment, said(people, design_id))
    moved(people, design_id, Stage.DISCUSSION)
    filed(people, design_id)
    moved(people, design_id, Stage.SOLICITING)
    given(people, design_id, by="吴德城")
    assert rows(DesignOpinion)[0].unit_name == "德城区"


def test_after_the_last_day_no_answer_is_taken(people, at):
    design_id = brought_to(people, Stage.SOLICITING)
    at("2026-03-20 23:00")
    given(people, design_id)
    at("2026-03-21 08:00")
    with pytest.raises(Invalid) as caught:
        given(people, design_id)
    assert "已过征求意见的截止日期" in caught.value.problems[0].rule


def test_an_answer_is_taken_back_by_its_unit_until_it_is_decided(people):
    design_id = brought_to(people, Stage.SOLICITING)
    first, second = given(people, design_id), given(people, design_id, node="B")
    facts = {"opinion_id": first, "version": 1}
    with pytest.raises(NotAllowed), writing() as session:
        withdraw_opinion(session=session, actor=people["周填报"].actor, **facts)
    with writing() as session:
        withdraw_opinion(session=session, actor=people["陈填报"].actor, **facts)
    ruled(people, decide_opinion, second)
    for identity, version in ((first, 2), (second, 2)):
        with pytest.raises(Invalid), writing() as session:
            withdraw_opinion(
                session=session, actor=people["陈填报"].actor, opinion_id=identity, version=version
            )
    assert [row.withdrawn for row in rows(DesignOpinion)] == [True, False]


def test_what_was_withdrawn_or_agrees_is_not_decided(people):
    design_id = brought_to(people, Stage.SOLICITING)
    agreed = given(people, design_id, agrees=True, text="")
    with pytest.raises(Invalid) as caught:
        ruled(people, decide_opinion, agreed)
    assert "不需要裁定" in caught.value.problems[0].rule


def test_the_second_to_decide_is_told_what_the_first_decided(people):
    design_id = brought_to(people, Stage.SOLICITING)
    opinion_id = given(people, design_id)
    ruled(people, decide_opinion, opinion_id, by="孙项目", decision="rejected", reason="分值须保持")
    with pytest.raises(Conflict, match="已由孙项目于 2026-03-02 09:00 处理（不采纳：分值须保持）"):
        ruled(people, decide_opinion, opinion_id)
    ruled(people, decide_opinion, opinion_id, version=2, decision="partly", reason="改为 5 分")
    assert rows(DesignOpinion)[0].decision == "partly"


@pytest.mark.parametrize("name", ["钱审核", "秦专家", "李评估"])
def test_only_the_authority_and_the_project_manager_decide(people, name):
    design_id = brought_to(people, Stage.SOLICITING)
    opinion_id = given(people, design_id)
    with pytest.raises(NotAllowed):
        ruled(people, decide_opinion, opinion_id, by=name)


def test_forged_decisions_and_numbers_change_nothing(people):
    design_id = brought_to(people, Stage.SOLICITING)
    opinion_id = given(people, design_id)
    for identity, facts in ((99, {}), (opinion_id, {"decision": ""}), (opinion_id, {"decision": "magic"}),
                            (opinion_id, {"decision": "rejected"})):  # fmt: skip
        with pytest.raises((Invalid, NotFound)):
            ruled(people, decide_opinion, identity, **facts)
    with pytest.raises(NotFound):
        ruled(people, decide_comment, 99)
    assert rows(DesignOpinion)[0].decision == ""


def test_a_file_is_archived_and_handed_out_to_those_who_read_everything(people):
    design_id = drafted(people)
    filed(people, design_id, FileKind.INTERVIEW)
    [row] = rows(DesignFile)
    with reading() as session:
        handed_out = hand_out(session=session, actor=people["何审计"].actor, file_id=row.evidence_id)
        assert handed_out == FileContent(MINUTES.name, "application/pdf", MINUTES.data)
        with pytest.raises(NotAllowed):
            hand_out(session=session, actor=people["陈填报"].actor, file_id=row.evidence_id)


def test_a_program_named_like_a_paper_is_not_archived(people):
    design_id = drafted(people)
    with pytest.raises(Invalid, match="没有收下"):
        filed(people, design_id, file=HandedFile("纪要.pdf", b"MZ\x90\x00"))
    with reading() as session:
        assert session.scalar(select(func.count()).select_from(DesignFile)) == 0
