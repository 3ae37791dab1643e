"""The editor of one metric: its rule with a live curve, its checklist, a trial on past values."""

from collections.abc import Callable
from fractions import Fraction

import streamlit as st

from core.charts.rule_curve import has_curve, rule_curve
from core.designs.metric_edits import PutItem, PutMetric, RemoveItem, RemoveMetric, rule_numbers
from core.designs.queries import DesignView
from core.errors import Invalid
from core.indicators.canonical import plain_decimal
from core.indicators.rule_kind import RuleKind
from core.indicators.rules import RULE_KINDS
from core.indicators.system import EMPTY_POLICIES, INPUTS, Metric
from pages.indicators._designs import opened, trying
from pages.ui import charts, tables
from pages.ui.guard import Viewer

UNITS = "%"


def show(viewer: Viewer, view: DesignView, leaf: str, held: Metric | None) -> None:
    """Fields at the left, the curve of what is typed at the right; nothing is kept before 保存."""
    may = opened.may_edit(viewer, view)
    if held is not None and not may:
        _read(held)
        return
    left, right = st.columns([6, 6], gap="medium")
    with left:
        change = _fields(view, leaf, held)
        sound = _sound(change)
        with st.container(horizontal=True):
            if st.button(
                "保存子项",
                type="primary",
                disabled=not (sound and change.name.strip()),
                key="designs.metric.save",
            ):
                opened.edit(viewer, view, change)
            if held is not None and st.button("删除子项", key="designs.metric.drop"):
                opened.edit(viewer, view, RemoveMetric(held.code))
    with right:
        if sound:
            _curve(view, change, held)
    if held is not None and held.input == "items":
        _items(viewer, view, held)
    if sound and change.name.strip():
        trying.leaf(viewer, view, leaf, change)


def _fields(view: DesignView, leaf: str, held: Metric | None) -> PutMetric:
    taken = {metric.code for metric in view.system.metrics}
    code = held.code if held else next(f"{leaf}-{at}" for at in range(1, 1000) if f"{leaf}-{at}" not in taken)

    def key(name: str) -> str:
        return opened.key(view, f"metric.{code}.{name}")

    one, two = st.columns([2, 4])
    shown = one.text_input("编码", code, key=key("code"), disabled=held is not None, max_chars=20)
    name = two.text_input("名称", held.name if held else "", key=key("name"), max_chars=60)
    one, two = st.columns(2)
    rules = list(RULE_KINDS)
    rule = one.selectbox(
        "计分规则",
        rules,
        index=rules.index(held.rule) if held and held.rule in rules else 0,
        format_func=lambda each: RULE_KINDS[each].name,
        key=key("rule"),
    )
    kind = RULE_KINDS[rule or rules[0]]
    inputs = [each for each in INPUTS if each in kind.inputs]
    given = two.selectbox(
        "取数方式",
        inputs,
        index=inputs.index(held.input) if held and held.input in inputs else 0,
        format_func=INPUTS.__getitem__,
        key=key(f"input.{rule}"),
    )
    unit = one.text_input("单位", held.unit if held else UNITS, key=key("unit"), max_chars=10)
    policies = list(EMPTY_POLICIES)
    empty = two.selectbox(
        "无数据时",
        policies,
        index=policies.index(held.empty) if held and held.empty in policies else 1,
        format_func=EMPTY_POLICIES.__getitem__,
        key=key("empty"),
    )
    parameters = _parameters(held, kind, key(f"parameters.{rule}"))
    ratio = given in ("ratio", "complement")
    top, bottom, formula = _measures(held, ratio=ratio, key=key)
    return PutMetric(
        leaf, shown, name, given or "", rule or "", parameters, empty or "zero", top, bottom, unit, formula
    )


def _parameters(held: Metric | None, kind: RuleKind, key: str) -> str:
    own = held is not None and held.rule == kind.code
    written = kind.form.write(held.parameters, held.unit == "%") if held and own else kind.form.example
    return st.text_input("参数", written, key=key, help=f"例：{kind.form.example or '这种规则没有参数'}")


def _measures(held: Metric | None, *, ratio: bool, key: Callable[[str], str]) -> tuple[str, str, str]:
    """Numerator, denominator and formula."""
    one, two = st.columns(2)
    top = one.text_input(
        "分子", held.numerator if held else "", key=key("top"), disabled=not ratio, max_chars=60
    )
    bottom = two.text_input(
        "分母", held.denominator if held else "", key=key("bottom"), disabled=not ratio, max_chars=60
    )
    formula = st.text_input("公式", held.formula if held else "", key=key("formula"), max_chars=500)
    return top, bottom, formula


def _sound(change: PutMetric) -> bool:
    """Whether the rule can be drawn and tried; if not, say why below the fields."""
    try:
        rule_numbers(change.rule, change.parameters, change.input)
    except Invalid as error:
        problem = error.problems[0]
        st.warning(f"{problem.rule}。{problem.remedy}")
        return False
    return True


def _curve(view: DesignView, change: PutMetric, held: Metric | None) -> None:
    numbers, unit = rule_numbers(change.rule, change.parameters, change.input), change.unit.strip()
    kind = RULE_KINDS[change.rule]
    told = tables.plain(kind.standard(numbers, unit))
    now = Metric(
        change.code, change.leaf, change.name, Fraction(100), change.input, change.rule, numbers, unit=unit
    )
    if not has_curve(now):
        st.info(f"{told}。这种规则没有固定的曲线，请用往期数据试算。")
        return
    st.markdown(f"**{kind.name}**：{told}。")
    before = (held.rule, held.parameters) if held else None
    charts.show(
        ("rule", change.rule, numbers, unit, before),
        lambda: rule_curve(now, None, before=held),
        name="designs.curve",
    )


def _read(metric: Metric) -> None:
    kind = RULE_KINDS[metric.rule]
    st.markdown(f"**{kind.name}**：{tables.plain(kind.standard(metric.parameters, metric.unit))}。")
    if metric.formula:
        st.caption(tables.plain(metric.formula))
    if has_curve(metric):
        charts.show(
            ("rule", metric.rule, metric.parameters, metric.unit, None),
            lambda: rule_curve(metric, None),
            name="designs.curve",
        )


def _items(viewer: Viewer, view: DesignView, metric: Metric) -> None:
    items = view.system.items_of(metric.code)
    with st.expander(f"清单项（{len(items)} 项）", expanded=not items):
        tables.show(
            [
                {
                    "编码": tables.plain(item.code),
                    "名称": tables.plain(item.name),
                    "权重": plain_decimal(item.weight),
                    "判定标准": tables.plain(item.standard),
                    "前置项": tables.plain(item.prerequisite or "—"),
                }
                for item in items
            ],
            empty="还没有清单项，至少登记一项。",
        )
        by_code = {item.code: item for item in items}
        fresh = next(f"{metric.code}#{at}" for at in range(1, 1000) if f"{metric.code}#{at}" not in by_code)
        chosen = (
            st.selectbox("登记或修改", [fresh, *by_code], key=opened.key(view, f"item.{metric.code}"))
            or fresh
        )
        held = by_code.get(chosen)
        one, two = st.columns([5, 1])
        name = one.text_input(
            "清单项名称", held.name if held else "", key=opened.key(view, f"item.name.{chosen}")
        )
        weight = two.text_input("权重", plain_decimal(held.weight) if held else "10", key=opened.key(view, f"item.weight.{chosen}"))  # fmt: skip
        standard = st.text_input(
            "判定标准", held.standard if held else "", key=opened.key(view, f"item.rule.{chosen}")
        )
        others = ["", *(code for code in by_code if code != chosen)]
        at = others.index(held.prerequisite) if held and held.prerequisite in others else 0
        before = st.selectbox("前置项", others, index=at, key=opened.key(view, f"item.before.{chosen}")) or ""
        with st.container(horizontal=True):
            if st.button("保存清单项", disabled=not name.strip(), key="designs.item.put"):
                opened.edit(viewer, view, PutItem(metric.code, chosen, name, weight, standard, before))
            if held and st.button("删除清单项", key="designs.item.drop"):
                opened.edit(viewer, view, RemoveItem(chosen))
