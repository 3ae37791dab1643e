"""The text for the work group says who, what and until when."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from core.projects.progress import RoundProgress, UnitProgress
from core.projects.queries import RoundRow
from core.projects.reminding import reminder
from core.projects.rules import RoundKind, RoundState, SubmissionState

DUE = datetime(2021, 1, 31, 16, 0, tzinfo=UTC)
DAY = date(2021, 1, 31)
ROW = RoundRow(1, 1, "初评", "2020年度初评", "2020年度", RoundKind.INITIAL, DAY, DAY, RoundState.OPEN, 1)
UNIT = UnitProgress(
    1, "M05", "德州市教育和体育局", "市教体局", "department", "一", SubmissionState.PENDING, DUE, DUE,
    None, "", "", False, 0, "", None, "",
)  # fmt: skip
PROGRESS = RoundProgress(1, "2020年度评估", False, ROW, DUE - timedelta(days=2, hours=1), (UNIT,), True)


def test_the_missing_are_named_with_the_deadline_and_the_days_left():
    back = replace(UNIT, short_name="市公安局", state=SubmissionState.RETURNED)
    said = reminder(replace(PROGRESS, units=(UNIT, back)))
    assert said == (
        "【2020年度评估】各有关单位：“2020年度初评”将于 2021年1月31日 24:00 截止，还剩 2 天。"
        "截至 2021年1月29日 23:00，以下单位尚未报送：市教体局、市公安局（退回待改）（共 2 个单位）。"
        "请尽快登录系统核对并报送；确有困难的，请在截止前向市大数据局申请延期。"
    )


def test_after_the_deadline_in_the_last_hour_and_for_a_rehearsal_it_says_so():
    assert "已于 2021年1月31日 24:00 截止" in reminder(replace(PROGRESS, at=DUE + timedelta(days=1)))
    assert "还剩不足 1 小时" in reminder(replace(PROGRESS, at=DUE - timedelta(minutes=5)))
    assert "还剩 5 小时" in reminder(replace(PROGRESS, at=DUE - timedelta(hours=5)))
    assert "（练习项目）" in reminder(replace(PROGRESS, is_rehearsal=True))


def test_a_deadline_of_its_own_is_told_beside_the_unit_and_the_locked_are_told_what_to_do():
    back = replace(
        UNIT, short_name="市公安局", state=SubmissionState.RETURNED, locks_at=DUE + timedelta(days=5)
    )
    said = reminder(replace(PROGRESS, units=(UNIT, UNIT, back), at=DUE + timedelta(days=1)))
    assert "已于 2021年1月31日 24:00 截止" in said
    assert "市公安局（退回待改，截止 2021年2月5日 24:00）" in said
    assert said.endswith("已过截止时间的，填报已锁定，须经市大数据局核准延期后补报。")


def test_when_everybody_is_in_it_thanks_and_a_long_list_is_cut():
    done = replace(UNIT, state=SubmissionState.HANDED_IN)
    assert "均已报送" in reminder(replace(PROGRESS, units=(done,)))
    assert "等 70 个单位" in reminder(replace(PROGRESS, units=(UNIT,) * 70))
