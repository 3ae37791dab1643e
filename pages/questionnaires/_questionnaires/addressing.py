"""Who fills a questionnaire: the rounds it hangs on, or units picked group by group until a day."""

from collections import defaultdict
from datetime import date, datetime, timedelta

import streamlit as st

from core import clock
from core.access.permissions import Permission
from core.organisations.queries import Unit
from core.organisations.rules import group_name
from core.projects.timing import end_of, last_minute
from core.questionnaires.publishing import address
from core.questionnaires.queries import QuestionnaireView, addressable
from pages.ui import feedback, form_links, links, tables, verbs
from pages.ui.guard import Viewer

# Days a unit usually has to fill a questionnaire (建议值).
DAYS = 10
KINDS = {"": "全部考核对象", "department": "市级部门", "county": "县市区"}


def show(viewer: Viewer, view: QuestionnaireView) -> None:
    """Rounds first, then the units asked without a project."""
    st.markdown("##### 随项目轮次发放")
    tables.show(
        [
            {
                "轮次": tables.link(hung.name, links.project(hung.project_id)),
                "对象": KINDS.get(hung.audience, hung.audience),
                "答卷": tables.link("查看答卷", form_links.collected(view.row.id, hung.round_id)),
            }
            for hung in view.rounds
        ],
        empty="没有关联项目轮次。要随项目下发，请在项目的轮次中关联这份问卷。",
    )
    st.markdown("##### 直接发放")
    if view.row.due_at is not None and view.unit_ids:
        answers = tables.link("查看答卷", form_links.collected(view.row.id))
        st.markdown(
            f"已发给 **{len(view.unit_ids)}** 个单位，**{last_minute(view.row.due_at)}** 截止。　{answers}"
        )
    if not viewer.may(Permission.QUESTIONNAIRES_FORM_PUBLISH):
        st.caption("发放由市大数据局（主管部门）办理。")
    elif view.published is None:
        st.info("发布后才能发放：单位只能看到已发布的版本。")
    else:
        _pick(viewer, view)


def _pick(viewer: Viewer, view: QuestionnaireView) -> None:
    groups: dict[str, list[Unit]] = defaultdict(list)
    for unit in feedback.ask(viewer, addressable):
        groups[group_name(unit.group_name) if unit.group_name else unit.kind.label].append(unit)
    chosen: list[int] = []
    asked = set(view.unit_ids)
    for name, units in groups.items():
        chosen += _group(view, name, units, asked)
    day = _day(view)
    due = end_of(day)
    new, gone = set(chosen) - asked, asked - set(chosen)
    changed = bool(new or gone) or view.row.due_at != due
    words = f"共选 **{len(chosen)}** 个单位"
    words += f"，新增 {len(new)} 个" if asked and new else ""
    words += f"，撤下 {len(gone)} 个（已填的内容保留）" if gone else ""
    st.markdown(f"{words}，**{last_minute(due)}** 截止。")
    st.button(
        "发放",
        type="primary",
        icon=":material/send:",
        key="draw.address",
        disabled=not chosen or not changed,
        on_click=verbs.open_at,
        args=("address",),
    )
    if verbs.asked()[0] == "address" and chosen and changed:
        _confirm(viewer, view, sorted(chosen), due)


def _group(view: QuestionnaireView, name: str, units: list[Unit], asked: set[int]) -> list[int]:
    """One group: all, none, or some of its units."""
    key = f"draw.units.{view.row.id}.{name}"
    labels = {unit.id: unit.short_name for unit in units}
    if key not in st.session_state:
        st.session_state[key] = [each for each in labels if each in asked]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.multiselect(
            f"{name}（{len(units)} 个单位）",
            list(labels),
            format_func=lambda each: labels.get(each, str(each)),
            key=key,
            placeholder="点“全选”或逐个选择",
        )
        st.button("全选", key=f"{key}.all", on_click=_put, args=(key, list(labels)))
        st.button("清空", key=f"{key}.none", on_click=_put, args=(key, []))
    return list(chosen)


def _put(key: str, chosen: list[int]) -> None:
    st.session_state[key] = chosen


def _day(view: QuestionnaireView) -> date:
    """The last day of filling."""
    due, today = view.row.due_at, clock.today()
    stands = (due - timedelta(seconds=1)).astimezone(clock.SHANGHAI).date() if due else None
    start = stands if stands and stands >= today else today + timedelta(days=DAYS)
    chosen = st.date_input(
        "截止日（当日 24:00 截止）",
        start,
        min_value=today,
        format="YYYY-MM-DD",
        key=f"draw.due.{view.row.id}.{start}",
        width=260,
    )
    return chosen if isinstance(chosen, date) else start


def _confirm(viewer: Viewer, view: QuestionnaireView, chosen: list[int], due: datetime) -> None:
    seen = verbs.as_opened(view.row)

    def body() -> None:
        st.markdown(
            f"把“{tables.plain(seen.title)}”发给 **{len(chosen)}** 个单位，**{last_minute(due)}** 截止？"
            "新增的单位会收到站内通知；改了截止日的，全部单位都会收到。"
        )
        verbs.submit(
            viewer,
            "确认发放",
            address,
            questionnaire_id=seen.id,
            organisation_ids=chosen,
            due_at=due,
            version=seen.version,
            done=lambda count: f"已发给 {count} 个单位，{last_minute(due)} 截止。",
        )

    verbs.dialog("发放问卷", body)
