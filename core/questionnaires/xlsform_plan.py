"""From the tree of the survey to sections and the questions in them, before anything is made of them.

A group with a heading is a section; one inside another is a section after it, called “outer · inner”, so that
no heading is lost. A group without a heading only lends its condition to what stands in it. What stands
outside every group forms a section of its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from core.questionnaires.drafting import Codes
from core.questionnaires.form import Kind
from core.questionnaires.xlsform_choices import Choices
from core.questionnaires.xlsform_conditions import Target
from core.questionnaires.xlsform_layout import Typed
from core.questionnaires.xlsform_matrices import MatrixPlan, MatrixReader, ranking
from core.questionnaires.xlsform_sheets import Findings, Line
from core.questionnaires.xlsform_tree import Node

LOOSE_TITLE: Final = "问卷内容"
_NEVER: Final = ("false()", "not(true())")


@dataclass(slots=True)
class Asked:
    """A question to be: its row, the rows whose conditions it needs, words before it, and its table."""

    code: str
    line: Line
    typed: Typed
    gates: tuple[Line, ...]
    notes: list[str]
    matrix: MatrixPlan | None = None


@dataclass(slots=True)
class Part:
    """A section to be."""

    code: str
    title: str
    gates: tuple[Line, ...]
    notes: list[str] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)


@dataclass(slots=True)
class _Frame:
    """A group being walked: `gates` hold for its section, `inner` for what comes next in it."""

    code: str
    title: str
    gates: tuple[Line, ...] = ()
    inner: tuple[Line, ...] = ()
    notes: list[str] = field(default_factory=list)
    part: Part | None = None


class Plan:
    """Sections and questions in order, and what every ${name} means."""

    def __init__(self, choices: Choices, found: Findings) -> None:
        self.parts: list[Part] = []
        self.notes: list[str] = []
        self.targets: dict[str, Target] = {}
        self.twins: set[str] = set()
        self._choices, self._found = choices, found
        self._matrices = MatrixReader(choices, found)
        self._codes, self._sections = Codes(), Codes()
        self._root = _Frame("content", "")
        self._frame, self._pending, self._count = self._root, list[str](), 0
        self._metadata: list[Line] = []

    def walk(self, roots: list[Node]) -> None:
        """Take in the whole survey."""
        self._nodes(roots)
        self._settle()
        if self._metadata:
            named = "、".join(line["type"] for line in self._metadata)[:100]
            rule = "采集环境的题型没有导入"
            self._found.warnings.append(self._metadata[0].at("type", rule, value=named))

    @property
    def asked(self) -> Iterator[Asked]:
        """Every question in order."""
        for part in self.parts:
            yield from part.asked

    def _nodes(self, nodes: list[Node]) -> None:
        for node in nodes:
            word = node.typed.word
            if node.line["relevant"].replace(" ", "") in _NEVER:
                rule = "条件为 false()，从不显示，没有导入"
                self._found.warnings.append(node.line.at("relevant", rule))
                self._lacking(node, "它从不显示，没有导入")
            elif word == "meta":
                self._metadata.append(node.line)
                self._lacking(node, "它是采集环境的信息，没有导入")
            elif word == "hidden":
                self._found.warnings.append(node.line.at("type", "计算题和隐藏题没有导入"))
                self._lacking(node, "它是计算或隐藏的，没有导入")
            elif word == "note":
                self._note(node)
            elif word == "begin":
                self._group(node)
            elif node.line["shuping_role"]:
                self._companion(node)
            else:
                self._question(node)

    def _lacking(self, node: Node, why: str) -> None:
        for each in node.all():
            self._name(each.name, Target("", lacking=why))

    def _note(self, node: Node) -> None:
        self._lacking(node, "它只是说明")
        text = "\n".join(filter(None, (node.line["label"], node.line["hint"])))
        if node.line["relevant"]:
            self._found.warnings.append(
                node.line.at("relevant", "说明文字的显示条件没有导入，说明会一直显示")
            )
        if self._frame.part is not None:
            self._pending.append(text)
        elif self._frame is self._root and not self.parts:
            self.notes.append(text)
        else:
            self._frame.notes.append(text)

    def _group(self, node: Node) -> None:
        plan = self._matrices.plan(node)
        if plan is not None and (plan.columns or plan.of != "repeat"):
            self._question(node, plan)
            return
        if plan is not None and plan.files:
            # Files again and again are what one question for files takes.
            self._question(replace(node, typed=Typed("file")))
            return
        if plan is not None:
            self._found.warnings.append(node.line.at("type", "重复组里没有要填的题，没有导入"))
            self._lacking(node, "它在没有导入的重复组里")
            return
        self._name(node.name, Target("", lacking="它是分组，不是题"))
        line, outer = node.line, self._frame
        gate = (line,) if line["relevant"] else ()
        if not line["label"]:
            before, outer.inner = outer.inner, outer.inner + gate
            self._nodes(node.children)
            outer.inner = before
            return
        self._settle()
        title = f"{outer.title} · {line['label']}" if outer.title else line["label"]
        code = line["shuping_code"] or node.name or "section"
        self._frame = _Frame(code, title, (*outer.gates, *outer.inner, *gate), notes=outer.notes)
        outer.notes, made = [], len(self.parts)
        self._nodes(node.children)
        self._settle()
        if self._frame.part is None and (self._frame.notes or len(self.parts) == made):
            self._part()
        self._frame = outer

    def _question(self, node: Node, plan: MatrixPlan | None = None) -> None:
        code = self._codes.free(node.line["shuping_code"] or node.name)
        if node.typed.word == "rank":
            listed = self._choices.listed(node.typed.list_name, node.line, "type")
            options = {choice.option.code: choice.option.label for choice in listed.values()}
            plan = ranking(options, node.line)
            self._found.warnings.append(node.line.at("type", "排序题已改为逐项填名次"))
        part = self._part()
        gates = (*self._frame.inner, *([node.line] if node.line["relevant"] else []))
        part.asked.append(Asked(code, node.line, node.typed, gates, self._pending, plan))
        self._pending = []
        self._aim(node, code, plan)
        self._count += 1

    def _aim(self, node: Node, code: str, plan: MatrixPlan | None) -> None:
        if plan is None:
            kind = node.typed.kind
            self._name(node.name, Target(code, kind, self._count, self._choices.codes(node.typed)))
            return
        kinds = {column.code: column.typed for column in plan.columns}
        cells = {}
        for name, (row, column) in plan.names.items():
            word = kinds.get(column, Typed("text"))
            codes = self._choices.codes(word)
            cells[name] = Target(f"{code}/{row}/{column}", word.kind, self._count, codes)
        for each in node.all():
            if each.name not in cells:
                lacking = Target("", lacking="它在表格里，不止一个答数")
                self._name(each.name, lacking)
        for name, target in cells.items():
            self._name(name, target)

    def _companion(self, node: Node) -> None:
        """A row our own export adds for other tools: the text beside an option, the reason for no answer."""
        if node.line["shuping_role"] not in ("other_text", "reason"):
            remedy = "只能是 matrix、row、other_text、reason，或清空这一格"
            self._found.problems.append(node.line.at("shuping_role", "不认识的作用", remedy))
            return
        self._name(node.name, Target(node.line["shuping_code"], Kind.TEXT, self._count - 1))

    def _name(self, name: str, target: Target) -> None:
        if name and name in self.targets:
            self.twins.add(name)
        self.targets[name] = target

    def _part(self) -> Part:
        """The section what comes next belongs to; after a section in between, its continuation."""
        frame = self._frame
        if frame.part is not None and frame.part is self.parts[-1]:
            return frame.part
        title = frame.title if frame is not self._root else LOOSE_TITLE
        title += "（续）" if frame.part is not None else ""
        frame.part = Part(self._sections.free(frame.code), title, frame.gates, frame.notes)
        frame.notes = []
        self.parts.append(frame.part)
        return frame.part

    def _settle(self) -> None:
        """Words after the last question of a section belong to that question."""
        if self._pending and self.parts and self.parts[-1].asked:
            self.parts[-1].asked[-1].notes += self._pending
            self._pending = []
