"""What the newest edition says: to a unit about itself, to others about both boards."""

import streamlit as st

from core.clock import to_minute
from core.results.queries import BoardView, EditionRow
from pages.ui import links, tables
from pages.ui.numbers import score, signed

WORST = 5


def own_unit(edition: EditionRow, view: BoardView) -> None:
    """A unit's own result: where it stands and what to work on first."""
    unit = view.units[0]
    st.markdown(
        f"**{tables.plain(unit.name)}**　{tables.plain(edition.title)}：**{score(unit.total)}** 分，"
        f"第 **{unit.rank}** 名（共 {len(view.board.units)} 个），等次**{unit.grade}**。"
    )
    st.markdown("##### 最该先做的事（按失分多少）")
    worst = sorted((line for line in unit.lines if line.points > 0), key=lambda line: -line.points)[:WORST]
    tables.show(
        [
            {
                "失分": signed(-line.points),
                "指标": tables.plain(f"{line.leaf} {line.leaf_name}".strip() or "合理缺项折算"),
                "子项": tables.plain(line.metric_name or "—"),
                "建议": tables.plain(line.suggestion or line.basis),
                "": tables.link(
                    "看依据", links.unit(edition.id, unit.code, line.metric if line.kind == "metric" else "")
                ),
            }
            for line in worst
        ],
        empty="没有失分。",
    )


def whole_boards(edition: EditionRow, views: list[BoardView]) -> None:
    """The city at a glance: each board's first and last three."""
    st.markdown(
        f"最新结果：**{tables.plain(edition.title)}**（{edition.kind_name}，{to_minute(edition.frozen_at)} 冻结）"
    )
    for column, view in zip(st.columns(len(views), gap="large"), views, strict=True):
        with column:
            name = view.board.system.audience_name
            st.markdown(
                f"##### [{name}排名榜]({links.board(edition.id, view.board.audience)})　共 {len(view.units)} 个"
            )
            ends = view.units if len(view.units) <= 6 else (*view.units[:3], *view.units[-3:])
            tables.show(
                [
                    {
                        "名次": unit.rank,
                        "单位": tables.link(unit.short_name, links.unit(edition.id, unit.code)),
                        "总分": score(unit.total),
                        "等次": unit.grade,
                    }
                    for unit in ends
                ]
            )
