"""What is said to units that have not handed in; pure."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from core.clock import moment_in_words
from core.projects.progress import RoundProgress, UnitProgress
from core.projects.rules import SubmissionState
from core.projects.timing import last_minute_in_words

# A message for a work group names so many; the picture and the sheet hold all.
NAMED: Final = 60


def reminder(progress: RoundProgress, units: Sequence[UnitProgress] | None = None) -> str:
    """The text for the work group: who, what, until when, and how to get more time.

    `units` are the missing by default.
    """
    missing = progress.missing if units is None else units
    if not missing:
        return f"【{progress.project_name}】“{progress.row.name}”全部考核对象均已报送，感谢支持。"
    ends = [unit.locks_at for unit in missing]
    end = max(set(ends), key=ends.count)
    mark = "（练习项目）" if progress.is_rehearsal else ""
    names = "、".join(_named(unit, end) for unit in missing[:NAMED])
    more = f"等 {len(missing)} 个单位" if len(missing) > NAMED else f"（共 {len(missing)} 个单位）"
    return (
        f"【{progress.project_name}{mark}】各有关单位：“{progress.row.name}”{_left(end, progress.at)}。"
        f"截至 {moment_in_words(progress.at)}，以下单位尚未报送：{names}{more}。"
        f"请尽快登录系统核对并报送；{_help(missing, progress.at)}"
    )


def _named(unit: UnitProgress, end: datetime) -> str:
    """Its name, that it was sent back, and its deadline where that is not the one most share."""
    facts = ["退回待改"] if unit.state is SubmissionState.RETURNED else []
    facts += [f"截止 {last_minute_in_words(unit.locks_at)}"] if unit.locks_at != end else []
    return f"{unit.short_name}（{'，'.join(facts)}）" if facts else unit.short_name


def _help(missing: Sequence[UnitProgress], at: datetime) -> str:
    """What to do for more time; once it is locked nobody can hand in without it."""
    if max(unit.locks_at for unit in missing) < at:
        return "填报已锁定，须经市大数据局核准延期后补报。"
    if min(unit.locks_at for unit in missing) < at:
        return "已过截止时间的，填报已锁定，须经市大数据局核准延期后补报。"
    return "确有困难的，请在截止前向市大数据局申请延期。"


def _left(end: datetime, at: datetime) -> str:
    """The deadline most of them share, and how long it is until then."""
    left = end - at
    if left.total_seconds() < 0:
        return f"已于 {last_minute_in_words(end)} 截止"
    days, hours = left.days, left.seconds // 3600
    said = f"{days} 天" if days else f"{hours} 小时" if hours else "不足 1 小时"
    return (
        f"将于 {last_minute_in_words(end)} 截止，还剩{said}"
        if "不足" in said
        else f"将于 {last_minute_in_words(end)} 截止，还剩 {said}"
    )
