"""How the index is computed, with the parameters in force."""

import streamlit as st

from core.topics.parameters import Entry, Parameters
from pages.ui import tables
from pages.ui.tables import plain

FORMULA = (
    "热度 = 100 × q × （{p.weight_calls:.2f}·N(C*) + {p.weight_consumers:.2f}·N(D) + {p.weight_rows:.2f}·N(X)"
    " + {p.weight_usage:.2f}·U′ + {p.weight_growth:.2f}·g）"
)
TERMS = (
    "清洗：剔除本单位自调、健康探测、压测和请求错误（4xx）；失败指服务错误（5xx 及以上）。",
    "C* = 各使用单位 min（调用, {p.consumer_cap:.0%} × 该主题当月原始调用）之和；D 使用单位数；X 交换条数。",
    "N(x) = （ln(1+x) − P{p.low_percentile:g}）÷（P{p.high_percentile:g} − P{p.low_percentile:g}），限于 0 至 1；"
    "分位取到当月为止 {p.window_months} 个月全部主题·月，不足时用全年。",
    "U′ = min（1, 被用资源 ÷ 已发布资源 ÷ {p.usage_full:g}）；"
    "g = 0.5 + 0.5·th（ln（(C*+1) ÷ (前 {p.growth_months} 个月均值+1)）），th 为双曲正切，首月取 0.5。",
    "q = 1 − {p.failure_slope:g} ×（失败率 − {p.failure_free:.0%}），限于 {p.quality_floor:g} 至 1；"
    "趋势热度按半衰期 {p.half_life_months:g} 个月加权。",
)


def show(parameters: Parameters, listed: tuple[Entry, ...]) -> None:
    """The formula in a line, its terms, and the list it is read from."""
    st.markdown(f"##### 计算方法（参数版本 {plain(parameters.version)}）")
    st.markdown(plain(FORMULA.format(p=parameters)))
    st.markdown("\n".join(f"- {plain(term.format(p=parameters))}" for term in TERMS))
    with st.expander("全部参数"):
        tables.show(
            [
                {"参数": plain(entry.name), "值": plain(entry.value), "说明": plain(entry.note)}
                for entry in listed
            ]
        )
