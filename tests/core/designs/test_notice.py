"""A notice says something in every part, whoever has or has not written it."""

from dataclasses import asdict, fields, replace

from core.designs.notice import TITLES, Notice, default_notice, notice_of, notice_problems
from tests.core.scoring.boards import county, department


def test_the_default_notice_is_complete_and_speaks_to_whom_it_is_for():
    for system, recipients in ((department(), "市政府有关部门"), (county(), "各县（市、区）")):
        notice = default_notice(system)
        assert notice_problems(notice) == []
        assert notice.recipients.startswith(recipients)
    assert set(TITLES) == {field.name for field in fields(Notice)}


def test_only_a_version_that_is_a_year_names_the_year():
    assert default_notice(replace(department(), version="2021")).schedule.startswith("2021年度日常考核")
    assert default_notice(replace(department(), version="1")).schedule.startswith("本年度日常考核")


def test_what_was_written_counts_and_empty_parts_are_named():
    written = replace(default_notice(department()), purpose="")
    assert notice_of(asdict(written), department()) == written
    assert notice_of(None, department()) == default_notice(department())
    assert notice_problems(written)[0].rule.startswith("“purpose”") is False
    assert "一、评估目的" in notice_problems(written)[0].rule
