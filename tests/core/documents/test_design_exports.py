"""Papers of drafts go to those who read drafts, the solicited paper to the units that are asked."""

from dataclasses import replace
from fractions import Fraction

import pytest

from core.designs import queries
from core.designs.rules import Stage
from core.designs.service import DesignDraft
from core.documents import design_exports
from core.documents.paper import DOCX
from core.errors import NotAllowed, NotFound
from core.evidence.service import XLSX
from core.indicators.workbook import read_system
from core.store.session import reading
from core.weighting.experts import Round
from core.weighting.methods import Scored
from core.weighting.target import target_of
from tests.core.designs.drafting import MINUTES, brought_to, drafted, filed, seen
from tests.core.documents.opened import rows
from tests.core.indicators.test_service import published
from tests.core.weighting.grids import target
from tests.core.weighting.test_service import recorded


@pytest.fixture(autouse=True)
def _still(at):
    at("2026-03-02 09:00")


def had(people, verb, by="赵敏", **facts):
    with reading() as session:
        return verb(session=session, actor=people[by].actor, **facts)


def test_the_list_of_drafts_leaves_as_it_stands_for_those_who_read_drafts(people):
    for number in range(25):
        drafted(people, DesignDraft(f"K{number:02}", f"体系{number:02}", "2026", "county"))
    soliciting = brought_to(people, Stage.SOLICITING)
    header, first, *others = rows(had(people, design_exports.designs_file, by="秦专家").data, "体系草案")
    assert header[:6] == ("体系名称", "编码", "版本", "适用对象", "计分", "阶段")
    assert first[:6] == ("小体系", "T", "2", "市级部门", "满分制", "征求意见")
    assert first[7].date() == seen(people, soliciting).row.due_on
    assert [row[1] for row in others] == [f"K{number:02}" for number in reversed(range(25))]
    assert {row[7] for row in others} == {None}
    with pytest.raises(NotAllowed):
        had(people, design_exports.designs_file, by="陈填报")


def test_every_paper_is_called_by_what_it_is_and_says_that_it_is_a_draft(people):
    design_id = drafted(people)
    names = {
        had(people, verb, design_id=design_id).name
        for verb in (
            design_exports.design_annex,
            design_exports.design_workbook,
            design_exports.design_notice,
        )
    }
    assert names == {
        "附件：小体系 2（草案）.docx",
        "小体系 2（草案）.xlsx",
        "关于开展2年度公共数据共享绩效评估的通知（草稿）.docx",
    }


def test_the_workbook_of_a_draft_is_read_back_as_the_draft(people):
    design_id = drafted(people)
    content = had(people, design_exports.design_workbook, design_id=design_id)
    assert content.media_type == XLSX
    assert read_system(content.data, content.name) == seen(people, design_id).system


def test_opinions_leave_as_excel_or_word_and_nothing_else(people):
    design_id = brought_to(people, Stage.SOLICITING)
    for kind, media in (("xlsx", XLSX), ("docx", DOCX)):
        content = had(people, design_exports.opinions_file, design_id=design_id, kind=kind)
        assert (content.name, content.media_type) == (f"小体系 2意见征求及采纳情况表.{kind}", media)
    with pytest.raises(NotFound):
        had(people, design_exports.opinions_file, design_id=design_id, kind="pdf")


def test_a_published_version_is_annexed_for_those_who_export_systems(people):
    version_id = published(people)
    assert had(people, design_exports.system_annex, version_id=version_id).name == "附件：小体系 1.docx"
    with pytest.raises(NotAllowed):
        had(people, design_exports.system_annex, by="秦专家", version_id=version_id)


def test_units_have_the_solicited_paper_and_no_other(people):
    design_id = brought_to(people, Stage.SOLICITING)
    paper = had(people, design_exports.solicited_annex, by="陈填报", design_id=design_id)
    assert paper.name == "附件：小体系 2（征求意见稿）.docx"
    for verb in (design_exports.design_annex, design_exports.design_workbook, design_exports.design_notice):
        with pytest.raises(NotAllowed):
            had(people, verb, by="陈填报", design_id=design_id)
    with pytest.raises(NotFound):
        had(people, design_exports.solicited_annex, by="吴德城", design_id=design_id)


def test_what_was_filed_is_read_by_whoever_reads_the_draft_and_only_with_its_draft(people):
    design_id, other = drafted(people), drafted(people, DesignDraft("U", "别的体系", "2", "department"))
    filed(people, design_id)
    (row,) = had(people, queries.files, design_id=design_id)
    facts = {"design_id": design_id, "file_id": row.id}
    assert had(people, design_exports.archived_file, by="秦专家", **facts).data == MINUTES.data
    with pytest.raises(NotFound):
        had(people, design_exports.archived_file, by="秦专家", **facts | {"design_id": other})
    for name in ("陈填报", "郑市长"):
        with pytest.raises(NotAllowed):
            had(people, design_exports.archived_file, by=name, **facts)


def test_weighting_records_leave_with_what_each_gave_for_those_who_read_them(people):
    design_id = drafted(people)
    group = target_of(seen(people, design_id).system, "")
    given = Scored(Fraction(10), (Round(("张三", "李四"), ((Fraction(8), Fraction(2)),) * 2),))
    record_id = recorded(people, given, on=replace(group, items=group.items[:2]), note="论证会")
    recorded(people, on=target(system_code="OTHER"))
    content = had(people, design_exports.weightings_file, by="何审计", design_id=design_id)
    assert content.name == "小体系 2定权记录.xlsx"
    _, line = rows(content.data, "定权记录")
    assert line[:5] == (record_id, group.group_name, "专家打分", "论证会", "李评估")
    _, *parts = rows(content.data, "定权结果")
    whole = float(group.whole)
    assert [part[3] for part in parts] == [item.code for item in group.items[:2]]
    assert [part[5:] for part in parts] == [(0.8, 0.8 * whole, 0.8), (0.2, 0.2 * whole, 0.2)]
    for name in ("秦专家", "陈填报"):
        with pytest.raises(NotAllowed):
            had(people, design_exports.weightings_file, by=name, design_id=design_id)
