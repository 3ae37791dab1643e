"""Problems and matters to decide, each a line that leads to its reason."""

from collections.abc import Sequence

import streamlit as st

from core.results.cockpit import Cockpit
from core.results.findings import Finding
from pages.ui import links
from pages.ui.tables import link, plain

SHOWN = 7


def problems(view: Cockpit) -> None:
    """Who or what needs looking into."""
    _list(view, "问题清单", view.problems, "本期没有否决、不合格或明显下滑。")


def decisions(view: Cockpit) -> None:
    """What waits for a leader's word."""
    _list(view, "待拍板事项", view.decisions, "本期没有需要拍板的事项。")


def _list(view: Cockpit, title: str, found: Sequence[Finding], none: str) -> None:
    # A fold for one line would cost the place of the line.
    shown = found if len(found) == SHOWN + 1 else found[:SHOWN]
    lines = [_line(view, finding) for finding in shown] or [none]
    st.markdown(f"##### {title}（{len(found)}）\n" + "\n".join(f"- {line}" for line in lines))
    rest = found[len(shown) :]
    if rest:
        with st.expander(f"其余 {len(rest)} 条"):
            st.markdown("\n".join(f"- {_line(view, finding)}" for finding in rest))


def _line(view: Cockpit, finding: Finding) -> str:
    return (
        f"**{plain(finding.kind)}**　{link(finding.subject, _address(view, finding))}　{plain(finding.text)}"
    )


def _address(view: Cockpit, finding: Finding) -> str:
    edition = view.edition.id
    if finding.unit:
        return links.unit(edition, finding.unit)
    if finding.leaf:
        return links.compare(edition, "peers", board=finding.audience, indicator=finding.leaf)
    return links.board(edition, finding.audience)
