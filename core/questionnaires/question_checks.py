"""What a question must be in itself: options, rows and columns, points, and the metric it feeds."""

from collections.abc import Iterator

from core.indicators.canonical import plain_decimal
from core.questionnaires.cells import MOST_OPEN_ROWS
from core.questionnaires.finding import Finding, amber, named, red
from core.questionnaires.form import PARTS, Kind, Option, Question
from core.questionnaires.points import is_scored


def check_question(question: Question) -> Iterator[Finding]:
    """Everything found in one question, but its title, codes, limits and condition."""
    yield from _options(question)
    yield from _matrix(question)
    yield from _points(question)
    yield from _metric(question)


def _options(question: Question) -> Iterator[Finding]:
    called = named(question.code, question.title)
    if question.kind.has_options:
        yield from _choice(question, called, question.kind, question.options)
    elif question.options:
        yield red(
            question.code, f"{called}是{question.kind.label}题，不能有选项", remedy="请删去选项或改题型"
        )
    if question.kind is not Kind.MATRIX:
        return
    for column in question.columns:
        place = f"{called}的列“{column.label}”"
        if column.kind.has_options:
            yield from _choice(question, place, column.kind, column.options)
            if any(option.other for option in column.options):
                remedy = "请另加一列文本，或取消该选项的“请注明”"
                yield red(question.code, f"{place}的选项旁不能再写说明", remedy=remedy)
        elif column.options:
            yield red(
                question.code, f"{place}是{column.kind.label}列，不能有选项", remedy="请删去选项或改列型"
            )


def _choice(question: Question, place: str, kind: Kind, options: tuple[Option, ...]) -> Iterator[Finding]:
    if len(options) < 2:
        yield red(question.code, f"{place}至少要有 2 个选项", f"{len(options)} 个", "请补充选项")
    if kind is Kind.SINGLE and any(option.alone for option in options):
        yield amber(question.code, f"{place}是单选，“排斥其他选项”不起作用", remedy="请取消，或改为多选")
    if len(options) > 1 and all(option.alone for option in options):
        yield amber(question.code, f"{place}的选项全都互相排斥", remedy="改为单选更清楚")


def _matrix(question: Question) -> Iterator[Finding]:
    called = named(question.code, question.title)
    if question.kind is not Kind.MATRIX:
        if question.rows or question.columns or question.open_rows:
            yield red(question.code, f"{called}不是矩阵题，不能有行和列", remedy="请删去行和列，或改为矩阵")
        return
    if not question.columns:
        yield red(question.code, f"{called}没有列", remedy="请添加列")
    if question.rows and question.open_rows:
        remedy = "固定行和自行添加的行只能选一种"
        yield red(question.code, f"{called}既有固定行又允许自行添加行", f"{question.open_rows} 行", remedy)
    elif not question.rows and question.open_rows <= 0:
        yield red(question.code, f"{called}没有行", remedy="请添加行，或允许填报单位自行添加")
    if question.open_rows > MOST_OPEN_ROWS:
        value = f"{question.open_rows} 行"
        yield red(question.code, f"{called}最多允许添加 {MOST_OPEN_ROWS} 行", value, "请改小")
    for column in question.columns:
        place = f"{called}的列“{column.label}”"
        if column.kind in (Kind.FILE, Kind.MATRIX):
            yield red(
                question.code, f"{place}不能是{column.kind.label}", remedy="请改为其他列型，附件另设一题"
            )
        if column.total and column.kind is not Kind.NUMBER:
            yield amber(question.code, f"{place}不是数值，不能合计", remedy="请取消合计，或改为数值列")
    if question.row_totals and sum(each.kind is Kind.NUMBER for each in question.columns) < 2:
        yield amber(question.code, f"{called}的数值列不足两列，行合计没有意义", remedy="请取消行合计")


def _points(question: Question) -> Iterator[Finding]:
    called = named(question.code, question.title)
    if question.manual is not None and question.manual < 0:
        value = plain_decimal(question.manual)
        yield red(question.code, f"{called}的人工评分满分不能为负", value, "请填正数，不评分则留空")
    elif question.manual == 0:
        yield amber(question.code, f"{called}的人工评分满分为 0，无分可评", remedy="请填正数，不评分则留空")
    if question.kind is not Kind.MATRIX:
        if question.cell_points:
            yield red(question.code, f"{called}不是矩阵题，不能按格计分", remedy="请删去格子的分值")
        return
    for column in question.columns:
        if column.kind.has_options and column.points is not None:
            rule = f"{called}的列“{column.label}”按选项计分，列上的分值不起作用"
            yield red(question.code, rule, plain_decimal(column.points), "请把分值写到选项上")
    rows = {row.code for row in question.rows} | {str(at) for at in range(1, question.open_rows + 1)}
    columns = {column.code: column for column in question.columns}
    for each in question.cell_points:
        place = f"{each.row}/{each.column}"
        if each.row not in rows or each.column not in columns:
            yield red(question.code, f"{called}给不存在的格子定了分值", place, "请删去或改正行列")
        elif columns[each.column].kind.has_options:
            yield red(question.code, f"{called}的选择格按选项计分，不能按格计分", place, "请把分值写到选项上")


def _has_numbers(question: Question) -> bool:
    """Whether a number comes out of it: its own, or the sum of those of its rows."""
    return question.kind is Kind.NUMBER or any(column.kind is Kind.NUMBER for column in question.columns)


def _metric(question: Question) -> Iterator[Finding]:
    called = named(question.code, question.title)
    if question.part not in PARTS:
        yield red(
            question.code,
            f"{called}对应指标的部分不认识",
            question.part,
            f"可填：{'、'.join(PARTS.values())}",
        )
    elif not question.metric:
        return
    elif question.part == "points":
        if not is_scored(question):
            remedy = "请给选项、格子或人工评分定分值"
            yield red(question.code, f"{called}以得分对应指标，却没有分值", question.metric, remedy)
    elif not _has_numbers(question):
        rule = f"{called}是{question.kind.label}题，不能作为指标的{PARTS[question.part]}"
        yield red(question.code, rule, question.metric, "请改为数值题、有数值列的矩阵，或改为以得分对应")
