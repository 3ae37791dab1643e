"""Any questionnaire there could be, as Hypothesis draws them."""

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from core.questionnaires.form import (
    PARTS,
    AllOf,
    CellPoints,
    Column,
    Condition,
    Form,
    Kind,
    Limits,
    Need,
    Operator,
    Option,
    Question,
    Row,
    Section,
    Term,
)

WORDS = st.text(
    st.sampled_from("甲乙丙共享目录Ab12，。（）“”'\"=+-@${}_x0041_\n 、"), min_size=1, max_size=12
)
WORDS = WORDS.map(str.strip).filter(bool)
MAYBE = st.one_of(st.just(""), WORDS)
CODES = st.text(st.sampled_from("abcQ019_.-甲乙 "), min_size=1, max_size=4).map(str.strip).filter(bool)
POINTS = st.one_of(st.none(), st.decimals(0, 100, places=1))
COUNTS = st.one_of(st.none(), st.integers(0, 400))
DAYS = st.one_of(st.just(""), st.dates().map(lambda day: day.isoformat()))
PATTERNS = st.sampled_from(["", r"1[3-9]\d{9}", "[\\u4e00-\\u9fa5]+", "a'b\"c", r"(甲|乙)\s*"])
NUMBERS = st.decimals(-1000, 1000, places=2)


def codes(most: int, least: int = 1) -> st.SearchStrategy[list[str]]:
    """Some codes, none twice."""
    return st.lists(CODES, min_size=least, max_size=most, unique=True)


@st.composite
def limits(draw: Any, kind: Kind, numbers: list[str]) -> Limits:
    """Limits that mean something for the kind."""
    given: dict[str, Any] = {"told": draw(MAYBE)}
    if kind is Kind.NUMBER:
        given |= {"least": draw(st.one_of(st.none(), NUMBERS)), "most": draw(st.one_of(st.none(), NUMBERS))}
        given |= {"digits": draw(st.one_of(st.none(), st.integers(0, 4)))}
        given |= {"within": draw(st.sampled_from(["", *numbers]))}
    elif kind is Kind.DATE:
        given |= {"earliest": draw(DAYS), "latest": draw(DAYS)}
    elif kind is Kind.TEXT:
        given |= {"shortest": draw(COUNTS), "longest": draw(COUNTS), "pattern": draw(PATTERNS)}
    elif kind in (Kind.MULTIPLE, Kind.FILE):
        given |= {"fewest": draw(COUNTS), "most_chosen": draw(COUNTS)}
    return Limits(**given)


@st.composite
def options(draw: Any, kind: Kind) -> tuple[Option, ...]:
    """Options for the kinds that have them."""
    if not kind.has_options:
        return ()
    flags = st.booleans()
    return tuple(Option(code, draw(WORDS), draw(POINTS), draw(flags), draw(flags)) for code in draw(codes(4)))


@st.composite
def conditions(draw: Any, boxes: dict[str, tuple[Kind, tuple[Option, ...]]]) -> Condition:
    """A condition on boxes further up."""
    if not boxes:
        return Condition()
    terms = []
    for _ in range(draw(st.integers(0, 4))):
        key = draw(st.sampled_from(sorted(boxes)))
        operator = draw(st.sampled_from(list(Operator)))
        if operator in (Operator.ANSWERED, Operator.EMPTY):
            terms.append(Term(key, operator))
        elif operator in (Operator.ABOVE, Operator.BELOW, Operator.AT_LEAST, Operator.AT_MOST):
            value = draw(st.one_of(NUMBERS.map(str), st.dates().map(str), st.just("1,200")))
            terms.append(Term(key, operator, value))
        else:
            known = [option.code for option in boxes[key][1]]
            value = draw(st.sampled_from(known) if known else st.one_of(WORDS, NUMBERS.map(str)))
            terms.append(Term(key, operator, value))
    groups = [AllOf(tuple(terms[at : at + 2])) for at in range(0, len(terms), 2)]
    return Condition(tuple(groups))


@st.composite
def questions(draw: Any, code: str, boxes: dict[str, Any], prefix: str = "") -> Question:
    """A question with a code; its boxes are added to those there are."""
    kind, need = draw(st.sampled_from(list(Kind))), draw(st.sampled_from(list(Need)))
    numbers = [key for key, (kind_, _) in boxes.items() if kind_ is Kind.NUMBER]
    given: dict[str, Any] = {"shown_if": draw(conditions(boxes))}
    if kind is Kind.MATRIX:
        rows = tuple(Row(each, draw(WORDS)) for each in draw(codes(3, 0)))
        columns = tuple([draw(columns_(each, numbers)) for each in draw(codes(3))])
        given |= {"rows": rows, "columns": columns, "row_totals": draw(st.booleans())}
        given |= {"open_rows": 0 if rows else draw(st.integers(1, 200))}
        places = [(row.code, column.code) for row in rows for column in columns]
        for place in draw(st.lists(st.sampled_from(places), unique=True, max_size=3)) if places else []:
            points = CellPoints(*place, draw(st.decimals(0, 9, places=1)))
            given["cell_points"] = (*given.get("cell_points", ()), points)
        for row in rows:
            boxes |= {f"{code}/{row.code}/{each.code}": (each.kind, each.options) for each in columns}
    else:
        given |= {"options": draw(options(kind)), "limits": draw(limits(kind, numbers))}
        boxes[code] = (kind, given["options"])
    return Question(
        code=code,
        title=draw(WORDS),
        kind=kind,
        need=need,
        note=draw(MAYBE),
        unit=draw(MAYBE),
        long=draw(st.booleans()),
        manual=draw(POINTS),
        metric=draw(st.sampled_from(["", "A1-1"])),
        part=draw(st.sampled_from(sorted(PARTS))),
        indicator=draw(st.sampled_from(["", "A1"])),
        example=draw(MAYBE),
        evidence=draw(st.booleans()),
        **given,
    )


@st.composite
def columns_(draw: Any, code: str, numbers: list[str]) -> Column:
    """A column of a matrix."""
    kind = draw(st.sampled_from([kind for kind in Kind if kind not in (Kind.FILE, Kind.MATRIX)]))
    return Column(
        code,
        draw(WORDS),
        kind,
        draw(options(kind)),
        draw(st.sampled_from(list(Need))),
        draw(limits(kind, numbers)),
        draw(MAYBE),
        draw(st.booleans()),
        draw(POINTS),
    )


@st.composite
def forms(draw: Any) -> Form:
    """A questionnaire with at least one question; conditions look back only."""
    boxes: dict[str, Any] = {}
    taken = draw(codes(5))
    sections = []
    for code in draw(codes(3)):
        shown_if, asked = draw(conditions(dict(boxes))), []
        while taken and (draw(st.booleans()) or not sections):
            asked.append(draw(questions(taken.pop(), boxes)))
        sections.append(Section(code, draw(WORDS), tuple(asked), draw(MAYBE), shown_if))
    return Form(draw(WORDS), tuple(sections), draw(MAYBE))


def number(text: str) -> Decimal:
    """A number, for short."""
    return Decimal(text)
