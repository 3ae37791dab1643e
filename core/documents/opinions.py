"""The table of opinions and what was made of them (意见征求及采纳情况表), as Excel and as Word."""

from typing import Final

from core.clock import to_minute
from core.designs.queries import DesignRow, Said, Talk
from core.designs.rules import Decision
from core.documents.paper import FIFTH, Paper
from core.sheets.writing import SheetContent, build_workbook

HEADER: Final = ("序号", "单位", "涉及指标", "意见内容", "采纳情况", "理由")
NAME: Final = "意见征求及采纳情况表"


def opinions_workbook(row: DesignRow, talk: Talk) -> bytes:
    """Opinions of units, units that have none or did not answer, and experts' comments, a sheet each."""
    said = SheetContent("单位意见", HEADER, _rows(talk.opinions), (6, 26, 24, 60, 12, 50))
    quiet = SheetContent("未答复单位", ("序号", "单位"), list(enumerate(talk.silent, start=1)), (6, 30))
    experts = SheetContent(
        "专家意见",
        ("序号", "专家", "涉及指标", "意见内容", "采纳情况", "理由", "提出时间", "裁定人"),
        [
            (at, each.by, each.about, each.text, each.decision.label, each.reason, to_minute(each.at), each.decided_by)
            for at, each in enumerate(talk.comments, start=1)
        ],
        (6, 14, 24, 60, 12, 50, 18, 12),
    )  # fmt: skip
    return build_workbook([said, quiet, experts])


def opinions_word(row: DesignRow, talk: Talk) -> bytes:
    """The same table on paper, with a sentence that counts."""
    paper = Paper(f"{row.name}{NAME}", landscape=True)
    paper.title(NAME)
    paper.line(f"《{row.title}》（{row.version_label}）。{summary(talk)}", size=FIFTH)
    rows = [tuple(map(str, each)) for each in _rows(talk.opinions)] or [
        ("—", "—", "—", "没有收到意见", "—", "—")
    ]
    paper.table(HEADER, rows, (12, 42, 38, 80, 20, 55), centred=(0, 4))
    return paper.bytes()


def summary(talk: Talk) -> str:
    """How many units were asked, answered, how many opinions there are and what became of them."""
    real = [each for each in talk.opinions if not each.agrees]
    answered = talk.asked - len(talk.silent)
    counts = "，".join(
        f"{decision.label} {number} 条"
        for decision in Decision
        if (number := sum(each.decision == decision for each in real))
    )
    told = f"收到意见 {len(real)} 条" + (f"，其中{counts}" if counts else "")
    return f"征求 {talk.asked} 个单位意见，{answered} 个单位已答复；{told}。"


def _rows(opinions: tuple[Said, ...]) -> list[tuple[str | int, ...]]:
    return [
        (at, each.unit, each.about, each.text, "—" if each.agrees else each.decision.label, each.reason)
        for at, each in enumerate(opinions, start=1)
    ]
