"""The survey sheet as a tree: which rows stand in which group, and whether every row can be one."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches

from core.questionnaires.xlsform_layout import Typed, is_name, known_types, typed
from core.questionnaires.xlsform_sheets import Findings, Line, Table


@dataclass(frozen=True, slots=True)
class Node:
    """A row with its type, and for a group what stands between its begin and its end."""

    line: Line
    typed: Typed
    children: "list[Node]" = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name of the row."""
        return self.line["name"]

    def all(self) -> "Iterator[Node]":
        """It and everything in it."""
        yield self
        for child in self.children:
            yield from child.all()


# Groups in groups cost a level of our own stack each.
DEEPEST = 30


def tree_of(survey: Table, found: Findings) -> list[Node]:
    """The rows of the survey as they stand in each other; every fault of structure goes into `found`."""
    roots: list[Node] = []
    open_nodes: list[Node] = []
    names: dict[tuple[int, str], Line] = {}
    for line in survey.lines:
        if line.said("disabled"):
            continue
        word = _typed(line, found)
        if word is None:
            continue
        if word.word == "end":
            _close(line, word, open_nodes, found)
            continue
        node = Node(line, word)
        siblings = open_nodes[-1].children if open_nodes else roots
        _check_name(node, names.setdefault((id(siblings), node.name), line), found)
        siblings.append(node)
        if word.word == "begin":
            open_nodes.append(node)
            if len(open_nodes) == DEEPEST + 1:
                found.problems.append(line.at("type", f"分组套了 {DEEPEST} 层以上", "请减少分组的层数"))
    for node in open_nodes:
        remedy = f"请在这一组最后一题之后加一行 end_{node.typed.of}"
        found.problems.append(node.line.at("type", "分组没有结束", remedy))
    return roots


def _typed(line: Line, found: Findings) -> Typed | None:
    if not line["type"]:
        filled = line["name"] or line["label"]
        if filled:
            found.problems.append(line.at("type", "没有写题型", "请填写题型，如 text、select_one 选项表名"))
        return None
    word = typed(line["type"])
    if word is None:
        first = line["type"].split()[0].lower()
        near = get_close_matches(first, known_types(), 1, 0.7)
        remedy = (
            f"是不是 {near[0]}？" if near else "请改为 XLSForm 的题型，如 text、integer、select_one 选项表名"
        )
        found.problems.append(line.at("type", "不认识的题型", remedy))
    elif line["type"].lower() == "calculate" and not (line["calculation"] or line["trigger"]):
        found.problems.append(line.at("calculation", "计算题没有写计算式", "请填写计算式，或删去这一行"))
    elif word.word == "external":
        remedy = "请把选项写进 choices 工作表，题型改为 select_one 选项表名"
        found.problems.append(line.at("type", "选项在另外的文件里，不能导入", remedy))
        return None
    return word


def _close(line: Line, word: Typed, open_nodes: list[Node], found: Findings) -> None:
    if not open_nodes:
        remedy = f"请删去这一行，或在前面补上 begin_{word.of}"
        found.problems.append(line.at("type", "没有与它对应的分组开始", remedy))
        return
    node = open_nodes.pop()
    if node.typed.of != word.of:
        remedy = f"第 {node.line.number} 行以 {node.line['type']} 开始，请改为 end_{node.typed.of}"
        found.problems.append(line.at("type", "分组的结束与开始不是一种", remedy))


def _check_name(node: Node, first: Line, found: Findings) -> None:
    """Whether the name may stand; `first` is the row beside it that bore it first."""
    line = node.line
    if not node.name:
        if node.typed.word not in ("note", "begin", "meta"):
            remedy = "请填写题名，如 Q1；它是这道题的编码，不能重复"
            found.problems.append(line.at("name", "没有写题名", remedy))
        return
    if not is_name(node.name):
        remedy = "题名须以字母、汉字或 _ 开头，后面只用字母、汉字、数字、- _ 和点，没有空格"
        found.problems.append(line.at("name", "题名写法不对", remedy))
        return
    if first is not line:
        remedy = f"与第 {first.number} 行相同，请改其中一个"
        found.problems.append(line.at("name", "题名重复", remedy))
