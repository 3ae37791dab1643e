"""The dialogs that change units, one for each verb."""

from collections.abc import Callable, Sequence

import streamlit as st

from core.administration import unit_import, unit_sheet
from core.administration.merging import merge_unit
from core.administration.unit_checks import LONGEST_NAME, UnitDraft, groups
from core.administration.unit_history import Word
from core.administration.units import add_unit, delete_unit, edit_unit, move_unit, rename_unit, switch_unit
from core.organisations.queries import Node, Unit
from core.organisations.rules import ASSESSABLE, OrganisationKind, group_name, may_sit_under
from core.store.session import reading
from pages.ui import imports, links, tables, trees, verbs
from pages.ui.guard import Viewer

Roots = Sequence[Node]


def _add(viewer: Viewer, roots: Roots, number: int | None) -> None:
    units = units_in(roots)

    def body() -> None:
        parents = {key: unit for key, unit in units.items() if unit.is_active}
        at = list(parents).index(number) if number in parents else 0
        parent = st.selectbox(
            "上级机构",
            list(parents),
            index=at,
            format_func=lambda key: label(parents[key]),
            key="unit.parent",
        )
        kinds = [kind for kind in OrganisationKind if may_sit_under(kind, parents[parent].kind)]
        kind = st.selectbox("类别", kinds, format_func=lambda kind: kind.label, key=f"unit.kind.{parent}")
        name, short_name = _names("", "")
        code = st.text_input(
            "机构代码（登记后不能改）", key="unit.code", max_chars=30, placeholder="例如 M43"
        )
        facts = _assessment(kind or OrganisationKind.SECTION, None)
        draft = UnitDraft(code, name, short_name, str(kind or ""), parent, *facts)
        ready = bool(code.strip() and name.strip() and kind)
        verbs.submit(
            viewer, "新增机构", add_unit, draft=draft, ready=ready, done=f"已新增机构“{name.strip()}”。"
        )

    verbs.dialog("新增机构", body)


def _edit(viewer: Viewer, unit: Unit) -> None:
    st.caption(f"{tables.plain(label(unit))}；名称和上级凭依据变更，请用“更名”“移动”办理。")
    key = f"{unit.id}.{unit.version}"
    short_name = st.text_input("简称", unit.short_name, key=f"unit.short.{key}", max_chars=LONGEST_NAME)
    facts = _assessment(unit.kind, unit)
    draft = UnitDraft(unit.code, unit.name, short_name, unit.kind, unit.parent_id, *facts)
    verbs.submit(
        viewer,
        "保存修改",
        edit_unit,
        unit_id=unit.id,
        draft=draft,
        version=unit.version,
        ready=bool(short_name.strip()),
        done=f"已修改“{unit.name}”。",
    )


def _rename(viewer: Viewer, unit: Unit) -> None:
    st.caption("已启动的项目和已冻结的版次仍用旧名；新项目用新名。")
    name, short_name = _names(unit.name, unit.short_name)
    word, ready = why()
    verbs.submit(
        viewer,
        "确认更名",
        rename_unit,
        unit_id=unit.id,
        name=name,
        short_name=short_name,
        word=word,
        version=unit.version,
        ready=ready and name.strip() not in ("", unit.name),
        done=f"“{unit.name}”已更名为“{name.strip()}”。",
    )


def _move(viewer: Viewer, roots: Roots, unit: Unit) -> None:
    inside = {node.unit.id for node in trees.every(roots) if node.unit.id == unit.id}
    inside |= {
        each.unit.id for node in trees.every(roots) if node.unit.id == unit.id for each in trees.every([node])
    }
    fit = {
        key: each
        for key, each in units_in(roots).items()
        if each.is_active
        and key not in inside
        and may_sit_under(unit.kind, each.kind)
        and key != unit.parent_id
    }
    st.caption(f"{tables.plain(label(unit))}连同其下级一起移动。")
    if not fit:
        st.info(f"{unit.kind.label}没有其他可挂的上级机构；要改挂到新机构下，请先新增该机构。")
        return
    parent = st.selectbox(
        "移到",
        list(fit),
        index=None,
        placeholder="请选择新的上级",
        format_func=lambda key: label(fit[key]),
        key="unit.to",
    )
    word, ready = why()
    done = f"已把“{unit.name}”移到“{fit[parent].name}”之下。" if parent else ""
    verbs.submit(
        viewer,
        "确认移动",
        move_unit,
        unit_id=unit.id,
        parent_id=parent,
        word=word,
        version=unit.version,
        ready=ready and parent is not None,
        done=done,
    )


def _merge(viewer: Viewer, roots: Roots, unit: Unit) -> None:
    fit = {
        key: each
        for key, each in units_in(roots).items()
        if each.is_active and each.kind == unit.kind and key != unit.id
    }
    st.caption(f"“{tables.plain(unit.name)}”的用户和科室转入接收机构，随后停用；历史版次不变。")
    into = st.selectbox(
        "接收机构",
        list(fit),
        index=None,
        placeholder="请选择",
        format_func=lambda key: label(fit[key]),
        key="unit.into",
    )
    word, ready = why()
    name = fit[into].name if into else ""
    verbs.submit(
        viewer,
        "确认并入",
        merge_unit,
        unit_id=unit.id,
        into_id=into,
        word=word,
        version=unit.version,
        ready=ready and into is not None,
        done=lambda people: f"“{unit.name}”已并入“{name}”，转入用户 {people} 个。",
    )


def _switch(viewer: Viewer, unit: Unit, *, active: bool) -> None:
    said = "启用" if active else "停用"
    consequence = "重新出现在名单和选项中" if active else "不再出现在名单和选项中，历史记录保留"
    st.markdown(f"{said}“{tables.plain(unit.name)}”，{consequence}。")
    word, ready = why()
    verbs.submit(
        viewer,
        f"确认{said}",
        switch_unit,
        unit_id=unit.id,
        active=active,
        word=word,
        version=unit.version,
        ready=ready,
        done=f"已{said}“{unit.name}”。",
    )


def _delete(viewer: Viewer, unit: Unit) -> None:
    st.markdown(f"删除机构“{tables.plain(label(unit))}”？只有登记错了、还没有任何记录的机构才能删除。")
    verbs.submit(
        viewer,
        "删除机构",
        delete_unit,
        unit_id=unit.id,
        version=unit.version,
        done=f"已删除机构“{unit.name}”。",
    )


def _import(viewer: Viewer, _roots: Roots, _number: int | None) -> None:
    wanted = imports.Import(
        "机构",
        links.units_template(),
        unit_sheet.read_lines,
        unit_import.preview_units,
        unit_import.import_units,
        lambda counts: f"已导入机构：新增 {counts[0]} 个，更新 {counts[1]} 个。",
    )
    verbs.dialog("导入机构", lambda: imports.show(viewer, wanted), wide=True)


def _of_one(
    title: str, body: Callable[[Viewer, Roots, Unit], None]
) -> Callable[[Viewer, Roots, int | None], None]:
    """A dialog about one unit, which must exist."""

    def opened(viewer: Viewer, roots: Roots, number: int | None) -> None:
        unit = units_in(roots).get(number or 0)
        if unit is not None:
            seen = verbs.as_opened(unit)
            verbs.dialog(title, lambda: body(viewer, roots, seen))

    return opened


FORMS: dict[str, Callable[[Viewer, Roots, int | None], None]] = {
    "add": _add,
    "import": _import,
    "edit": _of_one("修改机构", lambda viewer, _, unit: _edit(viewer, unit)),
    "rename": _of_one("机构更名", lambda viewer, _, unit: _rename(viewer, unit)),
    "move": _of_one("移动机构", _move),
    "merge": _of_one("并入另一机构", _merge),
    "stop": _of_one("停用机构", lambda viewer, _, unit: _switch(viewer, unit, active=False)),
    "resume": _of_one("启用机构", lambda viewer, _, unit: _switch(viewer, unit, active=True)),
    "delete": _of_one("删除机构", lambda viewer, _, unit: _delete(viewer, unit)),
}


def units_in(roots: Roots) -> dict[int, Unit]:
    """Every unit of the trees by number."""
    return {node.unit.id: node.unit for node in trees.every(roots)}


def label(unit: Unit) -> str:
    """A unit in a list of choices."""
    return f"{unit.name}（{unit.code}）"


def _names(name: str, short_name: str) -> tuple[str, str]:
    left, right = st.columns([3, 2])
    return (
        left.text_input("机构名称", name, key=f"unit.name.{name}", max_chars=LONGEST_NAME),
        right.text_input(
            "简称", short_name, key=f"unit.short.{name}", max_chars=LONGEST_NAME, placeholder="不填则同名称"
        ),
    )


def _groups(kind: OrganisationKind, own: str) -> dict[str, str]:
    """The groups of the dictionary a kind of unit may be in, and the unit's own where it was switched off."""
    with reading() as session:
        known = groups(session)
    if own and own not in known:
        known[own] = group_name(own)
    return {
        each: name
        for each, name in known.items()
        if (each == OrganisationKind.COUNTY.label) == (kind is OrganisationKind.COUNTY)
    }


def _assessment(kind: OrganisationKind, unit: Unit | None) -> tuple[str, bool, str, int]:
    """Group, assessed, credit code and order, asked in this order of meaning."""
    key = f"{unit.id}.{unit.version}" if unit else f"new.{kind}"
    assessed, group = False, ""
    if kind in ASSESSABLE:
        left, right = st.columns(2, vertical_alignment="bottom")
        assessed = left.toggle(
            "作为考核对象参评", unit.is_assessed if unit else False, key=f"unit.assessed.{key}"
        )
        own = unit.group_name if unit else ""
        offered = _groups(kind, own)
        at = list(offered).index(own) if own in offered else 0
        group = (
            right.selectbox(
                "考核分组",
                list(offered),
                index=at,
                format_func=lambda each: offered[each],
                disabled=not assessed,
                key=f"unit.group.{key}",
            )
            or ""
        )
    left, right = st.columns(2)
    uscc = left.text_input(
        "统一社会信用代码", unit.uscc if unit else "", key=f"unit.uscc.{key}", max_chars=18
    )
    order = right.number_input(
        "排序号", 1, 99_999, unit.order_no if unit and unit.order_no else 1, key=f"unit.order.{key}"
    )
    return (group if assessed else ""), assessed, uscc, int(order)


def why() -> tuple[Word, bool]:
    """The reason and the basis of a change, and whether both are given."""
    reason = st.text_input("理由", key="unit.reason", max_chars=200, placeholder="例如：机构改革，职责划转")
    basis = st.text_input(
        "批准人或依据文号", key="unit.basis", max_chars=100, placeholder="例如：德办发〔2020〕12号"
    )
    return Word(reason, basis), bool(reason.strip() and basis.strip())
