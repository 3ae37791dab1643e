"""Scoring without a database: an indicator system and values out of files, scores into a file."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Final, TypeVar

from core.collection.values import Values
from core.collection.workbook import read_periods, values_template
from core.documents.explanation import explained
from core.documents.score_tables import (
    Period,
    place,
    score_csv,
    score_json,
    score_workbook,
    status,
)
from core.errors import Invalid, NotFound, Unavailable
from core.indicators.example import example_system
from core.indicators.health import Finding, examine, ordered, refused
from core.indicators.system import IndicatorSystem
from core.indicators.workbook import read_system, write_system
from core.scoring.discrimination import examine_values
from core.scoring.engine import score_periods

_Read = TypeVar("_Read")
_WRITERS: Final = {".xlsx": score_workbook, ".csv": score_csv, ".json": score_json}


def read_system_file(path: Path) -> IndicatorSystem:
    """The system in a workbook, of any depth; a wrong one is marked in a copy beside the file."""
    return _with_copy(path, lambda data: read_system(data, path.name, allow_any_depth=True))


def read_values_file(path: Path, system: IndicatorSystem) -> tuple[tuple[str, Values], ...]:
    """The values of every period in a workbook or CSV; a wrong one is marked in a copy beside the file."""
    return _with_copy(path, lambda data: read_periods(data, path.name, system))


def examine_files(system_file: Path, values_file: Path | None) -> tuple[Finding, ...]:
    """The health check of a system in a file, with values also of what they tell apart."""
    try:
        system = read_system_file(system_file)
    except Invalid as error:
        return refused(error.problems)
    found = examine(system)
    if values_file is None:
        return found
    periods = score_boards(system, read_values_file(values_file, system))
    return ordered([*found, *chain.from_iterable(examine_values(scores) for _, scores in periods)])


def score_boards(
    system: IndicatorSystem,
    boards: Sequence[tuple[str, Values]],
    watch: Callable[[int], object] | None = None,
) -> tuple[Period, ...]:
    """Scores of every period; `watch` is told how many units have just been scored."""
    scored = score_periods(system, [values for _, values in boards], watch=watch)
    return tuple((period, scores) for (period, _), scores in zip(boards, scored, strict=True))


def check_target(path: Path | None, *sources: Path) -> None:
    """Raises Invalid for a file no result can be written to, before any work is done.

    That is one of an unknown kind, or one the result is made of.
    """
    if path is not None and path.resolve() in {source.resolve() for source in sources}:
        raise Invalid(f"结果文件“{path.name}”就是输入的文件", remedy="换一个文件名，输入的文件不会被改写")
    if path is not None and path.suffix.lower() not in _WRITERS:
        raise Invalid(f"不认识的结果文件“{path.name}”", remedy=f"文件名以 {'、'.join(_WRITERS)} 之一结尾")


def write_scores(periods: Sequence[Period], path: Path) -> None:
    """The scores into a file of the kind its name says."""
    _save(path, _WRITERS[path.suffix.lower()](periods))


def write_template(system_file: Path | None, path: Path) -> None:
    """An empty values workbook for a system; without one, a small system to change."""
    if system_file is None:
        _save(path, write_system(example_system()))
    else:
        _save(path, values_template(read_system_file(system_file), ()))


def explained_unit(periods: Sequence[Period], unit: str) -> str:
    """One unit, named by code or name, in every period; NotFound where no period has it."""
    found = [
        (period, scores, known.code)
        for period, scores in periods
        for known in scores.values.units
        if unit in (known.code, known.name)
    ]
    if not found:
        raise NotFound(f"指标值中没有单位“{unit}”", remedy="填“单位代码”或“单位名称”列中的内容")
    return "\n\n".join(
        (f"期次：{period}\n" if period else "") + explained(scores, code) for period, scores, code in found
    )


def ranking(periods: Sequence[Period]) -> Iterator[str]:
    """The boards as lines of text, best first."""
    for period, scores in periods:
        if period:
            yield f"期次：{period}"
        yield "名次\t总分\t等次\t单位代码\t单位名称" + ("\t不能计分的原因" if scores.blocked else "")
        for row in sorted(range(len(scores.values.units)), key=lambda each: float(scores.rank[each])):
            unit = scores.values.units[row]
            known = place(scores, row)
            total = "—" if known is None else str(scores.total.decimal(row))
            why = f"\t{status(scores, row)}" if scores.blocked else ""
            yield f"{'—' if known is None else known}\t{total}\t{scores.bands[row].name}\t{unit.code}\t{unit.name}{why}"


def _with_copy(path: Path, read: Callable[[bytes], _Read]) -> _Read:
    """What reading gives; a file with faults is given back annotated, beside the original."""
    try:
        return read(_open(path))
    except Invalid as error:
        if error.annotated is None:
            raise
        copy = path.with_name(f"{path.stem}-失败原因.xlsx")
        _save(copy, error.annotated)
        raise Invalid(
            f"{error.message.replace('没有导入', '没有计算')}；已在 {copy.name} 中逐行标明",
            problems=error.problems,
            annotated=error.annotated,
        ) from error


def _open(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise NotFound(f"打不开文件“{path}”", remedy="核对文件名和所在文件夹") from error


def _save(path: Path, data: bytes) -> None:
    if not path.parent.is_dir():
        raise Unavailable(f"文件夹“{path.parent}”不存在", remedy="先建立这个文件夹，或换一个")
    try:
        path.write_bytes(data)
    except OSError as error:
        raise Unavailable(
            f"写不了文件“{path}”", remedy="换一个有写权限的文件夹，并先关闭已打开的同名文件"
        ) from error
