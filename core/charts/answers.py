"""The answers to one question as a figure: bars of options, dots of numbers, months of days, rows of a matrix."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

import plotly.graph_objects as go

from core.charts.style import BLUE, GREY, PALE, finish, two_line_finding
from core.indicators.canonical import plain_decimal
from core.questionnaires.form import Question
from core.responses.crossing import Crossing
from core.responses.gathered import Gathered
from core.responses.statistics import Choices, ColumnFigures, Content, Days, Figures, Numbers

ROW_HEIGHT, FRAME_HEIGHT, PLOT_HEIGHT = 30, 190, 330
# Pixels above the plot for a finding of one line and the two small ones below it.
TITLE_ROOM = 98
# Longer labels would leave no room for their bars.
LONGEST_LABEL = 16
COLOURS = (BLUE, "#E08A3C", "#4C9A8B", "#8B6BB1", "#B3261E", "#7A8794", "#B59B2E", "#3E7CB1")


def can_draw(figures: Figures, column: str = "") -> bool:
    """Whether anything was answered that has a picture."""
    content = _chosen(figures, column)
    if isinstance(content, Choices):
        return content.first is not None
    return isinstance(content, Numbers | Days) and bool(content.values)


def answers_chart(of: Gathered, figures: Figures, column: str = "") -> go.Figure:
    """The question, or one column of a matrix, as a figure; see `can_draw`."""
    held = _column(figures, column)
    if held is not None:
        return _of_matrix(of, figures, held)
    content = figures.content
    base = f"看到此题 {figures.shown} 家，作答 {figures.answered} 家"
    if isinstance(content, Choices):
        rows = [(share.label, share.count) for share in content.shares]
        figure = _bars(rows, figures.answered)
        return _framed(
            of, figures, figure, choice_finding(content, figures.answered), f"{base}；占比以作答家数为分母"
        )
    if isinstance(content, Days):
        figure = _columns(content.months, "家数（家）")
        return _framed(of, figures, figure, days_finding(content), f"{base}；按月计")
    assert isinstance(content, Numbers)
    unit = figures.question.unit
    figure = _dots(content, unit)
    return _framed(of, figures, figure, numbers_finding(content, unit), f"{base}；一点一家，虚线为中位数")


def crossing_chart(of: Gathered, crossing: Crossing) -> go.Figure:
    """The split question: shares of each class as stacked bars, or the means of a number question."""
    names = [f"{short(row.label)}（{row.answered} 家）" for row in crossing.rows]
    figure = _shares(crossing, names) if crossing.options else _means(crossing, names)
    figure.update_yaxes(categoryorder="array", categoryarray=names, autorange="reversed")
    figure.update_layout(legend_traceorder="normal")
    two_line_finding(figure).update_layout(margin_t=TITLE_ROOM)
    bars = 1 if figure.layout.barmode != "group" else (len(crossing.options) + 1) / 2
    return finish(
        figure,
        finding=crossing_finding(crossing),
        definition=f"{_named(crossing.question)}，按“{crossing.across_label}”分",
        source=_source(of),
        height=FRAME_HEIGHT + 24 + int(ROW_HEIGHT * max(bars * len(names), 2)),
    )


def _shares(crossing: Crossing, names: Sequence[str]) -> go.Figure:
    figure = go.Figure()
    # Shares of a multiple choice add up to more than a whole.
    stacked = all(sum(row.counts) <= row.answered for row in crossing.rows)
    for at, option in enumerate(crossing.options):
        shares = [row.share(at) for row in crossing.rows]
        figure.add_bar(
            name=short(option),
            orientation="h",
            y=names,
            x=[float(share or 0) for share in shares],
            text=[percent(share) if share else "" for share in shares],
            textposition="inside" if stacked else "outside",
            cliponaxis=False,
            constraintext="none",
            insidetextanchor="middle",
            textangle=0,
            marker_color=COLOURS[at % len(COLOURS)],
            customdata=[[row.counts[at], row.answered] for row in crossing.rows],
            hovertemplate=f"%{{y}}<br>{option}：%{{customdata[0]}} / %{{customdata[1]}} 家（%{{x:.1f}}%）<extra></extra>",
        )
    figure.update_layout(barmode="stack" if stacked else "group")
    figure.update_xaxes(title_text="占作答家数的比例（%）", rangemode="tozero", ticksuffix="%")
    return figure


def _means(crossing: Crossing, names: Sequence[str]) -> go.Figure:
    figure = go.Figure()
    figure.add_bar(
        orientation="h",
        y=names,
        x=[float(row.mean or 0) for row in crossing.rows],
        text=[_rounded(row.mean) if row.mean is not None else "" for row in crossing.rows],
        textposition="outside",
        cliponaxis=False,
        marker_color=BLUE,
        hovertemplate="%{y}<br>平均 %{x}<extra></extra>",
    )
    unit = crossing.question.unit
    figure.update_xaxes(title_text=f"平均值（{unit}）" if unit else "平均值", rangemode="tozero")
    return figure


def choice_finding(content: Choices, answered: int) -> str:
    """Which option most chose, with its share of the answers."""
    first = content.first
    if first is None:
        return "还没有单位选择任何一项"
    equal = [share.label for share in content.shares if share.count == first.count]
    head = "、".join(f"“{short(label)}”" for label in equal[:3])
    many = (
        f"并列最多：各 {first.count} 家" if len(equal) > 1 else f"最多：{answered} 家作答中 {first.count} 家"
    )
    return f"{head}{many}（{percent(Decimal(100 * first.count) / max(answered, 1))}）"


def numbers_finding(content: Numbers, unit: str) -> str:
    """The middle of the numbers, and who is highest."""
    if not content.values:
        return "还没有可统计的数值"
    most_unit, most = max(content.values, key=lambda each: each[1])
    _low, middle, _high = content.quartiles
    said = f" {unit}" if unit else ""
    return f"半数单位不超过 {_rounded(middle)}{said}，最高的是{short(most_unit)} {_rounded(most)}{said}"


def days_finding(content: Days) -> str:
    """The month most days fall into."""
    month, count = max(content.months, key=lambda each: each[1])
    year, number = month.split("-")
    return f"{len(content.values)} 家中 {count} 家在{year}年{int(number)}月"


def crossing_finding(crossing: Crossing) -> str:
    """The class where the option most chose is chosen most, or the class with the highest mean."""
    rows = [row for row in crossing.rows if row.answered]
    if not rows:
        return "还没有可交叉的答卷"
    if not crossing.options:
        best = max(rows, key=lambda row: row.mean or Decimal(0))
        if len(rows) == 1:
            return f"{short(best.label)}平均 {_rounded(best.mean or Decimal(0))}{crossing.question.unit}"
        return f"{short(best.label)}平均最高：{_rounded(best.mean or Decimal(0))}{crossing.question.unit}"
    counts = [sum(row.counts[at] for row in rows) for at in range(len(crossing.options))]
    at = counts.index(max(counts))
    best = max(rows, key=lambda row: row.share(at) or Decimal(0))
    share = percent(best.share(at) or Decimal(0))
    if len(rows) == 1:
        return f"{short(best.label)}选“{short(crossing.options[at])}”的占 {share}"
    return f"选“{short(crossing.options[at])}”的比例，{short(best.label)}最高：{share}"


def percent(share: Decimal | None) -> str:
    """A percentage with one decimal, rounded half up."""
    return "—" if share is None else f"{share.quantize(Decimal('0.1'), ROUND_HALF_UP)}%"


def short(text: str) -> str:
    """A label short enough for an axis."""
    return text if len(text) <= LONGEST_LABEL else f"{text[: LONGEST_LABEL - 1]}…"


def _of_matrix(of: Gathered, figures: Figures, held: ColumnFigures) -> go.Figure:
    unit, names = held.column.unit, [short(label) for label, _content in held.rows]
    base = f"“{held.column.label}”列，看到此题 {figures.shown} 家，填了 {held.answered} 格"
    if isinstance(held.whole, Numbers):
        sums = [content.total if isinstance(content, Numbers) else Decimal(0) for _name, content in held.rows]
        figure = _bars([(name, number) for name, number in zip(names, sums, strict=True)], None, unit)
        at, whole = sums.index(max(sums)), held.whole.total
        part = f"，占 {percent(100 * sums[at] / whole)}" if whole else ""
        finding = f"“{names[at]}”{held.column.label}最多：合计 {_rounded(sums[at])}{unit}{part}"
        return _framed(of, figures, figure, finding, f"{base}；各行为全部单位之和")
    if isinstance(held.whole, Days):
        return _framed(of, figures, _columns(held.whole.months, "格数（格）"), days_finding(held.whole), base)
    assert isinstance(held.whole, Choices)
    figure = go.Figure()
    for at, share in enumerate(held.whole.shares):
        counts = [_count(content, at) for _name, content in held.rows]
        figure.add_bar(
            name=short(share.label), orientation="h", y=names, x=counts, text=[count or "" for count in counts],
            textangle=0, insidetextanchor="middle", textposition="inside", marker_color=COLOURS[at % len(COLOURS)],
            hovertemplate=f"%{{y}}<br>{share.label}：%{{x}} 家<extra></extra>",
        )  # fmt: skip
    figure.update_layout(barmode="stack", legend_traceorder="normal")
    figure.update_xaxes(title_text="家数（家）", rangemode="tozero")
    figure.update_yaxes(categoryorder="array", categoryarray=names, autorange="reversed")
    figure.update_layout(height=FRAME_HEIGHT + ROW_HEIGHT * max(len(names), 2))
    finding = choice_finding(held.whole, held.answered).replace(" 家", " 格")
    return _framed(of, figures, figure, finding, f"{base}；逐行计家数")


def _bars(rows: Sequence[tuple[str, int | Decimal]], answered: int | None, unit: str = "家") -> go.Figure:
    names = [short(label) for label, _count in rows]
    counts = [float(count) for _label, count in rows]
    texts = [_rounded(Decimal(count)) for _label, count in rows]
    if answered is not None:
        texts = [f"{count} 家，{percent(Decimal(100 * count) / max(answered, 1))}" for _label, count in rows]
    figure = go.Figure()
    figure.add_bar(
        orientation="h", y=names, x=counts, text=texts, textposition="outside", cliponaxis=False,
        marker_color=[BLUE if count == max(counts) else PALE for count in counts],
        customdata=[label for label, _count in rows], hovertemplate="%{customdata}：%{text}<extra></extra>",
    )  # fmt: skip
    title = "家数（家）" if answered is not None else (f"合计（{unit}）" if unit else "合计")
    # Room at the right for the figure beside the longest bar.
    figure.update_xaxes(title_text=title, range=[0, (max(counts, default=0) or 1) * 1.25])
    figure.update_yaxes(categoryorder="array", categoryarray=names, autorange="reversed")
    figure.update_layout(height=FRAME_HEIGHT + ROW_HEIGHT * max(len(names), 2))
    return figure


def _columns(months: Sequence[tuple[str, int]], title: str) -> go.Figure:
    figure = go.Figure()
    figure.add_bar(
        x=[month for month, _count in months], y=[count for _month, count in months],
        text=[count for _month, count in months], textposition="outside", cliponaxis=False, marker_color=BLUE,
        hovertemplate="%{x}：%{y}<extra></extra>",
    )  # fmt: skip
    # As names: an axis of time would put bars between the months.
    figure.update_xaxes(type="category", title_text="月份")
    figure.update_yaxes(title_text=title, rangemode="tozero")
    figure.update_layout(height=PLOT_HEIGHT)
    return figure


def _dots(content: Numbers, unit: str) -> go.Figure:
    """One dot a unit; equal numbers stand above each other."""
    heights: dict[Decimal, int] = {}
    places = []
    for name, number in sorted(content.values, key=lambda each: each[1]):
        heights[number] = heights.get(number, 0) + 1
        places.append((float(number), heights[number], name, plain_decimal(number)))
    figure = go.Figure()
    figure.add_scatter(
        mode="markers", x=[each[0] for each in places], y=[each[1] for each in places],
        marker={"color": BLUE, "size": 11, "opacity": 0.75}, customdata=[each[2:] for each in places],
        hovertemplate=f"%{{customdata[0]}}：%{{customdata[1]}}{unit}<extra></extra>", showlegend=False,
    )  # fmt: skip
    _low, middle, _high = content.quartiles
    figure.add_vline(x=float(middle), line={"color": GREY, "dash": "dot", "width": 1}, layer="below")
    figure.update_xaxes(title_text=f"答数（{unit}）" if unit else "答数")
    figure.update_yaxes(
        title_text="家数（家）",
        range=[0, max(heights.values()) + 1],
        dtick=1 if max(heights.values()) < 8 else None,
    )
    figure.update_layout(height=PLOT_HEIGHT)
    return figure


def _framed(of: Gathered, figures: Figures, figure: go.Figure, finding: str, definition: str) -> go.Figure:
    height = int(figure.layout.height or PLOT_HEIGHT)
    definition = f"{_named(figures.question)}；{definition}"
    finish(figure, finding=finding, definition=definition, source=_source(of), height=height)
    two_line_finding(figure).update_layout(margin_t=TITLE_ROOM)
    if len(figure.data) == 1:
        # Without a legend the room below it is not needed.
        figure.update_layout(margin_b=56, height=height - 40)
    return figure


def _source(of: Gathered) -> str:
    kept = "含草稿" if of.with_drafts else "只计已报送"
    return f"{of.name}，{kept}，应报 {of.asked} 家，计入 {len(of.filled)} 家"


def _named(question: Question) -> str:
    title = question.title if len(question.title) <= 30 else f"{question.title[:29]}…"
    return f"{question.code} {title}"


def _column(figures: Figures, column: str) -> ColumnFigures | None:
    return next((each for each in figures.columns if each.column.code == column), None)


def _chosen(figures: Figures, column: str) -> Content | None:
    held = _column(figures, column)
    return held.whole if held is not None else figures.content


def _count(content: Content, at: int) -> int:
    return content.shares[at].count if isinstance(content, Choices) else 0


def _rounded(number: Decimal) -> str:
    """A number to two decimals without idle zeros, thousands marked."""
    rounded = number.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{rounded:,}".rstrip("0").rstrip(".") if "." in f"{rounded}" else f"{rounded:,}"
