"""The marks people put beside a question or an option, taken off its words: [单选题] （必填） （5分） 跳至第5题."""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from core.questionnaires.form import Kind, Need
from core.questionnaires.pasted_lines import BLANK

RANK: Final = "排序"
SCALE: Final = "量表"
SEVERAL: Final = "多项"
_KINDS: Final = (
    (r"(?:矩阵|表格).*(?:多选).*", (Kind.MATRIX, "多选")),
    (r"(?:矩阵|表格).*(?:单选|量表|评分|打分|选择|滑动).*", (Kind.MATRIX, "单选")),
    (r"(?:矩阵|表格)(?:.*(?:填空|文本|数值|组合|下拉).*|题)?", (Kind.MATRIX, "填空")),
    (r"(?:可|为)?(?:多选|不定项|不定项选择|多项选择)题?|可选多项|选择题.?多选", (Kind.MULTIPLE, "")),
    (r"(?:可|为)?(?:单选|单项选择|判断|下拉|下拉单选|是非)题?", (Kind.SINGLE, "")),
    (r"(?:量表|评分|打分|NPS|NPS量表|评价)题?", (Kind.SINGLE, SCALE)),
    (r"排序题?|请?排序", (Kind.TEXT, RANK)),
    (r"多项填空题?", (Kind.TEXT, SEVERAL)),
    (r"(?:单项|单行|多行)?(?:填空|文本)题?", (Kind.TEXT, "")),
    (r"(?:简答|问答|论述|开放|多行文本)题?", (Kind.TEXT, "长")),
    (r"(?:数值|数字)(?:填空)?题?|填数字", (Kind.NUMBER, "")),
    (r"日期(?:填空)?题?", (Kind.DATE, "")),
    (r"(?:上传文件|文件上传|上传附件|附件|上传|文件)题?", (Kind.FILE, "")),
)
_NEEDS: Final = (
    (r"必填|必答|必选|必须填写", Need.REQUIRED),
    (r"选填|选答|非必填|非必答|可不填|可选填?|如有(?:请填写?)?", Need.OPTIONAL),
)
_BRACKET: Final = re.compile(r"[\[【(（]([^\[\]【】()（）]{1,60})[\]】)）]")
_JUMP: Final = re.compile(
    r"(?:跳至|跳到|跳转到|跳转至|转至|转到|转|跳答|直接答)\s*(?:第\s*)?[Qq]?(\d{1,3}(?:\.\d+)?)\s*题?"
)
_END: Final = re.compile(r"结束(?:答题|问卷|填写|作答|调查)|(?:跳|转)至?(?:问卷)?(?:末尾|结尾|结束)|直接提交")
_CHOSEN: Final = re.compile(
    r"选\s*(?:择)?\s*[“\"]?([A-Za-z]|[^“”\"，,跳转请者的]{1,20})[”\"]?\s*(?:项|的|者|，|,|请|则|直接)*\s*$"
)
_POINTS: Final = re.compile(r"[(（\[【]\s*\+?(-?\d{1,4}(?:\.\d+)?)\s*分\s*[)）\]】]")
_LEANS: Final = re.compile(
    r"[\[【(（]?依赖.{0,40}?第?\s*(\d{1,3})\s*[题.、].{0,60}?第\s*([\d;；,，、和或 ]+)\s*个?选项[\]】)）]?"
)
_ABOVE: Final = re.compile(
    r"^(?:如果?|若|当)?\s*(?:(上题|上一题|前一题)|(?:第\s*|[Qq])(\d{1,3})\s*题?)\s*(?:选择?|为|答)\s*[“\"]?([^“”\"，,]{1,20}?)[”\"]?"
    r"\s*(?:的|时|者|，|,|请|填写|回答|作答|必填|填|需|才|的单位)*$"
)


@dataclass(slots=True)
class Jump:
    """From an option (by letter or words, "" where it stands on the option) to a question, or to the end."""

    option: str
    number: str


@dataclass(slots=True)
class Lean:
    """Shown for options of a question: by number, "" for the one before, and by place or words."""

    number: str
    places: list[int] = field(default_factory=list)
    words: str = ""


@dataclass(slots=True)
class Marks:
    """What was said beside the words, and the words without it."""

    text: str
    kind: Kind | None = None
    detail: str = ""
    need: Need | None = None
    fewest: int | None = None
    most: int | None = None
    points: Decimal | None = None
    jumps: list[Jump] = field(default_factory=list)
    leans: list[Lean] = field(default_factory=list)
    star: bool = False


def marks_in(text: str) -> Marks:
    """The marks in the words of a question or an option."""
    marks = Marks(text)
    text = _LEANS.sub(lambda hit: _lean(hit, marks), text)
    marks.text = _BRACKET.sub(lambda hit: "" if _take(hit, marks) else hit[0], text)
    loose = _JUMP.search(marks.text) or _END.search(marks.text)
    if loose and re.search(r"跳|转至|转到|结束", loose[0]):
        marks.jumps.append(_jump(marks.text[: loose.end()], loose))
        marks.text = marks.text[: loose.start()].rstrip(" ，,请→-—>")
    stripped = marks.text.strip()
    if stripped.startswith("*") or stripped.endswith("*"):
        marks.star, marks.need = True, Need.REQUIRED
    marks.text = re.sub(r"\s*[(（]\s*[)）]\s*[。.:：]?\s*$", "", stripped.strip("* ")).strip()
    return marks


def _lean(hit: re.Match[str], marks: Marks) -> str:
    marks.leans.append(Lean(hit[1], [int(place) for place in re.findall(r"\d+", hit[2])]))
    return ""


def _take(hit: re.Match[str], marks: Marks) -> bool:
    """Whether everything in a bracket is a mark; then it is taken in."""
    content = hit[1].strip()
    points = _POINTS.fullmatch(hit[0])
    if points:
        marks.points = Decimal(points[1])
        return True
    above = _ABOVE.match(content)
    if above:
        marks.leans.append(Lean(above[2] or "", words=above[3].strip()))
        return True
    jump = _JUMP.search(content) or _END.search(content)
    if jump:
        marks.jumps.append(_jump(content, jump))
        points = re.match(r"\s*(\d{1,4}(?:\.\d+)?)\s*分\s*[，,；;]", content)
        marks.points = Decimal(points[1]) if points else marks.points
        return True
    pieces = [piece for piece in re.split(r"[，,、;；\s]+", content) if piece]
    # Each is taken in, also beside one that is no mark.
    known = [_piece(piece, marks) for piece in pieces]
    return bool(known) and all(known)


def _jump(content: str, found: re.Match[str]) -> Jump:
    chosen = _CHOSEN.search(content[: found.start()].rstrip(" ，,请"))
    return Jump(chosen[1].strip() if chosen else "", found[1] if found.re is _JUMP else "")


def _piece(piece: str, marks: Marks) -> bool:
    for pattern, (kind, detail) in _KINDS:
        if re.fullmatch(pattern, piece):
            marks.kind, marks.detail = kind, detail
            return True
    for pattern, need in _NEEDS:
        if re.fullmatch(pattern, piece):
            marks.need = need
            return True
    points = re.fullmatch(r"(?:满分|共)?(\d{1,4}(?:\.\d+)?)分", piece)
    if points:
        marks.points = Decimal(points[1])
        return True
    return _limit(piece, marks)


def _limit(piece: str, marks: Marks) -> bool:
    both = re.fullmatch(r"请?(?:限)?选?择?(\d{1,2})\s*[-—~～至到]\s*(\d{1,2})\s*[项个]", piece)
    least = re.fullmatch(r"请?(?:至少|最少|不少于)(?:选择?)?\s*(\d{1,2})\s*[项个]", piece)
    most = re.fullmatch(
        r"请?(?:最多|至多|不超过|限|限选|最多可)(?:选择?)?(?:最多)?\s*(\d{1,2})\s*[项个]?(?:以内)?", piece
    )
    exact = re.fullmatch(r"请?(?:选择?)\s*(\d{1,2})\s*[项个]", piece)
    if both:
        marks.fewest, marks.most = int(both[1]), int(both[2])
    elif least:
        marks.fewest = int(least[1])
    elif most:
        marks.most = int(most[1])
    elif exact:
        marks.fewest = marks.most = int(exact[1])
    found = both or least or most or exact
    if found and marks.kind is None:
        marks.kind = Kind.MULTIPLE
    return found is not None


def without_blank(text: str) -> tuple[str, bool]:
    """The words without gaps to write in, and whether there was one."""
    found = BLANK.search(text) is not None
    return BLANK.sub("", text).strip(" :：，,") if found else text, found
