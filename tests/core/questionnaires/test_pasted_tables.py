"""Lines of a table become rows and columns."""

from core.questionnaires.form import Kind
from core.questionnaires.pasted_tables import letter, spaced_table, table_of


def test_cells_decide_where_no_type_is_said():
    rows, columns, _ = table_of(["\t是\t否", "1.目录\t□\t□", "（2）接口\t□\t□"], "")
    assert [row.label for row in rows] == ["目录", "接口"]
    assert (columns[0].kind, [option.code for option in columns[0].options]) == (Kind.MULTIPLE, ["a", "b"])


def test_a_head_without_a_corner_is_understood():
    rows, columns, _ = table_of(["人数\t备注", "专职\t\t", "兼职\t\t"], "填空")
    assert [row.label for row in rows] == ["专职", "兼职"]
    assert [(column.label, column.kind) for column in columns] == [("人数", Kind.NUMBER), ("备注", Kind.TEXT)]


def test_a_head_alone_makes_lines_the_unit_adds():
    rows, columns, open_rows = table_of(["系统名称\t备注"], "")
    assert (rows, [column.label for column in columns], open_rows) == ((), ["系统名称", "备注"], 20)


def test_tables_laid_out_with_spaces_are_cut():
    assert (
        table_of(spaced_table(["满意 一般 不满意", "目录 ○ ○ ○", "接口 ○ ○ ○"]), "单选")[0][1].label == "接口"
    )
    assert table_of(["一句话"], "填空") is None
    assert (letter(0), letter(25), letter(26)) == ("a", "z", "o27")
