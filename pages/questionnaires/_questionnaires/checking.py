"""What keeps a draft from being published, and what deserves a look; each one click from its place."""

import streamlit as st

from core.indicators.health import Light
from core.questionnaires.checks import examine
from core.questionnaires.queries import QuestionnaireView
from pages.questionnaires._questionnaires import composer
from pages.ui import form_links, tables
from pages.ui.guard import Viewer

SHAPES = {Light.RED: "■ 红", Light.AMBER: "▲ 黄", Light.GREEN: "● 绿"}


def show(viewer: Viewer, view: QuestionnaireView) -> None:
    """Count and list, red first."""
    del viewer
    findings = examine(view.form)
    red = sum(each.light is Light.RED for each in findings)
    amber = len(findings) - red
    if red:
        st.error(f"有 {red} 项红项，改正前不能发布；另有 {amber} 项提醒。")
    elif amber:
        st.success(f"没有红项，可以发布；有 {amber} 项提醒，请确认是否有意为之。")
    else:
        st.success("没有红项，也没有提醒，可以发布。")
    if findings:
        tables.show(
            [
                {
                    "灯": SHAPES[each.light],
                    "情况": tables.plain(each.problem.rule),
                    "现值": tables.plain(each.problem.value or "—"),
                    "处理办法": tables.plain(each.problem.remedy or "—"),
                    "去改": _link(view, each.code),
                }
                for each in findings
            ]
        )


def _link(view: QuestionnaireView, code: str) -> str:
    facts = {"at": code} if code else {}
    return tables.link(code or "问卷", form_links.questionnaire(view.row.id, composer.PART, **facts))
