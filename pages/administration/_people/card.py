"""The card of one account in a drawer: who it is, the slips they signed for, handovers."""

import streamlit as st

from core.access.permissions import Permission
from core.administration.people_queries import PersonCard, SlipRow, person_card
from core.clock import to_minute
from pages.ui import feedback, tables, verbs
from pages.ui.guard import Viewer
from pages.ui.work import Screen


def show(viewer: Viewer, screen: Screen, person_id: int) -> None:
    """Open the drawer."""

    def body() -> None:
        card: PersonCard = feedback.ask(viewer, person_card, person_id=person_id)
        row, edits = card.row, viewer.may(Permission.ACCESS_PERSON_EDIT)
        st.markdown(f"##### {tables.plain(row.name)}（{tables.plain(row.login)}）")
        st.caption("　›　".join(tables.plain(name) for name in card.path) or "没有单位")
        if edits:
            st.markdown("　".join(_verbs(screen, card)))
        facts = {
            "角色": row.roles or "—",
            "电话": (row.phone if edits else row.masked_phone) or "—",
            "最近登录": to_minute(row.last_seen) if row.last_seen else "—",
            "锁定": f"至 {to_minute(row.locked_until)}" if row.locked_until else "否",
            "状态": "● 启用" if row.is_active else "○ 停用",
        }
        st.markdown("\n".join(f"- **{name}**：{tables.plain(text)}" for name, text in facts.items()))
        st.markdown("##### 账号发放与签收")
        if not card.slips:
            st.caption("没有发放记录。")
        for slip in card.slips:
            st.markdown(_told(slip))
            if edits and slip.signed_on is None:
                st.markdown(screen.verb("登记签收", "sign", row.id))
        if card.handovers:
            st.markdown("##### 离岗交接")
            st.markdown("\n".join(f"- {tables.plain(line)}" for line in card.handovers))

    verbs.drawer("用户", body)


def _verbs(screen: Screen, card: PersonCard) -> list[str]:
    switch = ("停用", "stop") if card.row.is_active else ("启用", "resume")
    named = [("修改", "edit"), ("重置口令", "reset"), switch, ("离岗交接", "leave"), ("删除", "delete")]
    return [screen.verb(words, do, card.row.id) for words, do in named]


def _told(slip: SlipRow) -> str:
    signed = f"{slip.signed_on} 由{slip.signed_by}签收" if slip.signed_on else "未签收"
    return f"- {to_minute(slip.issued_at)}　{slip.occasion}，发放人{tables.plain(slip.issued_by)}；{tables.plain(signed)}"
