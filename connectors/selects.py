"""Lets a query through only if it is one SELECT of harmless parts; everything not known is refused.

The text is parsed, never searched: a word in a comment or a string means nothing, and a function
counts whatever its spelling. Databases refuse writes once more by themselves.
"""

import logging
from typing import Final

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from core.errors import SourceMisconfigured

LONGEST: Final = 20_000
# The parser repeats in English what it cannot parse; we say it to whoever asked.
logging.getLogger("sqlglot").setLevel(logging.ERROR)
# Functions the parser has no class for, by name; those it has one for are judged by `_FORBIDDEN`.
_FUNCTIONS: Final = frozenset(
    {
        "abs", "avg", "ceil", "coalesce", "count", "dense_rank", "first_value", "floor", "ifnull", "julianday",
        "last_value", "length", "lower", "max", "min", "nullif", "percent_rank", "percentile_cont",
        "percentile_disc", "printf", "rank", "replace", "round", "row_number", "strftime", "substr", "substring",
        "sum", "total", "trim", "upper",
    }
)  # fmt: skip
_FORBIDDEN: Final[tuple[type[exp.Expr], ...]] = (
    exp.DDL, exp.DML, exp.Command, exp.Into, exp.Lock, exp.Pragma, exp.Attach, exp.Detach, exp.Set, exp.Copy,
    exp.ReadCSV, exp.TableFromRows, exp.Kill, exp.Use, exp.Describe, exp.Transaction, exp.Commit, exp.Rollback,
)  # fmt: skip
# Functions the parser knows that compute from their arguments alone.
_HARMLESS: Final[tuple[type[exp.Expr], ...]] = (
    exp.AggFunc, exp.Abs, exp.And, exp.Or, exp.Xor, exp.Case, exp.If, exp.Cast, exp.TryCast, exp.Ceil, exp.Floor,
    exp.Coalesce, exp.Concat, exp.DateTrunc, exp.TimestampTrunc, exp.Extract, exp.Date, exp.CurrentDate,
    exp.CurrentTimestamp, exp.StrToTime, exp.TimeToStr, exp.TsOrDsToTimestamp, exp.TsOrDsToDate, exp.Length,
    exp.Lower, exp.Upper, exp.Trim, exp.Substring, exp.Replace, exp.Round, exp.Nullif, exp.RowNumber, exp.Rank,
    exp.DenseRank, exp.PercentRank, exp.Exists, exp.Ln, exp.Greatest, exp.Least, exp.Between, exp.In,
)  # fmt: skip
_HIDDEN: Final = ("sqlite_", "pg_", "information_schema")


def only_select(query: str, dialect: str) -> None:
    """Raise `SourceMisconfigured` unless the text is one harmless SELECT in this dialect."""
    if len(query) > LONGEST:
        raise _refused(f"查询语句超过 {LONGEST:,} 个字符")
    if "\0" in query:
        raise _refused("查询语句含有空字符")
    try:
        statements = [
            statement for statement in sqlglot.parse(query, dialect=dialect) if statement is not None
        ]
    except (SqlglotError, RecursionError) as error:
        raise _refused("查询语句无法解析") from error
    if len(statements) != 1:
        raise _refused(f"一次只能有一条语句，现有 {len(statements)} 条")
    if not isinstance(statements[0], exp.Select | exp.SetOperation):
        raise _refused("只允许 SELECT 查询")
    for node in statements[0].walk():
        _check(node)


def _check(node: exp.Expr) -> None:
    if isinstance(node, _FORBIDDEN):
        raise _refused(f"查询中不允许 {node.key.upper()}")
    if isinstance(node, exp.Table):
        _check_table(node)
    elif isinstance(node, exp.Func) and not _is_harmless(node):
        raise _refused(f"查询中不允许函数 {_name(node)}")


def _is_harmless(function: exp.Func) -> bool:
    known = isinstance(function, _HARMLESS) and not isinstance(function, exp.Anonymous)
    return known or _name(function).lower() in _FUNCTIONS


def _name(function: exp.Func) -> str:
    return function.name if isinstance(function, exp.Anonymous) else function.sql_name()


def _check_table(table: exp.Table) -> None:
    if not isinstance(table.this, exp.Identifier):
        raise _refused("查询只能取自表或视图")
    names = [part.lower() for part in (table.catalog, table.db, table.name) if part]
    if any(name.startswith(_HIDDEN) for name in names) or table.catalog:
        raise _refused(f"查询不得读取系统表 {'.'.join(names)}")


def _refused(reason: str) -> SourceMisconfigured:
    return SourceMisconfigured(reason, remedy="请改为一条只读的 SELECT，只用表、视图和统计函数")
