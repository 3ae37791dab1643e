"""The numbers behind one question's figure: options with both shares, what numbers come to, days, texts to search."""

from decimal import ROUND_HALF_UP, Decimal

import streamlit as st

from core.charts.answers import percent
from core.documents.answer_statistics import summed_up
from core.responses.statistics import Choices, ColumnFigures, Content, Days, Figures, Numbers, Texts
from pages.ui import response_links, tables

FIND = "statistics.find"


def show(one: Figures, column: str) -> None:
    """The table of the question, or of one column of a matrix with a line a row."""
    held = next((each for each in one.columns if each.column.code == column), None)
    if held is not None:
        _matrix(held)
    elif isinstance(one.content, Choices):
        tables.show(_options(one.content, one.answered, one.shown))
        if one.question.kind == "multiple":
            st.caption("多选题各项相加可超过 100%。")
    elif isinstance(one.content, Numbers) and one.content.values:
        tables.show(_sums(one.content, one.question.unit))
    elif isinstance(one.content, Days) and one.content.values:
        tables.show([{"月份": month, "家数": count} for month, count in one.content.months])


def texts(one: Figures, column: str) -> None:
    """What was written, searched and page by page."""
    held = next((each for each in one.columns if each.column.code == column), None)
    content: Content | None = held.whole if held is not None else one.content
    if not isinstance(content, Texts) or not content.values:
        st.info("还没有可列出的答案。")
        return
    find = (st.text_input("查找", placeholder="单位或内容", key=FIND, max_chars=60, width=320) or "").strip()
    found = [each for each in content.values if find.casefold() in f"{each.unit} {each.text}".casefold()]
    key = f"statistics.texts.{one.question.code}.{column}"
    first = tables.offset(key)
    tables.show(
        [
            {
                "单位": tables.link(each.unit, response_links.response(each.response_id)),
                **({"行": tables.plain(each.place)} if held is not None else {}),
                "内容": tables.plain(each.text),
            }
            for each in found[first : first + tables.PAGE_ROWS]
        ],
        empty="没有符合条件的答案。",
    )
    tables.paging(len(found), key=key)


def rounded(number: Decimal | None) -> str:
    """Two decimals at most, thousands marked."""
    if number is None:
        return "—"
    text = f"{number.quantize(Decimal('0.01'), ROUND_HALF_UP):,}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _options(content: Choices, answered: int, shown: int) -> list[dict[str, object]]:
    return [
        {
            "选项": tables.plain(share.label),
            "家数": share.count,
            "占作答": percent(Decimal(100 * share.count) / answered) if answered else "—",
            "占看到": percent(Decimal(100 * share.count) / shown) if shown else "—",
        }
        for share in content.shares
    ]


def _sums(content: Numbers, unit: str) -> list[dict[str, object]]:
    names = ("个数", "合计", "平均值", "最小值", "下四分位数", "中位数", "上四分位数", "最大值")
    count, *numbers = summed_up(content)
    values = [str(count), *(f"{rounded(number)}{unit}" for number in numbers)]
    return [{"统计量": name, "数值": value} for name, value in zip(names, values, strict=True)]


def _matrix(held: ColumnFigures) -> None:
    whole = held.whole
    if isinstance(whole, Choices):
        lines = [*held.rows, ("**全部行**", whole)]
        tables.show(
            [
                {"行": label if label.startswith("**") else tables.plain(label)}
                | {share.label: share.count for share in content.shares}
                for label, content in lines
                if isinstance(content, Choices)
            ]
        )
    elif isinstance(whole, Numbers) and whole.values:
        lines = [*held.rows, ("**全部行**", whole)]
        tables.show(
            [
                {
                    "行": label if label.startswith("**") else tables.plain(label),
                    "个数": len(content.values),
                    "合计": rounded(content.total),
                    "平均": rounded(content.mean) if content.values else "—",
                    "中位数": rounded(content.quartiles[1]) if content.values else "—",
                    "最小": rounded(min(content.numbers, default=None)),
                    "最大": rounded(max(content.numbers, default=None)),
                }
                for label, content in lines
                if isinstance(content, Numbers)
            ]
        )
    elif isinstance(whole, Days) and whole.values:
        tables.show([{"月份": month, "格数": count} for month, count in whole.months])
    st.caption(f"填了 {held.answered} 格。")
