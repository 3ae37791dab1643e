"""What answers come to as values of metrics, each traceable to response, version, question and box.

A number question feeds its number, a matrix the sum of its totalled columns, a choice the points of its
options, and any question mapped as 得分 its points. Several questions of one part of one metric add up.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.indicators.canonical import plain_decimal
from core.questionnaires.answers import number_in
from core.questionnaires.cells import Cell, cells_of
from core.questionnaires.form import PARTS, Kind, Question
from core.questionnaires.points import QuestionPoints
from core.responses.gathered import Filled, Gathered
from core.responses.rules import ResponseState
from core.responses.wording import titled


@dataclass(frozen=True, slots=True)
class Fed:
    """One metric of one unit: what its questions gave. `sources` say where each number is from.

    `waiting` names the questions that give nothing yet: unanswered ones, and those not yet judged.
    """

    unit_code: str
    unit_name: str
    metric: str
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    value: Decimal | None = None
    sources: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Piece:
    part: str
    number: Decimal | None
    words: str


def feeds(of: Gathered) -> bool:
    """Whether any question is mapped to a metric."""
    return any(question.metric for _number, form in of.versions for question in form.questions)


def fed(of: Gathered) -> tuple[Fed, ...]:
    """The metrics fed by what was handed in, unit by unit; points must have been gathered."""
    return tuple(
        row for filled in of.filled if filled.state is ResponseState.HANDED_IN for row in _of_unit(of, filled)
    )


def _of_unit(of: Gathered, filled: Filled) -> Iterator[Fed]:
    points = {each.question: each for each in filled.points}
    pieces: dict[str, list[_Piece]] = {}
    for question in filled.form.questions:
        if question.metric:
            piece = _piece(of, filled, question, points.get(question.code))
            pieces.setdefault(question.metric, []).append(piece)
    for metric, found in pieces.items():
        yield Fed(
            filled.unit_code,
            filled.unit_name,
            metric,
            _sum(found, "numerator"),
            _sum(found, "denominator"),
            _sum(found, "value", "points"),
            tuple(piece.words for piece in found if piece.number is not None),
            tuple(piece.words for piece in found if piece.number is None),
        )


def _sum(pieces: Sequence[_Piece], *parts: str) -> Decimal | None:
    """The sum of a part; nothing where any question of it gives nothing, lest half a number be taken for one."""
    numbers = [piece.number for piece in pieces if piece.part in parts]
    held = [number for number in numbers if number is not None]
    return sum(held, Decimal(0)) if held and len(held) == len(numbers) else None


def _piece(of: Gathered, filled: Filled, question: Question, points: QuestionPoints | None) -> _Piece:
    place = (
        f"答卷 {response_number(of.code, filled.response_id)}（第 {filled.number} 版）“{titled(question)}”"
    )
    number, how = _number(filled, question, points)
    part = PARTS.get(question.part, question.part)
    said = f"{how} {plain_decimal(number)}" if number is not None else how
    return _Piece(question.part, number, f"{part}：{place}{said}")


def _number(filled: Filled, question: Question, points: QuestionPoints | None) -> tuple[Decimal | None, str]:
    if question.code not in filled.seen:
        return None, "不需填报"
    if question.part == "points" or question.kind.has_options:
        if points is None:
            return None, "没有计分"
        if question.manual is not None and points.manual is None:
            return None, "待评分"
        return points.total, f"得分（{_lines(points)}）"
    if question.kind is Kind.MATRIX:
        cells = _counted(question)
        read = [(cell, number_in(str(filled.answers.get(cell.key, "")))) for cell in cells]
        held = [(cell, number) for cell, number in read if number is not None]
        if not held:
            return None, "没有数值"
        boxes = "＋".join(f"{_at(cell)} {plain_decimal(number)}" for cell, number in held)
        return sum((number for _cell, number in held), Decimal(0)), f"各格合计（{boxes}）"
    number = number_in(str(filled.answers.get(question.code, "")))
    return (number, "填报") if number is not None else (None, "没有数值")


def _counted(question: Question) -> list[Cell]:
    """The number boxes of the columns with totals, of all number columns where none has any."""
    numbers = [cell for cell in cells_of(question) if cell.kind is Kind.NUMBER and cell.column is not None]
    totalled = [cell for cell in numbers if cell.column is not None and cell.column.total]
    return totalled or numbers


def _at(cell: Cell) -> str:
    return f"{cell.row.label}·{cell.column.label}" if cell.row and cell.column else cell.key


def _lines(points: QuestionPoints) -> str:
    lines = [f"{line.words} {plain_decimal(line.points)}" for line in points.lines]
    if points.manual is not None:
        lines.append(f"人工 {plain_decimal(points.manual)}")
    return "＋".join(lines) or "没有得分项"


def response_number(code: str, response_id: int) -> str:
    """The number of a response on papers and in lists: the questionnaire's code and its own."""
    return f"{code}-{response_id:04d}"
