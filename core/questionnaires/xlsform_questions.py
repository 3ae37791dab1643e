"""From a planned row of the survey to a question, its limits and its condition."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from core.questionnaires.answers import number_in
from core.questionnaires.form import (
    PARTS,
    CellPoints,
    Column,
    Condition,
    Kind,
    Limits,
    Need,
    Option,
    Question,
    Section,
)
from core.questionnaires.xlsform_choices import Choices, number, yes
from core.questionnaires.xlsform_conditions import ConditionReader, Unrepresentable
from core.questionnaires.xlsform_constraints import Rules, own_limits_in, rules_in
from core.questionnaires.xlsform_layout import Typed
from core.questionnaires.xlsform_matrices import ColumnPlan
from core.questionnaires.xlsform_plan import Asked, Part, Plan
from core.questionnaires.xlsform_sheets import Findings, Line
from core.questionnaires.xpath import Tree, Unreadable, parsed, references

_TIME: Final = r"([01]\d|2[0-3]):[0-5]\d"
_SPELLED: Final = {
    "time": (_TIME, "请填时间，如 14:30", "时间题已改为按“14:30”的样子填写的文本"),
    "datetime": (
        rf"\d{{4}}-\d{{2}}-\d{{2}} {_TIME}",
        "请填日期和时间，如 2020-12-31 14:30",
        "日期时间题已改为按“2020-12-31 14:30”的样子填写的文本",
    ),
}
_BENT: Final = {
    "place": "定位题已改为文本，请写地址",
    "barcode": "扫码题已改为文本，请写号码",
    "acknowledge": "确认题已改为只有一个选项的单选",
}


@dataclass(frozen=True, slots=True)
class QuestionMaker:
    """Makes sections and questions of a plan; faults go into `found`."""

    plan: Plan
    choices: Choices
    found: Findings

    def check(self, lines: Iterable[Line]) -> None:
        """Note every broken expression, also of rows nothing is made of."""
        for line in lines:
            if not line.said("disabled"):
                for column in ("relevant", "constraint"):
                    self._tree(line, column)

    def section(self, part: Part, first: int) -> Section:
        """The section of a part whose first question is at place `first` of the form."""
        shown_if, loose = self._condition(part.gates, first)
        questions = tuple(
            self._question(asked, index, loose) for index, asked in enumerate(part.asked, start=first)
        )
        return Section(part.code, part.title, questions, "\n".join(part.notes), shown_if)

    def _question(self, asked: Asked, index: int, loose: bool) -> Question:
        line, plan = asked.line, asked.matrix
        shown_if, own_loose = self._condition(asked.gates, index)
        need = self._need(line, loose or own_loose)
        note = [*asked.notes, line["hint"]]
        options: tuple[Option, ...] = ()
        columns: tuple[Column, ...] = ()
        limits = Limits()
        if plan is None:
            options, limits = self._taken(line, asked.typed)
        else:
            note += plan.hints
            columns = tuple(self._column(column, loose or own_loose) for column in plan.columns)
            if not line["shuping_need"]:
                owed = any(column.need is Need.REQUIRED for column in columns)
                need = Need.REQUIRED if owed else Need.OPTIONAL
            if not columns and not self.found.problems:
                self._problem(line, "type", "表格里没有列", "请在里面至少放一题")
        return Question(
            code=asked.code,
            title=(plan.title if plan else "") or self._title(line),
            kind=asked.typed.kind if plan is None else Kind.MATRIX,
            need=need,
            note="\n".join(filter(None, note)),
            options=options,
            rows=tuple(plan.rows) if plan else (),
            columns=columns,
            open_rows=plan.open_rows if plan else 0,
            row_totals=yes(line, "shuping_row_totals", self.found),
            cell_points=self._cell_points(line),
            limits=limits,
            unit=line["shuping_unit"],
            long="multiline" in line["appearance"].split(),
            shown_if=shown_if,
            manual=number(line, "shuping_manual", self.found),
            metric=line["shuping_metric"],
            part=self._part(line),
            indicator=line["shuping_indicator"],
            example=line["guidance_hint"],
            evidence=yes(line, "shuping_evidence", self.found) or bool(plan and plan.files),
        )

    def _title(self, line: Line) -> str:
        if line["label"]:
            return line["label"]
        if line["hint"]:
            return line["hint"]
        self._warn(line, "label", "题目没有文字，以题名代替", line["name"])
        return line["name"]

    def _column(self, plan: ColumnPlan, loose: bool) -> Column:
        line = plan.line
        options, limits = ((), plan.limits) if plan.limits else self._taken(line, plan.typed)
        return Column(
            plan.code,
            plan.label,
            plan.typed.kind,
            options,
            self._need(line, loose or plan.loose),
            limits,
            line["shuping_unit"],
            yes(line, "shuping_total", self.found),
            number(line, "shuping_column_points", self.found),
        )

    def _condition(self, gates: tuple[Line, ...], index: int) -> tuple[Condition, bool]:
        """When it is shown; and whether the condition was lost, so that nobody may be forced to answer."""
        trees = [tree for gate in gates if (tree := self._tree(gate, "relevant")) is not None]
        if len(trees) < len(gates):
            return Condition(), True
        try:
            return ConditionReader(self.plan.targets, index).condition(trees), False
        except Unrepresentable as error:
            rule = f"显示条件没有导入：{error.reason}。现在始终显示，已改为选填"
            self._warn(gates[-1], "relevant", rule)
            return Condition(), True

    def _tree(self, line: Line, column: str) -> Tree | None:
        """The expression of a cell, None where it is empty or broken."""
        if not line[column]:
            return None
        try:
            tree = parsed(line[column])
        except Unreadable as error:
            self._problem(line, column, f"“{column}”写法有误：{error.rule}", error.remedy)
            return None
        for name in references(tree):
            if name not in self.plan.targets:
                remedy = "请核对题名，大小写也要一致，或补上这道题"
                self._problem(line, column, f"没有名为 {name} 的题", remedy)
                return None
            if name in self.plan.twins:
                self._problem(line, column, f"名为 {name} 的题不止一道", "请把题名改成各不相同")
                return None
        return tree

    def _taken(self, line: Line, typed: Typed) -> tuple[tuple[Option, ...], Limits]:
        """Options and limits of a box."""
        options = self.choices.options(typed, line) if typed.kind.has_options else ()
        limits = Limits(told=line["constraint_message"])
        if typed.word == "integer":
            limits = replace(limits, digits=0)
        elif typed.word == "range":
            limits = self._range(line, limits)
        elif typed.word in _SPELLED:
            pattern, told, said = _SPELLED[typed.word]
            limits = replace(limits, pattern=pattern, told=told)
            self._warn(line, "type", said)
        elif typed.word in _BENT:
            self._warn(line, "type", _BENT[typed.word])
        if line["shuping_limits"]:
            made = self._tried(line, "shuping_limits", lambda: own_limits_in(line["shuping_limits"], limits))
            limits = made if isinstance(made, Limits) else limits
        tree = self._tree(line, "constraint")
        if tree is None:
            return options, limits
        rules = self._tried(line, "constraint", lambda: rules_in(tree, typed.kind, limits, self.plan.targets))
        if not isinstance(rules, Rules):
            return options, limits
        for lost in rules.lost:
            self._warn(line, "constraint", f"校验规则没有完全导入：{lost}")
        codes = self.choices.codes(typed)
        alone = {codes.get(name, name) for name in rules.alone}
        if alone:
            options = tuple(replace(each, alone=each.alone or each.code in alone) for each in options)
        return options, rules.limits

    def _tried(self, line: Line, column: str, read: Callable[[], object]) -> object:
        try:
            return read()
        except Unreadable as error:
            self._problem(line, column, error.rule, error.remedy)
            return None

    def _range(self, line: Line, limits: Limits) -> Limits:
        """start, end and step of a range, 1 to 10 by 1 where nothing is said."""
        given = {"start": "1", "end": "10", "step": "1"}
        for piece in line["parameters"].replace(",", " ").replace(";", " ").split():
            name, _, value = piece.partition("=")
            if name in given:
                given[name] = value
        numbers = {name: number_in(value) for name, value in given.items()}
        start, end, step = numbers["start"], numbers["end"], numbers["step"]
        if start is None or end is None or step is None or step == 0:
            self._problem(line, "parameters", "范围题的参数不是数", "请写成 start=1 end=10 step=1")
            return limits
        digits = max(_places(start), _places(step))
        if abs(step) not in (1, Decimal(1).scaleb(-digits)):
            self._warn(line, "parameters", f"步长 {given['step']} 没有导入，只限定范围和小数位数")
        return replace(limits, least=min(start, end), most=max(start, end), digits=digits)

    def _need(self, line: Line, loose: bool) -> Need:
        if line["shuping_need"]:
            if line["shuping_need"] in list(Need):
                return Need(line["shuping_need"])
            remedy = "请填 required、reasoned 或 optional，或清空这一格"
            self._problem(line, "shuping_need", "不认识的必填要求", remedy)
        required = line.said("required")
        if required is None and self._tree(line, "required") is not None:
            self._warn(line, "required", "有条件的必填没有导入，已改为选填")
        fixed = line.said("read_only") is not False
        return Need.REQUIRED if required and not loose and not fixed else Need.OPTIONAL

    def _part(self, line: Line) -> str:
        part = line["shuping_part"] or "value"
        if part not in PARTS:
            self._problem(line, "shuping_part", "不认识的取值方式", f"请填 {'、'.join(PARTS)}，或清空这一格")
        return part

    def _cell_points(self, line: Line) -> tuple[CellPoints, ...]:
        found = []
        for piece in filter(None, (part.strip() for part in line["shuping_cell_points"].split(";"))):
            place, _, points = piece.rpartition("=")
            row, slash, column = place.partition("/")
            value = number_in(points)
            if value is None or not slash:
                remedy = "请写成 行/列=分数，以分号隔开，如 r1/c1=2; r2/c1=3"
                self._problem(line, "shuping_cell_points", f"不认识“{piece[:40]}”", remedy)
            else:
                found.append(CellPoints(row.strip(), column.strip(), value))
        return tuple(found)

    def _problem(self, line: Line, column: str, rule: str, remedy: str) -> None:
        self.found.refuse(line.at(column, rule, remedy))

    def _warn(self, line: Line, column: str, rule: str, value: str | None = None) -> None:
        self.found.tell(line.at(column, rule, "请核对，需要时在编辑画面修改", value))


def _places(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0
