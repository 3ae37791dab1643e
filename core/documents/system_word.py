"""An indicator system as the annex of an official paper: one table, first and second level merged."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from core.documents.paper import FIFTH, SECOND, THIRD, Paper, merge
from core.indicators.canonical import plain_decimal
from core.indicators.node import Node
from core.indicators.numerals import plain_number
from core.indicators.rules import RULE_KINDS
from core.indicators.system import AGGREGATIONS, DIRECTIONS, IndicatorSystem, Metric

HEADER: Final = ("一级指标", "二级指标", "三级指标", "分值", "口径及评估要点", "评分标准", "数据来源")
WIDTHS: Final = (22, 25, 27, 13, 60, 84, 16)
LEVELS: Final = 3


def system_word(system: IndicatorSystem) -> bytes:
    """The annex as a file of its own."""
    paper = Paper(f"{system.name} {system.version}", landscape=True)
    write_annex(paper, system)
    return paper.bytes()


def write_annex(paper: Paper, system: IndicatorSystem) -> None:
    """The system below whatever was written: its name, the table, ledger, watched indicators, grades."""
    paper.title(f"{system.name}（{system.version}）", size=SECOND if len(system.name) < 22 else 18)
    paper.line(_sums(system), size=FIFTH)
    _main(paper, system)
    if system.ledger:
        _ledger(paper, system)
    if system.monitored:
        _monitored(paper, system)
    if system.grades:
        bands = sorted(system.grades, key=lambda band: -band.lower)
        said = "，".join(f"{band.name}（{plain_decimal(band.lower)} 分及以上）" for band in bands)
        paper.line(f"注：等次划分为{said}。", size=FIFTH)


def evidence_rows(system: IndicatorSystem) -> list[tuple[str, ...]]:
    """Number, indicator and evidence wanted of every leaf that wants any."""
    wanted = [leaf for leaf in system.leaves if leaf.evidence.strip("—")]
    return [(str(at), f"{leaf.code} {leaf.title}", leaf.evidence) for at, leaf in enumerate(wanted, start=1)]


def _sums(system: IndicatorSystem) -> str:
    counts = system.level_counts()
    named = "、".join(f"{name} {n} 个" for name, n in zip(("一级", "二级", "三级"), counts, strict=False))
    if system.scheme == "marks":
        full = f"满分 {plain_decimal(system.full_marks)} 分"
        caps = f"加分最高 {plain_decimal(system.bonus_cap)} 分、减分最高 {plain_decimal(system.deduction_cap)} 分"
        full = f"{full}，{caps}" if system.ledger else full
    else:
        full = f"权重制，按{AGGREGATIONS[system.aggregation]}合成"
    return f"适用对象：{system.audience_name}。指标：{named}；{full}。"


def _main(paper: Paper, system: IndicatorSystem) -> None:
    leaves = list(_in_order(system, ""))
    paths = [system.path(leaf.code)[:LEVELS] for leaf in leaves]
    rows = [_row(system, path) for path in paths]
    cells = paper.table(HEADER, _without_repeats(rows, paths), WIDTHS, centred=(0, 1, 2, 3))
    for level in range(LEVELS):
        for top, bottom in _runs([path[level].code if level < len(path) else "" for path in paths]):
            last = len(paths[top]) - 1
            if level < last or (level == last and top == bottom):
                merge(cells, top, bottom, level, LEVELS - 1 if level == last else level)


def _in_order(system: IndicatorSystem, parent: str) -> Iterator[Node]:
    """Leaves as the tree has them, branch after branch."""
    for node in system.children(parent):
        if not node.ledger:
            yield from _in_order(system, node.code) if system.children(node.code) else (node,)


def _row(system: IndicatorSystem, path: Sequence[Node]) -> list[str]:
    names = [_named(system, node) for node in path[:-1]] + [path[-1].title]
    leaf = path[-1]
    basis = "\n".join(text for text in (leaf.definition, leaf.points, leaf.extra) if text.strip("—"))
    return [
        *names,
        *[""] * (LEVELS - len(names)),
        _worth(system, leaf),
        basis,
        "\n".join(_standards(system, leaf)),
        leaf.source,
    ]


def _without_repeats(rows: Sequence[list[str]], paths: Sequence[Sequence[Node]]) -> list[list[str]]:
    """A name stands in the first row of its run alone, so that merged cells hold it once."""
    kept = [list(row) for row in rows]
    for at in range(1, len(rows)):
        for level in range(min(len(paths[at]), len(paths[at - 1])) - 1):
            if paths[at][level].code == paths[at - 1][level].code:
                kept[at][level] = ""
    return kept


def _named(system: IndicatorSystem, node: Node) -> str:
    return f"{node.title}\n（{_worth(system, node)}）"


def _worth(system: IndicatorSystem, node: Node) -> str:
    if system.scheme == "weights":
        return "—" if node.weight is None else plain_number(node.weight)
    return f"{plain_decimal(system.marks_under(node.code))}分"


def _standards(system: IndicatorSystem, leaf: Node) -> Iterator[str]:
    metrics = system.metrics_of(leaf.code)
    for at, metric in enumerate(metrics, start=1):
        share = f"（{plain_number(metric.share)}%）" if system.scheme == "marks" and len(metrics) > 1 else ""
        number = f"{at}．" if len(metrics) > 1 else ""
        yield f"{number}{metric.name}{share}：{_standard(metric)}"
    for event in system.events_of(leaf.code):
        yield f"{event.name}，每次扣 {plain_decimal(event.points_each)} 分，扣完为止。"


def _standard(metric: Metric) -> str:
    kind = RULE_KINDS.get(metric.rule)
    said = f"{metric.formula}。" if metric.formula else ""
    return f"{said}{kind.standard(metric.parameters, metric.unit) if kind else metric.rule}。"


def _ledger(paper: Paper, system: IndicatorSystem) -> None:
    paper.heading("加减分项", size=THIRD)
    rows = [
        (
            item.code,
            item.name,
            DIRECTIONS.get(item.direction, item.direction),
            "；".join(f"{level.name} {plain_decimal(level.points)} 分" for level in item.levels),
            f"{plain_decimal(item.cap)} 分",
            item.rule,
        )
        for item in system.ledger
    ]
    header = ("编码", "项目", "方向", "档次与分值", "封顶", "说明")
    paper.table(header, rows, (18, 64, 14, 66, 16, 69), centred=(0, 2, 4))


def _monitored(paper: Paper, system: IndicatorSystem) -> None:
    paper.heading("监测指标（不计分）", size=THIRD)
    rows = [
        (part.code, part.name, part.definition, part.formula, part.unit, part.source, part.frequency)
        for part in system.monitored
    ]
    header = ("编码", "名称", "口径", "公式", "单位", "数据来源", "频率")
    paper.table(header, rows, (18, 44, 70, 55, 14, 30, 16), centred=(0, 4, 6))


def _runs(codes: Sequence[Any]) -> Iterator[tuple[int, int]]:
    """First and last place of each run of equal codes; empty codes make no run."""
    start = 0
    for at in range(1, len(codes) + 1):
        if at == len(codes) or codes[at] != codes[start] or not codes[start]:
            if codes[start]:
                yield start, at - 1
            start = at
