"""Groups of the survey that are tables: which rows and columns they have.

Five habits are known: our own (a group for every line), repeats, Kobo's matrix, Kobo's score and rank, and
grids of equal choices (`table-list`, or `label` above `list-nolabel`). A grid whose lines differ in more than
their words is no matrix: its lines stay questions.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from core.questionnaires.answers import number_in
from core.questionnaires.cells import MOST_OPEN_ROWS, open_row
from core.questionnaires.form import Limits, Row
from core.questionnaires.xlsform_choices import Choices
from core.questionnaires.xlsform_layout import Typed
from core.questionnaires.xlsform_sheets import Findings, Line
from core.questionnaires.xlsform_tree import Node

# How many lines a unit may add where a repeat does not say.
OPEN_ROWS: Final = 20
_MOST_ROWS: Final = 500
_MOST_COLUMNS: Final = 60


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """One column: the row of the survey that says what it takes.

    `loose` says that it had a condition there is no place for, so that nobody may be forced to fill it.
    """

    code: str
    label: str
    line: Line
    typed: Typed
    loose: bool = False
    limits: Limits | None = None


@dataclass(slots=True)
class MatrixPlan:
    """A table: lines, columns, and which ${name} means which cell.

    `hints` are words that stood at a column; `files` says that a column of files was left out; `of` is the
    habit it was written in.
    """

    of: str
    title: str = ""
    rows: list[Row] = field(default_factory=list)
    columns: list[ColumnPlan] = field(default_factory=list)
    open_rows: int = 0
    names: dict[str, tuple[str, str]] = field(default_factory=dict)
    hints: list[str] = field(default_factory=list)
    files: bool = False


@dataclass(frozen=True, slots=True)
class MatrixReader:
    """Recognises the tables among the groups."""

    choices: Choices
    found: Findings

    def plan(self, node: Node) -> MatrixPlan | None:
        """The table a group is, None where it is a plain group."""
        plan = self._read(node)
        if plan is not None and (len(plan.rows) > _MOST_ROWS or len(plan.columns) > _MOST_COLUMNS):
            remedy = f"最多 {_MOST_ROWS} 行、{_MOST_COLUMNS} 列，请拆成几题"
            self._problem(
                node.line, "type", f"表格有 {len(plan.rows)} 行、{len(plan.columns)} 列，太大", remedy
            )
        return plan

    def _read(self, node: Node) -> MatrixPlan | None:
        if node.typed.of == "repeat":
            return self._repeat(node)
        if node.typed.of in ("kobomatrix", "score", "rank"):
            return self._kobo(node)
        if node.line["shuping_role"] == "matrix":
            return self._own(node)
        return self._grid(node)

    def _repeat(self, node: Node) -> MatrixPlan:
        plan = MatrixPlan("repeat", open_rows=OPEN_ROWS)
        count, own = node.line["repeat_count"], node.line["shuping_open_rows"]
        if own or count:
            number = number_in(own or count)
            column = "shuping_open_rows" if own else "repeat_count"
            if number is not None and number == int(number) and 0 < number <= MOST_OPEN_ROWS:
                plan.open_rows = int(number) if own else 0
                plan.rows = [] if own else [open_row(each) for each in range(1, int(number) + 1)]
            elif number is not None or own:
                remedy = f"请填 1 到 {MOST_OPEN_ROWS} 的整数"
                self._problem(node.line, column, "重复次数不对", remedy)
            else:
                plan.open_rows = MOST_OPEN_ROWS
                rule = f"重复次数由其他答数决定，已改为最多 {MOST_OPEN_ROWS} 行，由单位自己加"
                self.found.warnings.append(node.line.at(column, rule))
        self._columns(plan, node.children)
        return plan

    def _columns(self, plan: MatrixPlan, nodes: list[Node], loose: bool = False) -> None:
        """Columns out of the rows in a repeat; groups in it are passed through."""
        for node in nodes:
            line, word = node.line, node.typed.word
            if word == "begin":
                if node.typed.of == "group":
                    self._columns(plan, node.children, self._is_loose(line) or loose)
                else:
                    remedy = "请把里面的重复组或矩阵移到外面，单独成题"
                    self._problem(line, "type", "重复组里不能再放重复组或矩阵", remedy)
            elif word == "note":
                plan.hints.append(line["label"])
            elif word == "file":
                plan.files = True
                self._lose(line, "type", "表格里不能放附件，已改为整题可附佐证")
            elif word == "rank":
                self._problem(line, "type", "重复组里不能放排序题", "请移到重复组外面")
            elif word not in ("meta", "hidden"):
                self._column(plan, node, loose)

    def _is_loose(self, line: Line) -> bool:
        if line["relevant"]:
            self._lose(line, "relevant", "表格里的显示条件没有导入，已改为选填")
        return bool(line["relevant"])

    def _column(self, plan: MatrixPlan, node: Node, loose: bool) -> None:
        line = node.line
        label, code = line["label"] or node.name, line["shuping_code"] or node.name
        loose = self._is_loose(line) or loose
        plan.columns.append(ColumnPlan(code, label, line, node.typed, loose))
        if line["hint"]:
            plan.hints.append(f"{label}：{line['hint']}")

    def _kobo(self, node: Node) -> MatrixPlan:
        plan = MatrixPlan("kobo")
        if node.typed.of == "kobomatrix":
            listed = self.choices.listed(node.line["kobo--matrix_list"], node.line, "kobo--matrix_list")
            plan.rows = [Row(choice.option.code, choice.option.label) for choice in listed.values()]
            self._columns(plan, node.children)
            for choice in listed.values():
                if "/" in choice.option.code:
                    self._problem(choice.line, "name", "矩阵的行名里不能有 /", "请把 / 改为 _")
            for row in plan.rows[:_MOST_ROWS]:
                for column in plan.columns[:_MOST_COLUMNS]:
                    plan.names[f"{node.name}_{row.code}_{column.code}"] = (row.code, column.code)
            return plan
        asked = "kobo--score-choices" if node.typed.of == "score" else "kobo--rank-items"
        wanted = "score__row" if node.typed.of == "score" else "rank__level"
        for child in node.children:
            if child.typed.word == wanted:
                plan.rows.append(Row(child.name, child.line["label"] or child.name))
                plan.names[child.name] = (child.name, "choice")
        typed = Typed("select_one", node.line[asked])
        if not typed.list_name:
            self._problem(node.line, asked, "没有写选项表名", "请填写 choices 里的选项表名")
            return plan
        plan.columns = [ColumnPlan("choice", "选择", node.line, typed)]
        return plan

    def _own(self, node: Node) -> MatrixPlan:
        plan = MatrixPlan("own")
        first: Node | None = None
        for group in node.children:
            if group.line["shuping_role"] != "row":
                self._problem(group.line, "shuping_role", "矩阵里只能放行", "请把这一行移到矩阵分组外面")
                continue
            row = Row(group.line["shuping_code"] or group.name, group.line["label"])
            plan.rows.append(row)
            if first is None:
                first = group
                for child in group.children:
                    code, label = child.line["shuping_code"] or child.name, child.line["label"]
                    plan.columns.append(ColumnPlan(code, label, child.line, child.typed))
            self._compare(first, group)
            for child in group.children:
                plan.names[child.name] = (row.code, child.line["shuping_code"] or child.name)
        return plan

    def _compare(self, first: Node, group: Node) -> None:
        if len(first.children) != len(group.children):
            remedy = f"第 {first.line.number} 行的一组有 {len(first.children)} 列，请改成一样"
            self._problem(group.line, "name", "矩阵各行的列数不同", remedy)
            return
        for model, cell in zip(first.children, group.children, strict=True):
            for name in sorted({*model.line.cells, *cell.line.cells} - {"name"}):
                if model.line[name] != cell.line[name]:
                    remedy = f"请与第 {model.line.number} 行改成一样"
                    self._problem(cell.line, name, f"矩阵各行同一列的“{name}”不同", remedy)

    def _grid(self, node: Node) -> MatrixPlan | None:
        lines = [child for child in node.children if child.typed.word not in ("note", "meta", "hidden")]
        head = next((child for child in lines if _looks(child.line, "label")), None)
        nolabel = [child for child in lines if _looks(child.line, "list-nolabel")]
        if head is not None and nolabel and len(nolabel) == len(lines) - 1:
            lines = nolabel
        elif not _looks(node.line, "table-list"):
            return None
        if len(lines) < 2 or any(child.typed.word not in _GRID or child.typed.or_other for child in lines):
            return None
        alike = {tuple(child.line[column] for column in _ALIKE) for child in lines}
        if len(alike) > 1 or len(lines) > _MOST_ROWS:
            return None
        title = node.line["label"] or (head.line["label"] if head is not None else "")
        plan = MatrixPlan("grid", title)
        plan.rows = [Row(child.name, child.line["label"] or child.name) for child in lines]
        plan.columns = [ColumnPlan("choice", "选择", lines[0].line, lines[0].typed)]
        plan.names = {child.name: (child.name, "choice") for child in lines}
        plan.hints = [f"{child.line['label']}：{child.line['hint']}" for child in lines if child.line["hint"]]
        plan.hints += [child.line["label"] for child in node.children if child.typed.word == "note"]
        return plan

    def _problem(self, line: Line, column: str, rule: str, remedy: str) -> None:
        self.found.problems.append(line.at(column, rule, remedy))

    def _lose(self, line: Line, column: str, rule: str) -> None:
        self.found.warnings.append(line.at(column, rule))


_GRID: Final = ("select_one", "select_multiple")
# Lines of a grid may differ in their names, words and hints only.
_ALIKE: Final = ("type", "required", "relevant", "constraint", "choice_filter", "shuping_need")


def _looks(line: Line, appearance: str) -> bool:
    return appearance in line["appearance"].split()


def ranking(options: Mapping[str, str], line: Line) -> MatrixPlan:
    """A ranking as a table: one line an option, the place it takes as its number."""
    plan = MatrixPlan("rank")
    plan.rows = [Row(code, label) for code, label in options.items()]
    limits = Limits(Decimal(1), Decimal(len(options)), 0)
    plan.columns = [ColumnPlan("place", "名次", line, Typed("integer"), limits=limits)]
    return plan
