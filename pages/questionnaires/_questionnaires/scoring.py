"""What a question earns by judgement, and which metric its answer feeds."""

import streamlit as st

from core.access.permissions import Permission
from core.indicators import queries
from core.indicators.canonical import plain_decimal
from core.questionnaires.edit import Edit
from core.questionnaires.form import PARTS, Kind, Question
from core.questionnaires.points import is_scored, most_of
from core.questionnaires.question_edits import ChangeQuestion
from pages.questionnaires._questionnaires.drafting import Draft
from pages.questionnaires._questionnaires.limits import decimal
from pages.ui import feedback
from pages.ui.guard import Viewer

NONE = "不对应"
HELD = "draw.metrics"


def show(draft: Draft, question: Question) -> None:
    """Manual points, the metric and the part of it."""
    code = question.code
    label = "人工评分满分"
    read = decimal(label)
    manual = "" if question.manual is None else plain_decimal(question.manual)
    st.text_input(
        label,
        placeholder="不人工评分",
        **draft.field(f"{code}.manual", manual, lambda text: ChangeQuestion(code, {"manual": read(text)})),
    )
    if is_scored(question):
        st.caption(f"本题最高 {plain_decimal(most_of(question))} 分。")
    known = {"": NONE} | _metrics(draft.viewer)
    known.setdefault(question.metric, question.metric)
    parts = list(PARTS) if question.kind is Kind.NUMBER else ["points"]

    def feed(metric: str) -> Edit:
        part = question.part if metric and question.part in parts else parts[0] if metric else "value"
        return ChangeQuestion(code, {"metric": metric, "part": part})

    st.selectbox(
        "对应的指标子项",
        list(known),
        format_func=lambda each: known[each],
        **draft.field(f"{code}.metric", question.metric, feed),
    )
    if question.metric:
        offered = parts if question.part in parts else [*parts, question.part]
        st.selectbox(
            "作为它的",
            offered,
            format_func=lambda each: PARTS.get(each, each),
            **draft.field(f"{code}.part", question.part, lambda part: ChangeQuestion(code, {"part": part})),
        )


def _metrics(viewer: Viewer) -> dict[str, str]:
    """The metrics of every published system, by code; looked up once a visit."""
    if HELD not in st.session_state:
        found: dict[str, str] = {}
        if viewer.may(Permission.INDICATORS_SYSTEM_READ):
            for row in feedback.ask(viewer, queries.systems):
                system = feedback.ask(viewer, queries.system, version_id=row.id)
                for metric in system.metrics:
                    found.setdefault(
                        metric.code, f"{metric.code} {metric.name}（{row.name} {row.version_label}）"
                    )
        st.session_state[HELD] = found
    held: dict[str, str] = st.session_state[HELD]
    return held
