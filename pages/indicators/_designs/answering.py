"""A unit's answers: giving one, taking one back, reading what was decided, beside the system itself."""

import streamlit as st

from core.clock import in_words, to_minute
from core.designs.deliberation import give_opinion, withdraw_opinion
from core.designs.queries import Said
from core.designs.rules import Decision
from core.designs.solicitations import Solicitation
from core.indicators.rules import RULE_KINDS
from core.indicators.system import IndicatorSystem
from pages.indicators._designs import opened
from pages.ui import feedback, frame, links, tables
from pages.ui.guard import Viewer
from pages.ui.numbers import marks
from pages.ui.work import folded


def answer(view: Solicitation) -> str:
    """Until when an answer is taken, or what became of those given."""
    if view.open:
        day = in_words(view.row.due_on) if view.row.due_on else "截止日"
        given = _given(view)
        said = "已答复“无意见”" if view.own and not given else f"已提 {given} 条意见"
        return f"{tables.plain(view.unit.name)}：请于 **{day}** 前答复，{said}。"
    counts = "、".join(
        f"{decision.label} {number} 条"
        for decision in Decision
        if (number := sum(each.decision is decision and not each.agrees for each in view.own))
    )
    return f"征求意见已结束。贵单位提了 {_given(view)} 条意见{f'：{counts}' if counts else ''}。"


def show(viewer: Viewer, view: Solicitation) -> None:
    """Answers at the right, the system at the left."""
    left, right = st.columns([6, 5], gap="medium")
    with right:
        if view.open:
            _give(viewer, view)
        st.markdown("##### 贵单位的意见")
        if not view.own:
            st.caption("还没有答复。" + ("没有意见也请答复，免得计入未答复单位。" if view.open else ""))
        for each in view.own:
            _own(viewer, view, each)
    with left:
        _system(view)


def _give(viewer: Viewer, view: Solicitation) -> None:
    system = view.system
    codes = [
        "",
        *(node.code for node in system.nodes if not node.ledger),
        *(p.code for p in system.monitored),
    ]
    names = {node.code: node.title for node in system.nodes} | {p.code: p.name for p in system.monitored}
    named = st.query_params.get("node", "")
    with st.container(border=True):
        code = st.selectbox(
            "对哪个指标提意见",
            codes,
            index=codes.index(named) if named in codes else 0,
            format_func=lambda each: f"{each} {names[each]}" if each else "整体",
            key=f"opinion.node.{named}",
        )
        text = st.text_area(
            "意见",
            key=feedback.fresh("opinion.text"),
            max_chars=2000,
            placeholder="请写明问题、依据和修改建议",
        )
        with st.container(horizontal=True):
            if st.button("提交意见", type="primary", disabled=not text.strip(), key="opinion.submit"):
                _submit(viewer, view, code or "", text, agrees=False)
            if not view.own and st.button("答复“无意见”", key="opinion.agree"):
                _submit(viewer, view, "", "", agrees=True)


def _submit(viewer: Viewer, view: Solicitation, code: str, text: str, *, agrees: bool) -> None:
    facts = (view.row.id, view.row.version, viewer.actor.person_id, code, text, agrees, len(view.own))
    done, _ = feedback.act(
        viewer,
        give_opinion,
        design_id=view.row.id,
        node_code=code,
        text=text,
        agrees=agrees,
        client_key=opened.digest(facts),
    )
    if done:
        feedback.renew("opinion.text")
        frame.carry("已答复：无意见。" if agrees else "意见已提交，截止前可以撤回或补充。")


def _own(viewer: Viewer, view: Solicitation, said: Said) -> None:
    with st.container(border=True):
        st.markdown(
            f"**{tables.plain(said.about)}**　{tables.plain(said.by)}　{to_minute(said.at)}  \n{tables.plain(said.text)}"
        )
        if said.decided_at:
            reason = f"：{tables.plain(said.reason)}" if said.reason else ""
            st.markdown(f"**{said.decision.label}**{reason}")
        elif view.open and st.button("撤回", key=f"opinion.withdraw.{said.id}"):
            done, _ = feedback.act(viewer, withdraw_opinion, opinion_id=said.id, version=said.version)
            if done:
                frame.carry("已撤回。")
        elif not said.agrees:
            st.caption("等待主管部门裁定。")


def _system(view: Solicitation) -> None:
    system, named = view.system, st.query_params.get("node", "")
    rows = []
    for node in system.nodes:
        deep, words = "　" * (system.depths.get(node.code, 1) - 1), f"{node.code} {node.title}"
        worth = marks(system.marks_under(node.code)) if system.scheme == "marks" and not node.ledger else "—"
        address = f"{links.opinions(view.row.id)}&node={node.code}"
        rows.append({"指标": deep + tables.link(words, address), "满分": worth})
    if named in system.node_by_code:
        _card(system, named)
    # On a phone the answer comes before thirty lines of tree.
    with folded("tree", "全部指标"):
        tables.show(rows)


def _card(system: IndicatorSystem, code: str) -> None:
    node = system.node_by_code[code]
    with st.container(border=True):
        st.markdown(f"**{tables.plain(f'{code} {node.title}')}**")
        facts = {
            "口径": node.definition,
            "评估要点": node.points,
            "附加规则": node.extra,
            "佐证": node.evidence,
        }
        lines = [f"- **{name}**：{tables.plain(text)}" for name, text in facts.items() if text.strip("—")]
        for metric in system.metrics_of(code):
            kind = RULE_KINDS[metric.rule]
            standard = kind.standard(metric.parameters, metric.unit)
            lines.append(f"- {tables.plain(f'{metric.name}：{standard}')}")
        st.markdown("\n".join(lines))


def _given(view: Solicitation) -> int:
    return sum(not each.agrees for each in view.own)
