"""What every question comes to: an overview, and one question with its figure, its numbers and its cross tabulation."""

from decimal import Decimal

import streamlit as st

from core.access.permissions import Permission
from core.charts import answers as drawn
from core.charts.answers import percent
from core.questionnaires.form import Kind
from core.responses.collected import Collected
from core.responses.gathered import Gathered, gathered
from core.responses.statistics import Choices, Content, Days, Figures, Numbers, Texts, figures
from pages.questionnaires._collected import contents, crosses
from pages.ui import charts, feedback, response_links, tables
from pages.ui.guard import Viewer
from pages.ui.work import Screen

DRAFTS, QUESTION, COLUMN = "drafts", "question", "column"


def show(viewer: Viewer, screen: Screen, found: Collected) -> None:
    """The overview, or the question the address names."""
    place = found.place
    drafts = _with_drafts(viewer, found)
    of: Gathered = feedback.ask(
        viewer, gathered, questionnaire_id=place.questionnaire_id, round_id=place.round_id, with_drafts=drafts
    )
    if not of.filled:
        feedback.empty(
            "还没有单位报送，没有可统计的答卷。" if not drafts else "还没有单位开始填报。",
            "打开“含草稿”可先看填报中的情况。" if not drafts else "",
        )
        return
    every = figures(of)
    named = st.query_params.get(QUESTION, "")
    one = next((each for each in every if each.question.code == named), None)
    if one is None:
        _overview(screen, of, every)
    else:
        _question(viewer, screen, of, one)


def _with_drafts(viewer: Viewer, found: Collected) -> bool:
    place, held = found.place, st.query_params.get(DRAFTS) == "1"
    with st.container(horizontal=True, vertical_alignment="center"):
        drafts = st.toggle(
            "含草稿", held, key=f"statistics.drafts.{held}", help="打开后，填报中和被退回的答卷也计入。"
        )
        st.space("stretch")
        if viewer.may(Permission.QUESTIONNAIRES_ANSWER_EXPORT):
            address = response_links.answers_file(
                place.questionnaire_id, place.round_id, "statistics", drafts=drafts
            )
            st.link_button("导出分题统计", address, icon=":material/download:")
    if drafts:
        st.query_params[DRAFTS] = "1"
    else:
        st.query_params.pop(DRAFTS, None)
    return bool(drafts)


def _overview(screen: Screen, of: Gathered, every: tuple[Figures, ...]) -> None:
    st.markdown(f"计入 **{len(of.filled)}** 份答卷（应报 {of.asked} 家）；点题目看分布和交叉分析。")
    with st.container(key="statistics-table"):
        tables.show(
            [
                {
                    "题号": tables.plain(each.question.code),
                    "题目": tables.link(each.question.title, screen.link(question=each.question.code)),
                    "题型": each.question.kind.label,
                    "看到": each.shown,
                    "作答": each.answered,
                    "作答率": percent(Decimal(100 * each.answered) / each.shown) if each.shown else "—",
                    "概况": tables.plain(said(each)),
                }
                for each in every
            ]
        )
    st.caption("“看到”是显示了该题的答卷份数；占比的分母为作答家数，另列占看到家数的比例。")


def said(each: Figures) -> str:
    """A question's answers in one line."""
    if each.answered == 0:
        return "无人作答"
    if each.question.kind is Kind.FILE:
        return f"{each.answered} 家上传了附件"
    content: Content | None = each.content
    if isinstance(content, Choices):
        return drawn.choice_finding(content, each.answered)
    if isinstance(content, Numbers):
        return drawn.numbers_finding(content, each.question.unit)
    if isinstance(content, Days) and content.values:
        return drawn.days_finding(content)
    if isinstance(content, Texts):
        return f"{len(content.values)} 家填写"
    return f"{len(each.columns)} 列，共填 {sum(column.answered for column in each.columns)} 格"


def _question(viewer: Viewer, screen: Screen, of: Gathered, one: Figures) -> None:
    older = f"（第 {one.number} 版的题，现版已无）" if one.number != of.versions[0][0] else ""
    st.markdown(
        f"{tables.link('全部题目', screen.link(question=None, column=None, across=None, find=None))}　›　"
        f"**{tables.plain(one.question.code)} {tables.plain(one.question.title)}**{older}"
    )
    unfit = f"，{one.unfit} 家的答数不合题型，未计入" if one.unfit else ""
    st.markdown(f"看到此题 {one.shown} 家，作答 **{one.answered}** 家{unfit}。")
    column = _column(one) if one.columns else ""
    left, right = st.columns([6, 5], gap="large")
    with left:
        if drawn.can_draw(one, column):
            key = ("answers", of.name, of.with_drafts, of.asked, len(of.filled), one, column)
            charts.show(key, lambda: drawn.answers_chart(of, one, column), name="statistics.chart")
            if viewer.may(Permission.QUESTIONNAIRES_ANSWER_EXPORT):
                _pictures(of, f"{one.question.code}:{column}" if column else one.question.code)
        else:
            contents.texts(one, column)
    with right:
        contents.show(one, column)
    crosses.show(viewer, of, one)


def _column(one: Figures) -> str:
    by_code = {each.column.code: each.column.label for each in one.columns}
    named = st.query_params.get(COLUMN, "")
    named = named if named in by_code else next(iter(by_code))
    chosen = st.segmented_control(
        "列", list(by_code), default=named, format_func=by_code.__getitem__, required=True,
        key=f"statistics.column.{one.question.code}.{named}",
    )  # fmt: skip
    st.query_params[COLUMN] = chosen or named
    return chosen or named


def _pictures(of: Gathered, box: str) -> None:
    with st.container(horizontal=True):
        for kind in ("png", "svg"):
            address = response_links.question_chart(
                of.questionnaire_id, of.round_id, box, kind, drafts=of.with_drafts
            )
            st.link_button(f"导出 {kind.upper()}", address, icon=":material/image:")
