"""The cockpit and its brief on screen, phone, paper and in Word: every number of both editions."""

import html
import re
from collections import Counter
from io import BytesIO
from itertools import chain

import pytest
from docx import Document

from core.documents.analysis_exports import brief_file
from core.store.session import reading
from tests.pages.numbers.paper import text_of
from tests.pages.numbers.shown import NOTHING, WORDS, Claim, Shown, holds, numerals
from tests.pages.numbers.standing import Standing

EDITIONS = (0, 1)


def standing(town, at: int) -> Standing:
    return Standing(town.truths[at], town.truths[at - 1] if at else None)


@pytest.mark.parametrize("at", EDITIONS)
@pytest.mark.parametrize("reader", ["郑市长", "孙项目"])
def test_every_number_of_the_cockpit_is_the_engines(town, desk, reader, at):
    now = standing(town, at)
    screen = Shown(desk(reader).open("analysis/cockpit.py", edition=now.truth.edition.id))
    screen.says(*chain(*now.headlines()))
    for figure in filter(None, now.figures()):
        screen.says(*figure)
    for found in (now.view.problems, now.view.decisions):
        # Eight lines stand together, of nine or more the first seven with the others folded under them.
        first = found if len(found) <= 8 else found[:7]
        screen.says(len(found), *chain(*now.findings(first)))
        if rest := list(chain(*now.findings(found[len(first) :]))):
            screen.says(len(found) - len(first))
            screen.says(*rest)
    ranks_both_ends(screen, now)
    lights_the_lamps(screen, now)
    screen.says(without=[now.view.rule])
    assert screen.unclaimed == []
    counts_every_unit(screen.charts, now)


def ranks_both_ends(screen: Shown, now: Standing) -> None:
    for board, was in now.pairs:
        rank, total, gone, places = zip(*now.rows(board, was), strict=True)
        screen.says(3, len(board.codes))
        screen.lists(
            {"名次": rank, "单位": WORDS, "总分": total, "较上期": gone, "位次变化": places, "等次": WORDS}
        )


def lights_the_lamps(screen: Shown, now: Standing) -> None:
    tops = list(
        dict.fromkeys(node.code for b in now.boards for node in b.system.nodes_at(1) if not node.ledger)
    )
    columns: dict[str, object] = {"指标": WORDS}
    for board, was in now.pairs:
        known = {node.code for node in board.system.nodes_at(1)}
        lamps = [now.lamp(board, was, top) if top in known else NOTHING for top in tops]
        columns[board.system.audience_name] = lamps
    screen.lists(columns)


def counts_every_unit(charts: list[dict], now: Standing) -> None:
    """The bars of the distribution."""
    (chart,) = charts
    for bars, board in zip(chart["data"], now.boards, strict=True):
        bands = [tuple(map(int, name.split("–"))) for name in bars["x"]]
        totals = [board.total(code) for code in board.codes]
        assert bars["y"] == [sum(low <= total < high for total in totals) for low, high in bands]
        for text, count in zip(bars["text"], bars["y"], strict=True):
            assert holds(text.split("<br>")[0], [count] if count or "<br>" in text else [])


def brief(town, at: int, kind: str) -> bytes:
    with reading() as session:
        facts = {"edition_id": town.truths[at].edition.id, "kind": kind}
        return brief_file(session=session, actor=town.people["郑市长"].actor, **facts).data


def written(now: Standing) -> list[Claim]:
    """Every number of the brief in the order of the page, its rule left out."""
    claims: list[Claim] = [*chain(*now.headlines()), *chain(*now.figures())]
    for board, was in now.pairs:
        claims += [len(board.codes), 3, *chain(*chain(*now.rows(board, was)))]
    for board in now.boards:
        tops = [node.code for node in board.system.nodes_at(1) if not node.ledger]
        claims += [now.lamp(board, None, top)[0] for top in tops]
    for found, most in ((now.view.problems, 5), (now.view.decisions, 4)):
        claims += chain(*now.findings(found[:most]))
        claims += [len(found) - most] if len(found) > most else []
    return claims


def read_page(page: bytes, now: Standing) -> str:
    """The words of the page on a phone, without what is not read."""
    body = page.decode().split("</style>")[1].split("<footer")[0]
    text = html.unescape(re.sub(r"<[^>]+>", " ", body))
    assert now.view.rule in text
    return text.replace(now.view.rule, "")


@pytest.mark.parametrize("at", EDITIONS)
def test_every_number_of_the_brief_is_the_engines_on_a_phone_and_in_word(town, at):
    now = standing(town, at)
    page = read_page(brief(town, at, "html"), now)
    assert holds(page, written(now)), f"{numerals(page)} is not {[*map(str, written(now))]}"
    assert Counter(numerals(word_text(brief(town, at, "docx"), now))) == Counter(numerals(page))


def word_text(data: bytes, now: Standing) -> str:
    """Paragraphs and cells of the document, without the numbers of its lists and the rule."""
    document = Document(BytesIO(data))
    lines = [re.sub(r"^\d+\. ", "", paragraph.text) for paragraph in document.paragraphs]
    rows = [row for table in document.tables for row in table.rows]
    # A title over several cells is the same cell many times.
    cells = [text for row in rows for text in {cell._tc: cell.text for cell in row.cells}.values()]
    return "\n".join([*(line for line in lines if line != now.view.rule), *cells])


@pytest.mark.browser
def test_the_printed_brief_holds_the_numbers_of_the_page(town, browser):
    assert browser
    now = standing(town, 1)
    printed = text_of(brief(town, 1, "pdf")).split("数据来源：")[0]
    page = read_page(brief(town, 1, "html"), now)
    shown = numerals(re.sub(r" \d\. ", " ", printed))
    assert Counter(shown) == Counter(numerals(page)) + Counter(numerals(now.view.rule))
