"""What is chosen on the collection screen; every choice lives in the address."""

from collections.abc import Mapping, Sequence

import streamlit as st

from core.collection.run_records import RunCard, run_card
from pages.ui import feedback
from pages.ui.guard import Viewer


def system(viewer: Viewer, systems: Mapping[int, str]) -> int:
    """The system to read: the one the address names, else that of the run it names, else the first."""
    run = st.query_params.get("run", "")
    if "system" not in st.query_params and run.isdecimal() and len(run) < 10:
        card: RunCard = feedback.ask(viewer, run_card, run_id=int(run))
        st.query_params["system"] = str(card.version_id)
    by_id = {str(version_id): name for version_id, name in systems.items()}
    return int(choose("指标体系", "system", by_id))


def section(sections: Sequence[str], otherwise: str) -> str:
    """The section to read."""
    named = st.query_params.get("section", otherwise)
    if named not in sections:
        named = sections[0]
    chosen = st.segmented_control(
        "内容",
        sections,
        default=named,
        key=f"collection.section.{named}",
        required=True,
        label_visibility="collapsed",
    )
    if chosen != "运行记录":
        st.query_params.pop("run", None)
    st.query_params["section"] = chosen or named
    return chosen or named


def choose(label: str, name: str, options: Mapping[str, str]) -> str:
    """One of the options by its key; the first where the address names none of them."""
    named = st.query_params.get(name, "")
    if named not in options:
        named = next(iter(options))
    chosen = st.selectbox(
        label,
        list(options),
        index=list(options).index(named),
        format_func=lambda key: options[key],
        key=f"collection.{name}.{named}",
    )
    if chosen:
        st.query_params[name] = chosen
    else:
        st.query_params.pop(name, None)
    return chosen or ""
