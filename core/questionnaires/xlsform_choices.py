"""The choices sheet: lists of options by name."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from core.errors import Problem
from core.questionnaires.answers import number_in
from core.questionnaires.form import Option
from core.questionnaires.xlsform_layout import Typed
from core.questionnaires.xlsform_sheets import Findings, Line, Table

OTHER: Final = Option("other", "其他", other=True)
ACKNOWLEDGED: Final = Option("OK", "已阅知")


@dataclass(frozen=True, slots=True)
class Choice:
    """One option and the row it stands in."""

    option: Option
    line: Line


class Choices:
    """The lists; faults are told once, where they stand."""

    def __init__(self, table: Table, allow_twins: bool, found: Findings) -> None:
        self._found = found
        self._table = table
        self._lists: dict[str, dict[str, Choice]] = {}
        # Many questions choose from one list; they share its options.
        self._made: dict[tuple[str, str, bool], tuple[Option, ...]] = {}
        if table.lines:
            for column in ("list_name", "name"):
                if column not in table.letters:
                    found.problems.append(table.missing(column, "choices 须有 list_name、name、label 三列"))
        if not found.problems:
            for line in table.lines:
                self._add(line, allow_twins)

    def options(self, typed: Typed, line: Line) -> tuple[Option, ...]:
        """The options a question chooses from; a list that is not there is a fault of the question."""
        if typed.word == "acknowledge":
            return (ACKNOWLEDGED,)
        key = (typed.word, typed.list_name, typed.or_other)
        if key not in self._made or not self._made[key]:
            self._made[key] = self._options(typed, line)
        return self._made[key]

    def _options(self, typed: Typed, line: Line) -> tuple[Option, ...]:
        listed = self.listed(typed.list_name, line, "type")
        options = [choice.option for choice in listed.values()]
        if typed.word == "select_multiple":
            for name, choice in listed.items():
                if " " in name:
                    rule = "多选的选项名里有空格，答卷会分不清选了哪几项"
                    self._problem(choice.line.at("name", rule, "请把空格改为 _"))
        if typed.or_other:
            known = [option.code for option in options]
            options = [replace(each, other=True) if each.code == OTHER.code else each for each in options]
            options += [] if OTHER.code in known else [OTHER]
        return tuple(options)

    def codes(self, typed: Typed) -> dict[str, str]:
        """Codes of options by the names they have in the sheet."""
        listed = self._lists.get(typed.list_name, {})
        return {name: choice.option.code for name, choice in listed.items()}

    def listed(self, name: str, line: Line, column: str) -> dict[str, Choice]:
        """The choices of a list by name; none, and a fault at the asking cell, where there is no such list."""
        if not name:
            self._problem(line.at(column, "没有写选项表名", "请写成 select_one 选项表名"))
        elif name.startswith("${"):
            self._problem(line.at(column, "从重复组的答数里选，不能导入", "请把选项写进 choices 工作表"))
        elif name not in self._lists:
            known = "、".join(self._lists)[:100]
            remedy = f"choices 里有：{known}" if known else "请在 choices 工作表里写上它的选项"
            self._problem(line.at(column, f"choices 里没有选项表“{name[:40]}”", remedy))
        return self._lists.get(name, {})

    def _add(self, line: Line, allow_twins: bool) -> None:
        name, within = line["name"], line["list_name"]
        if not within and not name:
            return
        if not within or not name:
            column = "name" if within else "list_name"
            words = "选项名" if within else "选项表名"
            self._problem(line.at(column, f"没有写{words}", f"请填写{words}，或删去这一行"))
            return
        listed = self._lists.setdefault(within, {})
        if name in listed:
            if not allow_twins:
                remedy = f"与第 {listed[name].line.number} 行相同，请改其中一个"
                self._problem(line.at("name", f"选项表“{within[:40]}”里选项名重复", remedy))
            return
        if not line["label"]:
            self._found.warnings.append(line.at("label", "选项没有文字，以选项名代替", value=name))
        points = number(line, "shuping_points", self._found)
        option = Option(
            line["shuping_code"] or name,
            line["label"] or name,
            points,
            yes(line, "shuping_other", self._found),
            yes(line, "shuping_alone", self._found),
        )
        listed[name] = Choice(option, line)

    def _problem(self, problem: Problem) -> None:
        self._found.refuse(problem)


def number(line: Line, column: str, found: Findings) -> Decimal | None:
    """The number in a cell, None where it is empty; anything else is a fault."""
    if not line[column]:
        return None
    value = number_in(line[column])
    if value is None:
        found.problems.append(line.at(column, f"“{column}”应填数字", "只填数字，如 5 或 2.5，或清空这一格"))
    return value


def yes(line: Line, column: str, found: Findings) -> bool:
    """What a cell of our own says; anything but yes and no is a fault."""
    said = line.said(column)
    if said is None:
        found.problems.append(line.at(column, f"“{column}”应填 yes 或 no", "请填 yes，或清空这一格"))
    return bool(said)
