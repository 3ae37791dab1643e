"""A group of the tree: order, full marks or weights, sum and effective weight side by side."""

from decimal import Decimal, InvalidOperation

import streamlit as st

from core.designs.amounts import Group, Member, SetAmounts, group_of
from core.designs.queries import DesignView
from core.designs.system_edits import SetHead
from core.designs.tree_edits import Arrange
from core.indicators.canonical import plain_decimal
from core.indicators.numerals import plain_number
from core.indicators.system import DIRECTIONS
from pages.indicators._designs import node_forms, opened
from pages.ui import links, tables
from pages.ui.guard import Viewer
from pages.ui.numbers import marks

SHARES = [1, 5, 2, 2, 2]


def show(viewer: Viewer, view: DesignView, code: str) -> None:
    """The group under a node, the first level where none is chosen."""
    system = view.system
    node = system.node_by_code.get(code)
    if node is not None and node.ledger:
        _ledger(view)
        return
    st.markdown(f"##### {tables.plain(f'{code} {node.title}' if node else '一级指标')}")
    if node is not None and opened.may_edit(viewer, view):
        st.markdown("　".join(node_forms.verbs_of(view, code)))
    if node is not None and node.definition:
        st.caption(tables.plain(node.definition))
    group = group_of(system, code)
    if not group.members:
        st.info("这里还没有指标。用上方的“选用指标”从指标库或已发布的体系选用，或“新增指标”。")
    else:
        amounts(viewer, view, group, ordered=True)
    if node is None:
        _head(viewer, view)


def amounts(viewer: Viewer, view: DesignView, group: Group, *, ordered: bool = False) -> None:
    """The members as rows to be typed into, and below them what they add up to."""
    may, unit = opened.may_edit(viewer, view), _unit(view, group)
    order: dict[str, str] = {}
    typed: dict[str, str] = {}
    with st.container(key="amounts"):
        heads = st.columns(SHARES, vertical_alignment="center")
        for place, words in zip(heads, ("序号", "指标", unit, "组内占比", "有效权重"), strict=True):
            place.caption(words)
        for at, member in enumerate(group.members, start=1):
            _row(view, at, member, may=may, order=order if ordered else None, typed=typed)
    _total(group, unit)
    if not may:
        return
    held = {each.code: "" if each.amount is None else plain_number(each.amount) for each in group.members}
    changed = {code: text for code, text in typed.items() if text.strip() not in ("", held[code])}
    if changed:
        _coming({**held, **changed}, group)
    with st.container(horizontal=True):
        if st.button(
            f"保存{unit}", type="primary", disabled=not changed, key=f"designs.amounts.{group.code}"
        ):
            opened.edit(viewer, view, SetAmounts(group.code, changed))
        if ordered and st.button(
            "保存顺序", disabled=not _reordered(order), key=f"designs.order.{group.code}"
        ):
            opened.edit(viewer, view, Arrange(group.code, tuple(_arranged(order))))


def _row(
    view: DesignView,
    at: int,
    member: Member,
    *,
    may: bool,
    order: dict[str, str] | None,
    typed: dict[str, str],
) -> None:
    number, name, amount, within, effective = st.columns(SHARES, vertical_alignment="center")
    if may and order is not None:
        order[member.code] = number.text_input(
            f"{member.code} 序号",
            str(at),
            key=opened.key(view, f"order.{member.code}"),
            label_visibility="collapsed",
        )
    else:
        number.markdown(str(at))
    words = f"{member.code} {member.name}"
    linked = member.code in view.system.node_by_code
    address = links.designs(view.row.id, part="指标树", node=member.code)
    name.markdown(tables.link(words, address) if linked else tables.plain(words))
    held = "" if member.amount is None else plain_number(member.amount)
    if may:
        typed[member.code] = amount.text_input(
            f"{member.code} 分值",
            held,
            key=opened.key(view, f"amount.{member.code}"),
            label_visibility="collapsed",
            placeholder="未定",
        )
    else:
        amount.markdown(held or "—")
    within.markdown("—" if member.within is None else f"{float(member.within):.1%}")
    effective.markdown("—" if member.effective is None else f"{float(member.effective):.2%}")


def _total(group: Group, unit: str) -> None:
    total = plain_number(group.total)
    if group.wanted is None:
        st.markdown(f"合计 **{total}**")
    elif group.sound:
        st.markdown(f"合计 **{total}**，与应为的 {plain_number(group.wanted)} 相符。")
    else:
        gap = plain_number(abs(group.wanted - group.total))
        less = "还差" if group.total < group.wanted else "多出"
        st.warning(f"{unit}合计 {total}，应为 {plain_number(group.wanted)}，{less} {gap}。")


def _coming(texts: dict[str, str], group: Group) -> None:
    """What the members would add up to once what was typed is saved; nothing where it is no number."""
    try:
        total = sum((Decimal(text) for text in texts.values() if text.strip()), Decimal(0))
    except InvalidOperation:
        return
    if total.is_finite():
        st.caption(f"改后合计 {plain_decimal(total)}，现为 {plain_number(group.total)}；保存后生效。")


def _unit(view: DesignView, group: Group) -> str:
    below = bool(view.system.children(group.code))
    return "满分" if below and view.system.scheme == "marks" else "占比" if not below else "权重"


def _arranged(order: dict[str, str]) -> list[str]:
    """Codes by the number typed beside them; what is no number keeps its place."""
    places = {
        code: (float(text) if text.strip().replace(".", "", 1).isdecimal() else float(at))
        for at, (code, text) in enumerate(order.items(), start=1)
    }
    # Whoever was given a number stands before the one who had it.
    typed = {code: places[code] != at for at, code in enumerate(order, start=1)}
    earlier = {code: at for at, code in enumerate(order, start=1)}
    return sorted(
        order, key=lambda code: (places[code], not typed[code] or places[code] > earlier[code], earlier[code])
    )


def _reordered(order: dict[str, str]) -> bool:
    return _arranged(order) != list(order)


def _head(viewer: Viewer, view: DesignView) -> None:
    system = view.system
    st.markdown("##### 体系信息")
    bands = "、".join(f"{band.name} ≥{marks(band.lower)}" for band in system.grades)
    about = f"适用对象：{system.audience_name}；等次：{bands or '未划分'}"
    if not opened.may_edit(viewer, view):
        caps = (system.full_marks, system.bonus_cap, system.deduction_cap)
        worth = "满分 {} 分、加分封顶 {} 分、减分封顶 {} 分".format(*map(plain_decimal, caps))
        st.markdown(f"{tables.plain(f'{system.name} {system.version}')}；{worth}；{about}。")
        return
    left, middle, right = st.columns([4, 2, 2])
    name = left.text_input("名称", system.name, key=opened.key(view, "name"), max_chars=60)
    label = middle.text_input("版本", system.version, key=opened.key(view, "label"), max_chars=30)
    full = right.text_input("满分", plain_decimal(system.full_marks), key=opened.key(view, "full"))
    left, middle, right = st.columns([4, 2, 2])
    bonus = middle.text_input("加分封顶", plain_decimal(system.bonus_cap), key=opened.key(view, "bonus"))
    cut = right.text_input("减分封顶", plain_decimal(system.deduction_cap), key=opened.key(view, "cut"))
    left.caption(f"{about}（在工作簿中修改）")
    if st.button("保存体系信息", key="designs.head"):
        opened.edit(viewer, view, SetHead(name, label, full, bonus, cut))


def _ledger(view: DesignView) -> None:
    st.markdown("##### 加减分项")
    st.caption("加减分项在工作簿的“加减分”表中维护：导出 Excel，修改后“以工作簿更新”。")
    tables.show(
        [
            {
                "项目": tables.plain(f"{item.code} {item.name}"),
                "方向": DIRECTIONS.get(item.direction, item.direction),
                "档次": tables.plain(
                    "；".join(f"{each.name} {marks(each.points)} 分" for each in item.levels)
                ),
                "封顶": marks(item.cap),
            }
            for item in view.system.ledger
        ],
        empty="还没有加减分项。",
    )
