"""Before a project starts: who has not signed in for long is asked for and verified, many at once."""

import streamlit as st

from core.administration.leaving import verify_people
from core.administration.people_queries import DORMANT, PersonFilter, PersonRow, person_rows
from core.clock import to_minute
from pages.ui import feedback, verbs
from pages.ui.guard import Viewer

MOST = 500


def show(viewer: Viewer) -> None:
    """Open the dialog with everybody long absent proposed."""

    def body() -> None:
        wanted = PersonFilter(state="dormant")
        rows, total = feedback.ask(viewer, person_rows, wanted=wanted, limit=MOST)
        if not rows:
            st.info(f"没有超过 {DORMANT.days} 天未登录的在用账号。")
            return
        st.markdown(
            f"{total} 个在用账号超过 {DORMANT.days} 天没有登录。核实本人仍在岗后恢复；已离岗的请办理离岗交接。"
        )
        by_id: dict[int, PersonRow] = {row.id: row for row in rows}
        chosen = st.multiselect(
            "核验的用户",
            list(by_id),
            default=list(by_id),
            format_func=lambda key: _label(by_id[key]),
            select_all=False,
            key="people.verify",
        )
        verbs.submit(
            viewer,
            f"核验恢复 {len(chosen)} 个用户",
            verify_people,
            person_ids=chosen,
            ready=bool(chosen),
            done=lambda number: f"已核验恢复 {number} 个用户。",
        )

    verbs.dialog("久未登录核验", body, wide=True)


def _label(row: PersonRow) -> str:
    seen = f"上次 {to_minute(row.last_seen)}" if row.last_seen else "从未登录"
    return f"{row.name}（{row.organisation}，{seen}）"
