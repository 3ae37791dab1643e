"""The demonstration's library: the leaves of both committed systems, and some indicators only to watch.

What the systems do not say of an indicator (meaning, source document, main way of collection) is in
data/demo/library.csv; data/demo/monitoring.csv lists what is watched without points, our own proposal.
"""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Final

from sqlalchemy import Engine
from sqlmodel import select

from core.audit.actor import Actor
from core.demo.prepare import committed_system
from core.evidence.service import XLSX, FileContent
from core.indicators.system import AUDIENCES, INPUTS, IndicatorSystem, Metric
from core.library.indicator import SENSES, Indicator
from core.library.intake import import_library
from core.library.models import LibraryIndicator
from core.library.service import edit_indicator
from core.library.sheet import read_library, write_library
from core.library.terms import terms_of
from core.settings import ROOT
from core.store.lists import read_rows
from core.store.session import reading, writing

DATA: Final = ROOT / "data" / "demo"
FILE: Final = "指标库（演示）.xlsx"
# Indicators whose use was written down later, so that the library has a history to show.
CLARIFIED: Final = {
    "A21": "单位询问应编目录何时核定，补充应用说明",
    "C12": "座谈会意见：写明交换规模为什么按同组 P90 归一",
}
PROPOSED: Final = "趋势性监测指标，本方案提出；不计分，不进入考核总分"
# A metric that goes down where the indicator goes up.
_FALLING: Final = "负向"


def build_library(engine: Engine | None, actor: Actor) -> int:
    """Bring the indicators in through the library's own import; returns how many. Nothing where some are there."""
    with reading(engine) as session:
        if session.exec(select(LibraryIndicator.id)).first() is not None:
            return 0
        terms = terms_of(session)
    wanted = {each.code: each for each in indicators()}
    first = [replace(each, application="") if each.code in CLARIFIED else each for each in wanted.values()]
    data = write_library(first, terms)
    lines, _ = read_library(data, FILE)
    with writing(engine) as session:
        source = FileContent(FILE, XLSX, data)
        added, _ = import_library(session=session, actor=actor, lines=lines, source=source)
    for code, reason in CLARIFIED.items():
        with writing(engine) as session:
            row = session.exec(select(LibraryIndicator).where(LibraryIndicator.code == code)).one()
            edit_indicator(
                session=session,
                actor=actor,
                indicator_id=row.id or 0,
                indicator=wanted[code],
                version=row.version,
                reason=reason,
            )
    return added


def indicators() -> list[Indicator]:
    """Every indicator of the demonstration in order of its code."""
    department, _ = committed_system("department")
    county, _ = committed_system("county")
    shared = {leaf.code for leaf in county.leaves}
    said = {row["编码"]: row for row in read_rows(DATA / "library.csv")}
    leaves = [
        _leaf(department, leaf.code, said[leaf.code], "general" if leaf.code in shared else "department")
        for leaf in department.leaves
    ]
    return [*leaves, *_watched()]


def _leaf(system: IndicatorSystem, code: str, said: dict[str, str], scope: str) -> Indicator:
    leaf = system.node_by_code[code]
    metrics = system.metrics_of(code)
    own = {metric.code for metric in metrics}
    mixed = _FALLING in leaf.direction
    return Indicator(
        code,
        leaf.name,
        system.path(code)[0].name,
        scope,
        said["含义"],
        leaf.definition,
        said["应用说明"],
        said["来源文件"],
        leaf.platform,
        leaf.evidence,
        said["频率"],
        said["采集方式"],
        "mixed" if mixed else "positive",
        leaf.unit,
        leaf.full_marks,
        leaf.full_name,
        leaf.points,
        leaf.extra,
        leaf.fields,
        leaf.english,
        metrics,
        tuple(item for item in system.items if item.metric in own),
        system.events_of(code),
    )


def _watched() -> Iterator[Indicator]:
    codes = {word: code for words in (AUDIENCES, SENSES, INPUTS) for code, word in words.items()}
    for row in read_rows(DATA / "monitoring.csv"):
        code = row["编码"]
        metric = Metric(
            f"{code}-1",
            code,
            row["子项"],
            Fraction(100),
            codes[row["取数方式"]],
            "",
            empty="na",
            numerator=row["分子"],
            denominator=row["分母"],
            unit=row["单位"],
        )
        yield Indicator(
            code,
            row["名称"],
            row["维度"],
            codes[row["适用范围"]],
            row["含义"],
            row["口径"],
            PROPOSED,
            "本方案提出",
            row["来源平台"],
            frequency=row["频率"],
            sense=codes[row["方向"]],
            unit=row["单位"],
            metrics=(metric,),
        )
