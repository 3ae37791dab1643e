"""Where numbers come from is said by those whose task it is, without secrets; asking now asks once."""

from dataclasses import replace

import pytest
from sqlmodel import func, select

from core.audit.models import AuditEntry
from core.collection.models import CollectionRun, DataSource, MetricSource
from core.collection.sources import register_metrics, register_source, start_runs
from core.errors import Conflict, Invalid, NotAllowed, NotFound
from core.store.session import reading, writing
from tests.core.collection.outside import EXCHANGE, draft, set_up
from tests.core.collection.world import published


def count(engine, table) -> int:
    with reading(engine) as session:
        return session.exec(select(func.count()).select_from(table)).one()


def test_registering_again_changes_the_source_and_leaves_one_trail_entry_a_change(engine, people):
    actor = people["韩运维"].actor
    for name in ("交换平台", "交换平台", "市交换平台"):
        with writing(engine) as session:
            register_source(session=session, actor=actor, draft=replace(EXCHANGE, name=name))
    with reading(engine) as session:
        assert session.exec(select(DataSource.name)).all() == ["市交换平台"]
        entries = session.exec(select(AuditEntry).where(AuditEntry.object_type == "data_source")).all()
    assert len(entries) == 2


@pytest.mark.parametrize(
    "settings",
    [
        {"url": "postgresql://reader:hunter2@db/exchange"},
        {"url": "sqlite:///x.db", "password": "hunter2"},
        {"url": "postgresql://db/exchange?password=hunter2"},
        {"url": "not an address"},
    ],
)
def test_a_secret_is_never_kept_in_clear(engine, people, settings):
    with pytest.raises(Invalid, match="没有登记") as refused, writing(engine) as session:
        register_source(
            session=session, actor=people["韩运维"].actor, draft=replace(EXCHANGE, settings=settings)
        )
    assert "hunter2" not in str(refused.value)
    assert count(engine, DataSource) == 0


def test_columns_the_system_does_not_have_and_unknown_sources_are_named(engine, people):
    version_id = published(people)
    wrong = replace(draft(), fields={"Z-9": "x"}, source_code="elsewhere", every_minutes=0)
    with pytest.raises(Invalid) as refused, writing(engine) as session:
        register_metrics(
            session=session, actor=people["韩运维"].actor, version_id=version_id, drafts=[wrong, replace(draft(), fields={})]
        )  # fmt: skip
    rules = [problem.rule for problem in refused.value.problems]
    assert rules[:3] == ["指标体系没有这一列", "没有这个数据源", "采集间隔至少 1 分钟"]
    assert "没有说明写入哪些列" in rules


def test_saying_the_same_again_changes_nothing(engine, people, at):
    version_id = set_up(people)
    with writing(engine) as session:
        same = register_metrics(
            session=session, actor=people["韩运维"].actor, version_id=version_id, drafts=[draft()]
        )
    with writing(engine) as session:
        sooner = register_metrics(
            session=session, actor=people["韩运维"].actor, version_id=version_id, drafts=[draft(minutes=5)]
        )
    assert (same, sooner, count(engine, MetricSource)) == (0, 1, 1)


def test_asking_now_is_one_run_however_often_it_is_clicked(engine, people):
    version_id = set_up(people)
    actor = people["李评估"].actor
    for _ in range(2):
        with writing(engine) as session:
            assert start_runs(session=session, actor=actor, version_id=version_id, client_key="click") == 1
    with pytest.raises(Conflict, match="正在采集"), writing(engine) as session:
        start_runs(session=session, actor=people["孙项目"].actor, version_id=version_id, client_key="other")
    assert count(engine, CollectionRun) == 1


def test_there_must_be_something_to_collect(engine, people):
    version_id = published(people)
    with pytest.raises(NotFound, match="没有可以采集"), writing(engine) as session:
        start_runs(session=session, actor=people["李评估"].actor, version_id=version_id)


@pytest.mark.parametrize("name", ["郑市长", "陈填报", "王立新", "何审计"])
def test_who_only_looks_may_not_start(engine, people, name):
    version_id = set_up(people)
    with pytest.raises(NotAllowed, match="立即采集"), writing(engine) as session:
        start_runs(session=session, actor=people[name].actor, version_id=version_id)


@pytest.mark.parametrize("name", ["赵敏", "李评估", "陈填报"])
def test_who_judges_may_not_say_where_numbers_come_from(engine, people, name):
    with pytest.raises(NotAllowed), writing(engine) as session:
        register_source(session=session, actor=people[name].actor, draft=EXCHANGE)
