"""What the newest edition says to one unit: where it stands, how it moved and why, what to do first."""

import streamlit as st

from core.analysis import words
from core.analysis.contributions import Part
from core.results.changes import BoardChange
from core.results.content import UnitResult
from core.results.findings import missing
from core.results.queries import EditionRow
from core.scoring.lines import Deduction
from pages.ui import links, tables
from pages.ui.guard import Viewer
from pages.ui.numbers import score, signed
from pages.workbench._home.newest import Newest
from pages.workbench._home.todos import Todo

WORST = 5
CAUSES = 6
# Metrics named in a sentence.
NAMED = 3


def waiting(_viewer: Viewer, found: Newest | None) -> list[Todo]:
    """What the unit did not report."""
    if found is None or len(found.units) != 1:
        return []
    change, unit = _own(found)
    codes = missing(change.view.board, unit)
    if not codes:
        return []
    known = change.view.board.system.metric_by_code
    names = "、".join(known[code].name for code in codes[:NAMED])
    more = f"等 {len(codes)} 项" if len(codes) > NAMED else ""
    address = links.unit(found.edition.id, unit.code, codes[0])
    return [Todo(f"本单位未报数据：{tables.plain(names)}{more}，按空值规则计分", "去查看", address)]


def show(found: Newest) -> None:
    """The sentence, then what moved the total beside what costs most."""
    change, unit = _own(found)
    st.markdown("##### 本单位最新结果")
    st.markdown(_sentence(found.edition, change, unit))
    parts = change.reasons(unit.code)
    left, right = st.columns([4, 7], gap="large")
    with left:
        st.markdown("##### 得分为什么变（较上期）")
        tables.show([_part(found.edition, unit, part) for part in parts[:CAUSES]], empty=_unmoved(change))
    with right:
        st.markdown("##### 最该先做的事（按失分多少）")
        worst = sorted((line for line in unit.lines if line.points > 0), key=lambda line: -line.points)
        tables.show([_loss(found.edition, unit, line) for line in worst[:WORST]], empty="没有失分。")


def _own(found: Newest) -> tuple[BoardChange, UnitResult]:
    return next((change, unit) for change in found.boards for unit in change.view.units)


def _sentence(edition: EditionRow, change: BoardChange, unit: UnitResult) -> str:
    board, move = change.view.board, change.moves[unit.code]
    group = sum(each.group == unit.group for each in board.units)
    name = tables.link(unit.name, links.unit(edition.id, unit.code))
    text = (
        f"**{name}**　{tables.plain(edition.title)}：**{score(unit.total)}** 分，"
        f"第 **{unit.rank}** 名（共 {len(board.units)} 个），组内第 {unit.group_rank} 名（共 {group} 个），等次**{unit.grade}**。"
    )
    if move.before is not None:
        text += f"{tables.plain(words.moved(move, change.reasons(unit.code)))}。"
    return f"{text}\n\n:small[:gray[{tables.plain(change.basis)}。]]"


def _unmoved(change: BoardChange) -> str:
    return "各项得分未变。" if change.before else f"{change.basis}。"


def _part(edition: EditionRow, unit: UnitResult, part: Part) -> dict[str, object]:
    label = tables.plain(part.label)
    if part.code:
        label = tables.link(part.label, links.unit(edition.id, unit.code, leaf=part.code))
    return {"指标": label, "变化": signed(part.points)}


def _loss(edition: EditionRow, unit: UnitResult, line: Deduction) -> dict[str, object]:
    return {
        "失分": signed(-line.points),
        "指标": tables.plain(f"{line.leaf} {line.leaf_name}".strip() or "合理缺项折算"),
        "子项": tables.plain(line.metric_name or "—"),
        "建议": tables.plain(line.suggestion or line.basis),
        "": tables.link(
            "看依据", links.unit(edition.id, unit.code, line.metric if line.kind == "metric" else "")
        ),
    }
