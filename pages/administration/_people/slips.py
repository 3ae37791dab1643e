"""The account slip in a dialog: the only moment a password is seen, and the files to print it."""

import streamlit as st

from core.administration.slips import Slip, slip_of
from pages.ui import feedback, links, tables, verbs
from pages.ui.guard import Viewer

TOKEN = "people.slip"
SHOWN = 10


def wait(token: str) -> None:
    """Show this slip with the next run."""
    st.session_state[TOKEN] = token


def waiting() -> bool:
    """Whether a slip has not been put away."""
    return TOKEN in st.session_state


def _put_away() -> None:
    st.session_state.pop(TOKEN, None)
    verbs.close()


def show(viewer: Viewer) -> None:
    """Open the dialog."""
    token = st.session_state[TOKEN]

    def body() -> None:
        slip: Slip = feedback.ask(viewer, slip_of, token=token)
        st.markdown("初始口令只显示这一次，请当面或打印交给本人；首次登录须修改。")
        tables.show(
            [
                {
                    "账号": tables.plain(line.login),
                    "姓名": tables.plain(line.name),
                    "单位": tables.plain(line.unit),
                    "初始口令": f"`{line.password}`",
                }
                for line in slip.lines[:SHOWN]
            ]
        )
        if len(slip.lines) > SHOWN:
            st.caption(f"共 {len(slip.lines)} 个账号，其余见发放单。")
        with st.container(horizontal=True):
            st.link_button("打印发放单（Word）", links.slip_file(token, "docx"), icon=":material/print:")
            st.link_button("下载发放单（Excel）", links.slip_file(token, "xlsx"), icon=":material/download:")
        # A callback would draw this dialog again and leave the screen behind it as it was.
        if st.button("已交给本人，收起", type="primary", key="slip.away"):
            _put_away()
            st.rerun()

    verbs.dialog("账号发放单", body, wide=True, dismissed=_put_away)
