"""Every use of a method leaves one record that nobody can change, computed from the inputs alone."""

from dataclasses import replace
from fractions import Fraction

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import col, func, select

from core.access.permissions import Permission
from core.audit.models import AuditEntry
from core.errors import Conflict, Invalid, NotAllowed, NotFound
from core.indicators.canonical import fingerprint
from core.indicators.models import IndicatorSystemVersion
from core.store.session import reading, writing
from core.weighting.methods import Combined, Judged, Opinion
from core.weighting.models import WeightingRecord
from core.weighting.outcome import outcome_of
from core.weighting.service import Weighing, record_weighting
from core.weighting.target import Item, target_of
from tests.core.indicators.test_service import published
from tests.core.scoring.boards import tiny_system
from tests.core.weighting.given import JUDGED, MEASURED, SCORED
from tests.core.weighting.grids import CIRCLE, SOUND, target

METHODS = pytest.mark.parametrize("inputs", [SCORED, JUDGED, MEASURED], ids=["experts", "ahp", "entropy"])


def recorded(people, inputs=JUDGED, *, by="李评估", key=None, on=None, version=None, note="") -> int:
    weighing = Weighing(on or target(), inputs, version, note)
    with writing() as session:
        return record_weighting(session=session, actor=people[by].actor, weighing=weighing, client_key=key)


def kept(record_id: int) -> WeightingRecord:
    with reading() as session:
        return session.get_one(WeightingRecord, record_id)


def rows() -> int:
    with reading() as session:
        return session.scalar(select(func.count()).select_from(WeightingRecord))


@METHODS
def test_a_record_keeps_who_when_what_and_the_result_computed_from_it(people, at, inputs):
    at("2020-12-31 14:32")
    held = kept(recorded(people, inputs, note=" 第一次论证 "))
    outcome, _ = outcome_of(target(), inputs)
    assert held.result["outcome"]["weights"] == list(outcome.weights)
    assert held.result["outcome"]["allotted"] == [format(part.normalize(), "f") for part in outcome.allotted]
    assert (held.system_code, held.system_title, held.version_id) == ("DRAFT", "2021 草稿", None)
    assert (held.group_code, held.group_name, held.note) == ("", "一级指标", "第一次论证")
    assert (held.person_id, held.person_name) == (people["李评估"].id, "李评估")
    assert f"{held.recorded_at:%F %R}" == "2020-12-31 06:32"


def test_the_checksum_is_that_of_everything_that_was_weighed(people):
    held = kept(recorded(people))
    parts = {"method": "ahp", "target": held.target, "inputs": held.inputs, "result": held.result}
    assert held.sha256 == fingerprint(parts)
    assert kept(recorded(people)).sha256 == held.sha256
    assert kept(recorded(people, SCORED)).sha256 != held.sha256


def test_a_record_leaves_one_entry_in_the_trail(people):
    record_id = recorded(people, note="专家论证会")
    with reading() as session:
        query = select(AuditEntry).where(AuditEntry.object_type == "weighting_record")
        entry = session.exec(query).one()
    assert (entry.action, entry.object_id) == (Permission.INDICATORS_WEIGHTS_EDIT, str(record_id))
    assert entry.object_name == "2021 草稿：一级指标（层次分析）"
    assert entry.after == {"method": "层次分析", "group": "", "sha256": kept(record_id).sha256}
    assert (entry.person_name, entry.reason) == ("李评估", "专家论证会")


def test_a_repeated_submit_leaves_one_record(people):
    first = recorded(people, key="one-click")
    assert recorded(people, SCORED, key="one-click") == first
    assert rows() == 1


def test_the_same_weighing_on_another_day_is_another_record(people):
    assert recorded(people) != recorded(people)
    assert rows() == 2


def test_inconsistent_judgements_leave_nothing_but_the_cells_that_do_not_fit(people):
    with pytest.raises(Invalid, match="一致性没有通过") as caught:
        recorded(people, Judged((Opinion("张三", SOUND), Opinion("李四", CIRCLE))))
    assert "一致性比率应小于 0.1" in str(caught.value.problems[0])
    assert {(problem.sheet, problem.row) for problem in caught.value.problems[1:]} == {
        ("李四", 2),
        ("李四", 3),
    }
    assert rows() == 0


def test_a_record_of_a_published_version_points_at_it(people):
    version_id = published(people)
    held = kept(
        recorded(people, Judged((Opinion("张三", ((1, 2), (None, 1))),)), on=top(), version=version_id)
    )
    assert held.version_id == version_id
    assert (held.system_code, held.system_title) == ("T", "小体系 1")


def test_a_group_that_is_not_the_published_one_is_refused(people):
    version_id = published(people)
    judged = Judged((Opinion("张三", ((1, 2), (None, 1))),))
    for wrong in (
        replace(top(), whole=90),
        replace(top(), share=Fraction(1, 2)),
        replace(top(), system_code="X"),
    ):
        with pytest.raises(Conflict, match="“一级指标”这一组与已发布的“小体系 1”不一致"):
            recorded(people, judged, on=wrong, version=version_id)
    with pytest.raises(NotFound, match="没有这个指标体系版本"):
        recorded(people, judged, on=top(), version=version_id + 1)
    assert rows() == 0


def test_weighing_changes_no_indicator_system(people):
    version_id = published(people)
    recorded(people, Judged((Opinion("张三", ((1, 9), (None, 1))),)), on=top(), version=version_id)
    with reading() as session:
        assert session.get_one(IndicatorSystemVersion, version_id).sha256 == tiny_system().sha256


def test_a_combination_rests_on_the_weights_of_its_two_records(people):
    judged, measured = recorded(people), recorded(people, MEASURED)
    held = kept(recorded(people, Combined("linear", judged, measured, Fraction(3, 5))))
    one, other = (kept(each).result["outcome"]["weights"] for each in (judged, measured))
    assert held.result["outcome"]["weights"] == pytest.approx(
        [0.6 * mine + 0.4 * theirs for mine, theirs in zip(one, other, strict=True)]
    )
    assert held.inputs == {"rule": "linear", "subjective": judged, "objective": measured, "share": "3/5"}


def test_records_that_do_not_belong_together_are_not_combined(people):
    judged, measured = recorded(people), recorded(people, MEASURED)
    elsewhere = recorded(people, on=target(group="A", group_name="汇聚"))
    others = recorded(people, on=target(items=tuple(Item(code, code) for code in "XYZ")))
    mixed = recorded(people, Combined("linear", judged, measured))
    for wrong, said in (
        (Combined("linear", elsewhere, measured), f"第 {elsewhere} 号记录不是这一组指标的权重"),
        (Combined("linear", others, measured), f"第 {others} 号记录不是这一组指标的权重"),
        (Combined("linear", measured, judged), "主观权重应取自专家打分、层次分析"),
        (Combined("linear", others, judged), "客观权重应取自熵权"),
        (Combined("linear", mixed, measured), "主观权重应取自专家打分、层次分析"),
        (Combined("linear", judged, judged), "主观和客观权重是同一条记录"),
    ):
        with pytest.raises(Invalid, match="两条定权记录不能组合") as caught:
            recorded(people, wrong)
        assert said in {problem.rule for problem in caught.value.problems}
    with pytest.raises(NotFound, match="没有这条定权记录"):
        recorded(people, Combined("linear", judged, 999))
    assert rows() == 5


def test_the_database_refuses_to_change_a_record(people, engine):
    recorded(people)
    for statement in ("update weighting_records set method = 'entropy'", "delete from weighting_records"):
        with pytest.raises(DBAPIError, match="只能新增"), engine.begin() as connection:
            connection.execute(text(statement))


def test_the_authority_and_evaluators_weigh_and_nobody_else(people):
    for name in ("赵敏", "李评估"):
        recorded(people, by=name)
    others = set(people) - {"赵敏", "李评估"}
    for name in others:
        with pytest.raises(NotAllowed, match=r"没有“定权并留存记录”的权限.*主管部门、评估人员"):
            recorded(people, by=name)
    with reading() as session:
        names = session.exec(select(WeightingRecord.person_name).order_by(col(WeightingRecord.id)))
        assert list(names) == ["赵敏", "李评估"]


def top():
    return target_of(tiny_system(), "")
