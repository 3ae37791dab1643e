"""Loading the committed calendar into the database."""

from datetime import date
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import select

from core.audit.actor import Actor
from core.audit.models import AuditEntry
from core.calendars import service
from core.calendars.models import WorkingDay
from core.store.session import reading, writing

SETUP = Actor.system()
HEADER = "日期,是否工作日,状态,说明\n"


def load(engine: Engine, days: Path = service.DAYS_FILE, sources: Path = service.SOURCES_FILE) -> int:
    with writing(engine) as session:
        return service.load_reference(session=session, actor=SETUP, days=days, sources=sources)


def test_the_first_load_adds_nine_years_and_leaves_one_entry_the_second_does_nothing(engine: Engine):
    assert load(engine) == (date(2027, 12, 31) - date(2018, 12, 31)).days
    assert load(engine) == 0
    with reading(engine) as session:
        [entry] = session.exec(select(AuditEntry)).all()
        extended = session.get(WorkingDay, date(2020, 1, 31))
        coming = session.get(WorkingDay, date(2027, 1, 4))
    assert entry.after == {"文件": "working_days.csv", "新增": 3287, "由暂估改为已公布": 0}
    assert (extended.is_working, extended.source) == (False, "国务院办公厅关于延长2020年春节假期的通知")
    assert (coming.is_working, coming.status, coming.source) == (True, "暂估", "")


def test_an_announcement_settles_estimated_days_and_leaves_announced_ones(engine: Engine, tmp_path: Path):
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    first.write_text(HEADER + "2027-01-01,是,暂估,\n2027-01-02,否,已公布,\n", encoding="utf-8")
    second.write_text(
        HEADER + "2027-01-01,否,已公布,元旦放假\n2027-01-02,是,已公布,元旦调休上班\n", encoding="utf-8"
    )
    sources = tmp_path / "sources.csv"
    sources.write_text("起始日期,截止日期,依据\n2027-01-01,2027-12-31,放假通知\n", encoding="utf-8")
    assert load(engine, first, sources) == 2
    assert load(engine, second, sources) == 1
    # Going back to the older list takes nothing back.
    assert load(engine, first, sources) == 0
    with reading(engine) as session:
        settled = session.get(WorkingDay, date(2027, 1, 1))
        kept = session.get(WorkingDay, date(2027, 1, 2))
    assert (settled.is_working, settled.status, settled.note, settled.source, settled.version) == (
        False,
        "已公布",
        "元旦放假",
        "放假通知",
        2,
    )
    assert (kept.is_working, kept.version) == (False, 1)
