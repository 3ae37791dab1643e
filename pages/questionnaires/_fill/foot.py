"""The foot of a form: what is missing, when it was saved, the check, and the ways to hand in."""

import streamlit as st

from core import clock
from core.questionnaires.cells import question_code
from core.responses.handing_in import HandedIn, check_code, hand_in_paper, hand_in_response, withdraw_response
from core.responses.queries import ResponseView, SubmissionRow
from core.responses.rules import ResponseState
from pages.questionnaires._fill import paper
from pages.ui import evidence, form_links, response_links, tables, verbs
from pages.ui.guard import Viewer

SHOWN = 100


def code_of(last: SubmissionRow) -> str:
    """The check code of a handing in."""
    return check_code(last.sha256)


def show(viewer: Viewer, view: ResponseView) -> None:
    """The bar, and the dialog the address names."""
    handed_in = view.state is ResponseState.HANDED_IN
    with st.container(horizontal=True, vertical_alignment="center", key="fill-foot"):
        missing = len(view.standing.whole.lacks)
        words = "已报送" if handed_in else f"还差 **{missing}** 项" if missing else "已填完"
        saved = f"已保存 {paper.saved_words(view.saved_at)}" if view.saved_at else "还没有填写"
        st.markdown(f"{words}　·　{saved}", width="content")
        if not handed_in:
            _button("检查", "check", icon=":material/fact_check:")
        if not handed_in and not view.closed:
            if view.may_confirm:
                _button("报送", "hand", kind="primary")
            if view.may_fill:
                _button("上传签章扫描件", "paper")
        st.link_button("打印定稿", response_links.response_file(view.id), icon=":material/print:")
        if handed_in and view.may_confirm and not view.closed:
            _button("撤回", "withdraw")
        if handed_in:
            _button("回执", "receipt")
    _dialogs(viewer, view)


def _button(label: str, do: str, *, kind: str = "secondary", icon: str | None = None) -> None:
    st.button(label, key=f"fill.{do}", type=kind, icon=icon, on_click=verbs.open_at, args=(do,))  # type: ignore[arg-type]


def _dialogs(viewer: Viewer, view: ResponseView) -> None:
    do, _identity = verbs.asked()
    offered = {
        "check": ("检查", lambda: _check(view)),
        "hand": ("审核并报送", lambda: _hand(viewer, view)),
        "paper": ("上传签章扫描件", lambda: _paper(viewer, view)),
        "withdraw": ("撤回报送", lambda: _withdraw(viewer, view)),
        "receipt": ("报送回执", lambda: _receipt(view)),
    }
    if do in offered:
        title, body = offered[do]
        verbs.dialog(title, body, wide=do == "check")


def _check(view: ResponseView) -> None:
    lacks = view.standing.whole.lacks
    if not lacks:
        st.success("没有缺项，也没有不合规则的内容，可以报送。")
        return
    st.markdown(f"共 **{len(lacks)}** 处要补或要改，点题号直接到那一格：")
    tables.show(
        [
            {
                "题号": tables.link(question_code(lack.key), form_links.cell(view.form, view.id, lack.key)),
                "问题": tables.plain(lack.problem.rule),
                "现值": tables.plain(lack.problem.value or "—"),
                "处理办法": tables.plain(lack.problem.remedy),
            }
            for lack in lacks[:SHOWN]
        ]
    )
    if len(lacks) > SHOWN:
        st.caption(f"先列出前 {SHOWN} 处。")


def _hand(viewer: Viewer, view: ResponseView) -> None:
    lacks = view.standing.whole.lacks
    if lacks:
        st.warning(f"还差 {len(lacks)} 项，补齐后才能报送。")
    st.markdown(
        f"将以 **{tables.plain(viewer.profile.name)}** 的名义报送“{tables.plain(view.title)}”"
        f"（{tables.plain(view.unit_name)}）。报送后不能再改，截止前可以撤回。"
    )
    verbs.submit(viewer, "报送", hand_in_response, done=_done, ready=not lacks, response_id=view.id)


def _paper(viewer: Viewer, view: ResponseView) -> None:
    st.markdown("打印定稿，签字盖章后扫描上传；页脚的校验码须与现在的内容一致。")
    code = st.text_input("页脚校验码", key="fill.paper.code", placeholder="如 3F2A9-C01D7", max_chars=20)
    scan = evidence.choose_one("扫描件", key="fill.paper.scan", note="PDF 或清晰的照片")
    lacks = view.standing.whole.lacks
    if lacks:
        st.warning(f"还差 {len(lacks)} 项，补齐并重新打印后才能报送。")
    verbs.submit(
        viewer,
        "核对并报送",
        hand_in_paper,
        done=_done,
        ready=bool(code.strip() and scan and not lacks),
        response_id=view.id,
        code=code,
        scan=scan.file if scan else None,
    )


def _withdraw(viewer: Viewer, view: ResponseView) -> None:
    st.markdown(f"撤回“{tables.plain(view.title)}”后可以继续修改，须在截止前重新报送；上次报送的内容仍留档。")
    verbs.submit(viewer, "撤回报送", withdraw_response, done="已撤回，可以继续修改。", response_id=view.id)


def _receipt(view: ResponseView) -> None:
    for row in view.submissions:
        st.markdown(
            f"**第 {row.number} 次报送**　校验码 **{check_code(row.sha256)}**　{row.way.label}　"
            f"{'按时' if row.is_on_time else '逾期'}"
        )
        st.caption(f"{clock.to_minute(row.at)}　{row.by}　内容校验值 {row.sha256}")


def _done(receipt: HandedIn) -> str:
    more = "本轮已全部报送。" if receipt.round_is_in else ""
    late = "" if receipt.is_on_time else "（逾期）"
    return f"已报送{late}，第 {receipt.number} 次，校验码 {receipt.check_code}。{more}"
