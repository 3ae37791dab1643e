"""The committed calendar, day by day, and what happens to a broken one."""

from datetime import date
from pathlib import Path

import chinese_calendar
import pytest

from core.calendars.reference import (
    DAY_COLUMNS,
    SOURCE_COLUMNS,
    parse_days,
    parse_sources,
    read_days,
    read_sources,
    source_of,
)
from core.calendars.rules import DayStatus, is_weekday
from core.calendars.service import DAYS_FILE, SOURCES_FILE
from core.errors import Invalid, Unavailable


def test_the_committed_calendar_equals_the_published_holidays_day_by_day():
    announced = [day for day in read_days(DAYS_FILE) if day.day.year <= 2026]
    assert [day.day for day in announced if day.is_working != chinese_calendar.is_workday(day.day)] == []
    assert {day.status for day in announced} == {DayStatus.ANNOUNCED}
    assert len(announced) == (date(2026, 12, 31) - date(2018, 12, 31)).days


def test_the_year_not_announced_is_all_weekdays_and_says_so():
    coming = [day for day in read_days(DAYS_FILE) if day.day.year > 2026]
    assert (len(coming), coming[0].day, coming[-1].day) == (365, date(2027, 1, 1), date(2027, 12, 31))
    assert {day.status for day in coming} == {DayStatus.ESTIMATED}
    assert all(day.is_working == is_weekday(day.day) for day in coming)


def test_every_day_that_differs_from_its_weekday_says_why():
    for day in read_days(DAYS_FILE):
        if day.is_working and not is_weekday(day.day):
            assert day.note.endswith("调休上班"), day
        elif is_weekday(day.day) and not day.is_working:
            assert day.note.endswith("放假"), day


def test_every_announced_day_has_a_document_and_a_later_one_amends_an_earlier_one():
    sources = read_sources(SOURCES_FILE)
    announced = [day.day for day in read_days(DAYS_FILE) if day.status is DayStatus.ANNOUNCED]
    assert all(source_of(day, sources) for day in announced)
    assert source_of(date(2020, 1, 24), sources) == "国务院办公厅关于2020年部分节假日安排的通知"
    assert source_of(date(2020, 1, 31), sources) == "国务院办公厅关于延长2020年春节假期的通知"
    assert source_of(date(2019, 5, 2), sources) == "国务院办公厅关于调整2019年劳动节假期安排的通知"
    assert source_of(date(2027, 1, 1), sources) == ""


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["2020/1/1", "否", "已公布", "元旦放假"]], "第 2 行 A 列：日期须写作 2020-12-31，现为“2020/1/1”"),
        ([["2020-02-30", "否", "已公布", ""]], "第 2 行 A 列"),
        (
            [["2020-01-01", "否", "已公布", ""], ["2020-01-03", "是", "已公布", ""]],
            "第 3 行 A 列：日期须逐日连续，上一行为 2020-01-01",
        ),
        ([["2020-01-01", "0", "已公布", ""]], "第 2 行 B 列：是否工作日须填"),
        ([["2020-01-01", "否", "公布", ""]], "第 2 行 C 列：状态须为 已公布或暂估"),
        ([["2020-01-01", "否", "已公布"]], "第 2 行：须有 4 列，现为“3 列”"),
    ],
)
def test_a_fault_of_a_day_is_told_with_its_row_and_column(rows, said):
    assert any(said in str(problem) for problem in parse_days([DAY_COLUMNS, *rows])[1])


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["2020", "2020-12-31", "通知"], "第 2 行 A 列：日期须写作"),
        (["2020-12-31", "2020-01-01", "通知"], "第 2 行 B 列：截止日期不得早于起始日期"),
        (["2020-01-01", "2020-12-31", " "], "第 2 行 C 列：依据不得为空"),
        (["2020-01-01"], "须有 3 列"),
    ],
)
def test_a_fault_of_a_document_is_told_with_its_row_and_column(row, said):
    assert any(said in str(problem) for problem in parse_sources([SOURCE_COLUMNS, row])[1])


def test_another_header_or_none_is_refused():
    assert "表头须依次为" in str(parse_days([["day"], ["x"]])[1][0])
    assert "表头须依次为" in str(parse_sources([])[1][0])


def test_a_broken_missing_or_strangely_encoded_file_is_refused(tmp_path: Path):
    file = tmp_path / "working_days.csv"
    with pytest.raises(Unavailable, match=r"working_days\.csv"):
        read_days(file)
    file.write_bytes("日期".encode("gb18030"))
    with pytest.raises(Invalid, match="UTF-8"):
        read_days(file)
    file.write_text(",".join(DAY_COLUMNS) + "\nx,y,z,\n", encoding="utf-8")
    with pytest.raises(Invalid, match="3 处错误"):
        read_days(file)
