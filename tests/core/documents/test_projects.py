"""Progress, the missing and the ledger leave as files, as far as the reader reaches."""

import pytest

from core.documents.projects import (
    calls_file,
    contacts_file,
    contacts_template_file,
    missing_file,
    progress_file,
    projects_file,
    tasks_file,
    tasks_template_file,
)
from core.errors import NotAllowed, NotFound
from core.notices.contacts import ContactDraft, put_contact
from core.projects import contact_sheet
from core.projects.chasing import CallDraft, log_call
from core.projects.service import ProjectDraft, create_project
from core.projects.task_sheet import read_lines
from core.store.session import reading, writing
from tests.builders.rounds import COUNTY, going, handed_in
from tests.core.documents.opened import rows
from tests.core.projects.test_tasks import with_tasks


def asked(verb, made, name="赵敏", **facts):
    with reading() as session:
        return verb(session=session, actor=made.actor(name), **facts)


def test_the_list_of_projects_leaves_as_far_as_somebody_knows_of_it(people):
    made = going(people)
    waiting = ProjectDraft("DZ2030", "以后的项目", 2030, is_rehearsal=True)
    with writing() as session:
        facts = {"session": session, "actor": made.actor("赵敏")}
        create_project(**facts, draft=waiting)
    header, first, second = rows(asked(projects_file, made).data, "评估项目")
    assert header[:5] == ("编号", "项目", "年度", "状态", "练习")
    assert first[:7] == ("DZ2030", "以后的项目", 2030, "未开始", "是", 0, 0)
    assert second[3:6] == ("进行中", "否", 13)
    own = rows(asked(projects_file, made, "吴德城").data, "评估项目")
    assert own[1:] == [second]
    with pytest.raises(NotAllowed):
        asked(projects_file, made, "陈填报")


def test_progress_holds_the_counts_and_every_unit(people):
    made = going(people)
    handed_in(made)
    file = asked(progress_file, made, round_id=made.rounds["一季度"])
    assert rows(file.data, "汇总")[1][:3] == ("全市", 13, 1)
    assert rows(file.data, "各单位")[1][4] == "已报"
    own = asked(progress_file, made, "吴德城", round_id=made.rounds["一季度"])
    assert rows(own.data, "汇总")[1][:3] == ("您的数据范围", 1, 1)
    with pytest.raises(NotAllowed):
        asked(progress_file, made, "陈填报", round_id=made.rounds["一季度"])


def test_the_missing_leave_as_a_sheet_and_no_other_form(people):
    made = going(people)
    handed_in(made)
    file = asked(missing_file, made, round_id=made.rounds["一季度"], kind="xlsx")
    assert file.name == "一季度考核未报名单.xlsx"
    assert "德城区" not in [row[1] for row in rows(file.data, "未报名单")]
    with pytest.raises(NotFound):
        asked(missing_file, made, round_id=made.rounds["一季度"], kind="exe")


def test_the_ledger_can_be_handed_in_again_as_it_left(people):
    made = with_tasks(going(people))
    file = asked(tasks_file, made, project_id=made.id)
    lines, faults = read_lines(file.data, file.name)
    assert ([line.code for line in lines], faults) == (["R01", "R02"], [])
    assert lines[0].goals == ((1, "完成方案"), (2, "完成一半"))
    assert len(rows(asked(tasks_template_file, made).data, "年度任务")) >= 1
    with pytest.raises(NotAllowed):
        asked(tasks_template_file, made, "吴德城")


def test_the_phone_book_can_be_handed_in_again_and_its_template_lists_who_is_unknown(people):
    made = going(people)
    with writing() as session:
        draft = ContactDraft(made.units[COUNTY], "刘洋", "科长", "0534-2600001")
        put_contact(session=session, actor=made.actor("赵敏"), draft=draft)
    (line,), _ = contact_sheet.read_lines(asked(contacts_file, made).data, "电话册.xlsx")
    assert (line.unit_code, line.name, line.phone) == (COUNTY, "刘洋", "0534-2600001")
    listed = [row[0] for row in rows(asked(contacts_template_file, made).data, "电话册")]
    assert "M05" in listed
    assert COUNTY not in listed
    for file in (contacts_file, contacts_template_file):
        with pytest.raises(NotAllowed):
            asked(file, made, "吴德城")


def test_the_calls_of_a_round_leave_for_those_who_chase(people):
    made = going(people)
    round_id = made.rounds["一季度"]
    with writing() as session:
        facts = {"round_id": round_id, "organisation_id": made.units[COUNTY]}
        draft = CallDraft("电话", "张三", "0534-2600000", "答复今日报送")
        log_call(session=session, actor=made.actor("孙项目"), draft=draft, **facts)
    content = asked(calls_file, made, round_id=round_id)
    assert content.name.endswith("催办记录.xlsx")
    header, line = rows(content.data, "催办记录")
    assert header == ("时间", "单位", "方式", "联系人", "电话", "结果", "办理人")
    assert line[1:] == ("德城区", "电话", "张三", "0534-2600000", "答复今日报送", "孙项目")
    with pytest.raises(NotAllowed):
        asked(calls_file, made, "吴德城", round_id=round_id)
    with pytest.raises(NotFound):
        asked(calls_file, made, round_id=99)
