"""Forms as ODK and KoboToolbox exchange them become questionnaires; broken ones are refused with their cell."""

from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook
from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

from core.errors import Invalid
from core.questionnaires.drafting import Read
from core.questionnaires.form import AllOf, Condition, Kind, Limits, Need, Operator, Option, Row, Term
from core.questionnaires.xlsform_reading import read_xlsform
from core.questionnaires.xlsform_writing import write_xlsform
from core.sheets.writing import SheetContent
from tests.core.questionnaires.tables import YES_NO, xlsform


def read(survey: str, choices: str = "", settings: str = "") -> Read:
    """The form of a file ODK's converter takes as well; written back it is the same, and ODK takes that too."""
    data = xlsform(survey, choices, settings)
    if "kobo--" not in survey:
        convert(BytesIO(data), validate=False)
    found = read_xlsform(data, "调查表.xlsx")
    again = write_xlsform(found.form)
    convert(BytesIO(again), validate=False)
    assert read_xlsform(again, "回.xlsx").form == found.form
    return found


def when(*groups: tuple[Term, ...]) -> Condition:
    return Condition(tuple(AllOf(group) for group in groups))


def rules(found: Read) -> list[str]:
    return [warning.rule for warning in found.warnings]


def test_a_household_survey_of_the_usual_kind():
    found = read(
        """
        | type | name | label | hint | required | relevant | constraint | constraint_message | appearance |
        | start | start | | | | | | | |
        | deviceid | deviceid | | | | | | | |
        | begin_group | person | 基本情况 | | | | | | field-list |
        | note | intro | 请如实填写 | | | | | | |
        | text | name | 姓名 | 与证件一致 | yes | | string-length(.) <= 20 | 不超过二十个字 | |
        | integer | age | 年龄 | | true() | | . >= 0 and . <= 120 | | |
        | select_one yn | job | 是否在职 | | TRUE | ${age} >= 16 | | | minimal |
        | text | why | 原因 | | | ${job} = 'n' and string-length(${name}) > 0 | | | multiline |
        | end_group | | | | | | | | |
        """,
        YES_NO,
        "| form_title | form_id |\n| 住户调查 | hh |",
    )
    form = found.form
    assert (form.title, [section.title for section in form.sections]) == ("住户调查", ["基本情况"])
    assert form.sections[0].note == "请如实填写"
    name, age, job, why = form.questions
    assert (name.note, name.need, name.limits) == (
        "与证件一致",
        Need.REQUIRED,
        Limits(longest=20, told="不超过二十个字"),
    )
    assert age.limits == Limits(Decimal(0), Decimal(120), 0)
    assert job.options == (Option("y", "是"), Option("n", "否"))
    assert job.shown_if == when((Term("age", Operator.AT_LEAST, "16"),))
    assert why.shown_if == when((Term("job", Operator.EQUALS, "n"), Term("name", Operator.ANSWERED)))
    assert (why.long, why.need) == (True, Need.OPTIONAL)
    assert rules(found) == ["采集环境的题型没有导入"]


def test_chinese_words_are_preferred_then_the_default_language_then_the_first():
    survey = """
    | type | name | label::English (en) | label::中文(zh) | hint::English (en) |
    | text | q | Name | 姓名 | as printed |
    """
    found = read(survey)
    assert (found.form.questions[0].title, found.form.questions[0].note) == ("姓名", "as printed")
    assert rules(found) == ["只导入“中文(zh)”，没有导入其他语言"]
    french = survey.replace("中文(zh)", "Français (fr)").replace("姓名", "Nom")
    assert read(french).form.questions[0].title == "Name"
    settings = "| form_title | default_language |\n| t | Français (fr) |"
    assert read(french, "", settings).form.questions[0].title == "Nom"


def test_conditions_are_multiplied_out_and_turned_inwards():
    found = read(
        """
        | type | name | label | relevant |
        | select_multiple yn | a | 甲 | |
        | decimal | b | 乙 | |
        | date | c | 丙 | |
        | text | d | 丁 | not(selected(${a}, 'y') or ${b} > 3) |
        | text | e | 戊 | (${a} = '' or ${b} != 2) and ${c} < date('2020-12-31') |
        | text | f | 己 | 3 <= ${b} or count-selected(${a}) = 0 |
        """,
        YES_NO,
    )
    d, e, f = (question.shown_if for question in found.form.questions[3:])
    lacks, at_most = Term("a", Operator.LACKS, "y"), Term("b", Operator.AT_MOST, "3")
    assert d == when((lacks, at_most), (lacks, Term("b", Operator.EMPTY)))
    before = Term("c", Operator.BELOW, "2020-12-31")
    assert e == when((Term("a", Operator.EMPTY), before), (Term("b", Operator.DIFFERS, "2"), before))
    assert f == when((Term("b", Operator.AT_LEAST, "3"),), (Term("a", Operator.EMPTY),))


def test_groups_with_headings_become_sections_and_those_without_lend_their_condition():
    found = read(
        """
        | type | name | label | relevant |
        | note | welcome | 欢迎 | |
        | text | q0 | 单位 | |
        | begin group | g1 | 一、目录 | ${q0} != '' |
        | text | q1 | 甲 | |
        | begin group | g2 | 系统目录 | ${q1} = 'x' |
        | text | q2 | 乙 | |
        | end group | | | |
        | begin group | g3 | | ${q1} = 'y' |
        | text | q3 | 丙 | ${q2} = 'z' |
        | note | n | 以上为目录 | |
        | end group | | | |
        | end group | | | |
        """
    )
    form = found.form
    assert form.note == "欢迎"
    titles = ["问卷内容", "一、目录", "一、目录 · 系统目录", "一、目录（续）"]
    assert [section.title for section in form.sections] == titles
    filled = Term("q0", Operator.ANSWERED)
    assert form.sections[1].shown_if == when((filled,))
    assert form.sections[2].shown_if == when((filled, Term("q1", Operator.EQUALS, "x")))
    q3 = form.question_by_code["q3"]
    assert q3.shown_if == when((Term("q1", Operator.EQUALS, "y"), Term("q2", Operator.EQUALS, "z")))
    assert q3.note == "以上为目录"


def test_a_repeat_becomes_a_matrix_the_unit_adds_lines_to():
    found = read(
        """
        | type | name | label | hint | required | relevant | repeat_count |
        | begin_repeat | systems | 信息系统 | | | | |
        | text | title | 系统名称 | 写全称 | yes | | |
        | date | since | 上线日期 | | | ${title} != '' | |
        | image | photo | 截图 | | | | |
        | end_repeat | | | | | | |
        | begin repeat | years | 近三年 | | | | 3 |
        | integer | count | 条数 | | yes | | |
        | end repeat | | | | | | |
        """
    )
    systems, years = found.form.questions
    assert (systems.kind, systems.open_rows, systems.need) == (Kind.MATRIX, 20, Need.REQUIRED)
    assert [(column.code, column.need) for column in systems.columns] == [
        ("title", Need.REQUIRED),
        ("since", Need.OPTIONAL),
    ]
    assert (systems.note, systems.evidence) == ("系统名称：写全称", True)
    assert years.rows == (Row("1", "第 1 行"), Row("2", "第 2 行"), Row("3", "第 3 行"))
    assert any("表格里不能放附件" in rule for rule in rules(found))
    assert any("显示条件没有导入" in rule for rule in rules(found))


def test_kobos_matrix_becomes_a_matrix_whose_cells_can_be_asked_for():
    found = read(
        """
        | type | name | label | kobo--matrix_list | required | relevant |
        | begin_kobomatrix | m | 人员 | posts | | |
        | integer | full | 专职人数 | | yes | |
        | select_one yn | cert | 持证 | | | |
        | end_kobomatrix | | | | | |
        | text | more | 说明 | | | ${m_lead_full} > 2 |
        """,
        YES_NO + "| posts | lead | 负责人 |\n| posts | staff | 工作人员 |",
    )
    matrix, more = found.form.questions
    assert matrix.rows == (Row("lead", "负责人"), Row("staff", "工作人员"))
    assert [column.kind for column in matrix.columns] == [Kind.NUMBER, Kind.SINGLE]
    assert more.shown_if == when((Term("m/lead/full", Operator.ABOVE, "2"),))


@pytest.mark.parametrize(
    ("survey", "title"),
    [
        (
            """
            | type | name | label | appearance | required |
            | begin_group | g | 满意度 | table-list | |
            | select_one yn | r1 | 目录 | | yes |
            | select_one yn | r2 | 接口 | | yes |
            | end_group | | | | |
            """,
            "满意度",
        ),
        (
            """
            | type | name | label | appearance | required |
            | begin_group | g | | field-list | |
            | select_one yn | h | 是否满意 | label | |
            | select_one yn | r1 | 目录 | list-nolabel | yes |
            | select_one yn | r2 | 接口 | list-nolabel | yes |
            | end_group | | | | |
            """,
            "是否满意",
        ),
        (
            """
            | type | name | label | kobo--score-choices | required |
            | begin_score | g | 打分 | yn | yes |
            | score__row | r1 | 目录 | | |
            | score__row | r2 | 接口 | | |
            | end_score | | | | |
            """,
            "打分",
        ),
    ],
)
def test_grids_of_equal_choices_become_a_matrix(survey, title):
    (question,) = read(survey, YES_NO).form.questions
    assert (question.title, question.need) == (title, Need.REQUIRED)
    assert question.rows == (Row("r1", "目录"), Row("r2", "接口"))
    assert [column.kind for column in question.columns] == [Kind.SINGLE]
    assert question.columns[0].options == (Option("y", "是"), Option("n", "否"))


def test_a_grid_whose_lines_differ_stays_questions():
    found = read(
        """
        | type | name | label | appearance | relevant |
        | begin_group | g | 表 | table-list | |
        | select_one yn | r1 | 甲 | | |
        | select_one yn | r2 | 乙 | | ${r1} = 'y' |
        | end_group | | | | |
        """,
        YES_NO,
    )
    assert [question.kind for question in found.form.questions] == [Kind.SINGLE, Kind.SINGLE]


def test_constraints_become_limits_part_by_part():
    found = read(
        """
        | type | name | label | constraint | constraint_message | parameters |
        | integer | all | 总数 | . > 0 | | |
        | integer | part | 其中 | . <= ${all} and . != 5 | | |
        | decimal | rate | 比率 | . = '' or not(. < 0 or . > 100) | | |
        | text | phone | 手机 | regex(., '^1[3-9][0-9]{9}$') | 十一位手机号 | |
        | text | id | 号码 | string-length(.) = 18 | | |
        | date | day | 日期 | . >= date('2020-01-01') and . <= today() | | |
        | select_multiple yn | ways | 方式 | count-selected(.) <= 2 and not(selected(., 'n') and count-selected(.) > 1) | | |
        | range | mark | 评分 | | | start=0 end=5 step=0.5 |
        """,
        YES_NO,
    )
    limits = {question.code: question.limits for question in found.form.questions}
    assert limits["all"] == Limits(least=Decimal(1), digits=0)
    assert limits["part"] == Limits(digits=0, within="all")
    assert limits["rate"] == Limits(Decimal(0), Decimal(100))
    assert limits["phone"] == Limits(pattern="^1[3-9][0-9]{9}$", told="十一位手机号")
    assert limits["id"] == Limits(shortest=18, longest=18)
    assert limits["day"] == Limits(earliest="2020-01-01")
    assert limits["ways"] == Limits(most_chosen=2)
    assert limits["mark"] == Limits(Decimal(0), Decimal(5), 1)
    assert [option.alone for option in found.form.question_by_code["ways"].options] == [False, True]
    assert sum("校验规则没有完全导入" in rule for rule in rules(found)) == 2


def test_what_has_no_place_is_told_and_asks_for_no_answer():
    found = read(
        """
        | type | name | label | required | relevant | default | choice_filter | calculation | read_only |
        | calculate | total | | | | | | 1 + 1 | |
        | integer | a | 甲 | yes | ${total} > 1 | 5 | | | |
        | integer | b | 乙 | yes | ${a} + 1 > ${total} | | | | |
        | select_one yn | c | 丙 | yes | | | x = ${a} | | |
        | text | d | 丁 ${a} | yes | | | | concat(${a}, 'x') | yes |
        | text | e | 戊 | ${a} > 1 | ${f} = 'x' | | | | |
        | text | f | 己 | | false() | | | | |
        """,
        YES_NO,
    )
    needs = {question.code: question.need for question in found.form.questions}
    assert needs == {
        "a": Need.OPTIONAL,
        "b": Need.OPTIONAL,
        "c": Need.REQUIRED,
        "d": Need.OPTIONAL,
        "e": Need.OPTIONAL,
    }
    said = "\n".join(rules(found))
    for words in ("默认值", "筛选选项", "计算式", "只读", "计算题", "有条件的必填", "从不显示", "换成答数"):
        assert words in said
    assert all(warning.row and warning.column for warning in found.warnings)


def test_types_without_a_kind_become_the_nearest_and_say_so():
    found = read(
        """
        | type | name | label |
        | time | t | 时间 |
        | dateTime | dt | 日期时间 |
        | geopoint | g | 位置 |
        | barcode | b | 编号 |
        | acknowledge | ok | 我已阅读 |
        | rank yn | r | 排序 |
        | select_one yn or_other | s | 来源 |
        | audio | au | 录音 |
        """,
        YES_NO,
    )
    kinds = [question.kind for question in found.form.questions]
    text, single = Kind.TEXT, Kind.SINGLE
    assert kinds == [text, text, text, text, single, Kind.MATRIX, single, Kind.FILE]
    assert found.form.question_by_code["t"].limits.told == "请填时间，如 14:30"
    assert found.form.question_by_code["s"].options[-1] == Option("other", "其他", other=True)
    place = found.form.question_by_code["r"].columns[0]
    assert place.limits == Limits(Decimal(1), Decimal(2), 0)
    assert len(found.warnings) == 6


def test_old_spellings_of_types_and_columns_are_understood():
    found = read(
        """
        | type | name | caption | relevance | media::image::English |
        | select one from yn | a | 甲 | | x.png |
        | select all that apply from yn | b | 乙 | ${a} = 'y' | |
        | add select one prompt using yn | c | 丙 | | |
        | string | d | 丁 | | |
        | int | e | 戊 | | |
        """,
        "| list name | value | caption |\n| yn | y | 是 |",
    )
    kinds = [question.kind for question in found.form.questions]
    assert kinds == [Kind.SINGLE, Kind.MULTIPLE, Kind.SINGLE, Kind.TEXT, Kind.NUMBER]
    assert found.form.questions[1].shown_if == when((Term("a", Operator.EQUALS, "y"),))
    assert rules(found) == ["图片没有导入"]


def test_numbers_dates_and_true_cells_of_excel_are_read_as_people_see_them():
    survey = SheetContent(
        "survey", ("type", "name", "label", "required"), [("select_one n", "a", 2020, True)]
    )
    choices = SheetContent("choices", ("list_name", "name", "label"), [("n", 1, 1.5), ("n", 2.0, "二")])
    data = xlsform("", others=[survey, choices])
    (question,) = read_xlsform(data, "x.xlsx").form.questions
    assert (question.title, question.need) == ("2020", Need.REQUIRED)
    assert question.options == (Option("1", "1.5"), Option("2", "二"))


def test_rows_switched_off_are_passed_over_and_equal_names_in_two_groups_are_told_apart():
    found = read(
        """
        | type | name | label | disabled |
        | begin_group | g1 | 甲 | |
        | text | q | 一 | |
        | text | old | 旧 | yes |
        | end_group | | | |
        | begin_group | g2 | 乙 | |
        | text | q | 二 | |
        | end_group | | | |
        """
    )
    assert [question.code for question in found.form.questions] == ["q", "q_2"]


def test_answers_in_words_become_plain_names():
    found = read("| type | name | label |\n| text | a | 甲 |\n| text | b | ${a} 的原因 |")
    assert found.form.questions[1].title == "〔a〕 的原因"
    assert rules(found) == ["题面里的 ${…} 不会换成答数"]


def test_a_repeat_of_files_is_one_question_for_files_and_an_empty_one_is_passed_over():
    found = read(
        """
        | type | name | label |
        | begin_repeat | photos | 现场照片 |
        | image | photo | 照片 |
        | end_repeat | | |
        | begin_repeat | empty | 空 |
        | note | n | 说明 |
        | end_repeat | | |
        """
    )
    assert [(question.code, question.kind) for question in found.form.questions] == [("photos", Kind.FILE)]
    assert "重复组里没有要填的题，没有导入" in rules(found)


GOOD = "| type | name | label |\n| text | q | 题 |"
BROKEN = {
    "an unknown type": ("| type | name | label |\n| texxt | q | 题 |", "", "survey", 2, "A", "不认识的题型"),
    "no type": ("| type | name | label |\n| | q | 题 |", "", "survey", 2, "A", "没有写题型"),
    "no name": ("| type | name | label |\n| text | | 题 |", "", "survey", 2, "B", "没有写题名"),
    "a name with a space": ("| type | name | label |\n| text | a b | 题 |", "", "survey", 2, "B", "题名写法"),
    "a name that begins with a digit": (
        "| type | name | label |\n| text | 1a | 题 |",
        "",
        "survey",
        2,
        "B",
        "题名写法",
    ),
    "a name twice": (GOOD + "\n| text | q | 另 |", "", "survey", 3, "B", "题名重复"),
    "no list named": (
        "| type | name | label |\n| select_one | q | 题 |",
        "",
        "survey",
        2,
        "A",
        "没有写选项表名",
    ),
    "a list that is not there": (
        "| type | name | label |\n| select_one yn | q | 题 |",
        "",
        "survey",
        2,
        "A",
        "没有选项表“yn”",
    ),
    "a choice without a name": (
        "| type | name | label |\n| select_one yn | q | 题 |",
        YES_NO + "| yn | | 空 |",
        "choices",
        4,
        "B",
        "没有写选项名",
    ),
    "a choice twice": (
        "| type | name | label |\n| select_one yn | q | 题 |",
        YES_NO + "| yn | y | 又是 |",
        "choices",
        4,
        "B",
        "选项名重复",
    ),
    "a choice of many with a space": (
        "| type | name | label |\n| select_multiple yn | q | 题 |",
        YES_NO + "| yn | a b | 空格 |",
        "choices",
        4,
        "B",
        "空格",
    ),
    "choices without names": (
        "| type | name | label |\n| select_one yn | q | 题 |",
        "| list_name | label |\n| yn | 是 |",
        "choices",
        1,
        "",
        "缺少“name”列",
    ),
    "a calculation of nothing": (
        "| type | name | label |\n| calculate | c | |\n| text | q | 题 |",
        "",
        "survey",
        2,
        "",
        "没有写计算式",
    ),
    "options in another file": (
        "| type | name | label |\n| select_one_from_file a.csv | q | 题 |",
        "",
        "survey",
        2,
        "A",
        "另外的文件",
    ),
    "a group that does not end": (
        "| type | name | label |\n| begin_group | g | 组 |\n| text | q | 题 |",
        "",
        "survey",
        2,
        "A",
        "分组没有结束",
    ),
    "an end without a begin": (GOOD + "\n| end_group | | |", "", "survey", 3, "A", "没有与它对应的分组开始"),
    "an end of another kind": (
        "| type | name | label |\n| begin_group | g | 组 |\n| text | q | 题 |\n| end_repeat | | |",
        "",
        "survey",
        4,
        "A",
        "不是一种",
    ),
    "no question": ("| type | name | label |\n| note | n | 说明 |", "", "survey", 2, "A", "没有一道题"),
    "no column of types": ("| kind | name | label |\n| text | q | 题 |", "", "survey", 1, "", "缺少“type”列"),
    "a heading twice": (
        "| type | name | label | label |\n| text | q | 题 | 题 |",
        "",
        "survey",
        1,
        "D",
        "表头重复",
    ),
    "a condition on nobody": (
        "| type | name | label | relevant |\n| text | q | 题 | ${x} = 'y' |",
        "",
        "survey",
        2,
        "D",
        "没有名为 x 的题",
    ),
    "a condition with a slip": (
        "| type | name | label | relevant |\n| text | p | 题 | |\n| text | q | 题 | (${p} = 'y' |",
        "",
        "survey",
        3,
        "D",
        "没有配对",
    ),
    "a condition in full-width signs": (
        "| type | name | label | relevant |\n| text | p | 题 | |\n| text | q | 题 | ${p}＝'y' |",
        "",
        "survey",
        3,
        "D",
        "全角",
    ),
    "a condition with a slip on a row nothing is made of": (
        "| type | name | label | relevant |\n| text | q | 题 | |\n| note | n | 说明 | ${x} = 1 |",
        "",
        "survey",
        3,
        "D",
        "没有名为 x 的题",
    ),
    "a constraint with a slip": (
        "| type | name | label | constraint |\n| integer | q | 题 | . => 3 |",
        "",
        "survey",
        2,
        "D",
        "constraint",
    ),
    "a broken pattern": (
        "| type | name | label | constraint |\n| text | q | 题 | regex(., '[0-9') |",
        "",
        "survey",
        2,
        "D",
        "方括号",
    ),
    "a range of words": (
        "| type | name | label | parameters |\n| range | q | 题 | start=a end=5 |",
        "",
        "survey",
        2,
        "D",
        "参数不是数",
    ),
    "a negative repeat": (
        "| type | name | label | repeat_count |\n| begin_repeat | r | 表 | -1 |\n| text | q | 题 | |\n| end_repeat | | | |",
        "",
        "survey",
        2,
        "D",
        "重复次数",
    ),
    "a repeat in a repeat": (
        "| type | name | label |\n| begin_repeat | r | 表 |\n| begin_repeat | s | 表 |\n| text | q | 题 |\n"
        "| end_repeat | | |\n| end_repeat | | |",
        "",
        "survey",
        3,
        "A",
        "重复组里不能再放",
    ),
    "a matrix of an unknown list": (
        "| type | name | label | kobo--matrix_list |\n| begin_kobomatrix | m | 表 | rows |\n| text | q | 题 | |\n"
        "| end_kobomatrix | | | |",
        "",
        "survey",
        2,
        "D",
        "没有选项表“rows”",
    ),
    "points that are words": (
        "| type | name | label |\n| select_one yn | q | 题 |",
        "| list_name | name | label | shuping_points |\n| yn | y | 是 | 五 |",
        "choices",
        2,
        "D",
        "应填数字",
    ),
    "an unknown need": (
        "| type | name | label | shuping_need |\n| text | q | 题 | must |",
        "",
        "survey",
        2,
        "D",
        "必填要求",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_what_is_broken_is_refused_with_its_cell_and_given_back_marked(case):
    survey, choices, sheet, row, column, words = BROKEN[case]
    with pytest.raises(Invalid, match="没有导入") as caught:
        read_xlsform(xlsform(survey, choices), "坏.xlsx")
    (problem,) = caught.value.problems
    assert (problem.sheet, problem.row, problem.column) == (sheet, row, column)
    assert words in problem.rule
    assert problem.remedy
    assert caught.value.annotated


def test_several_faults_are_told_at_once_in_the_persons_own_file(tmp_path):
    survey = (
        "| type | name | label | relevant |\n| text | a b | 题 | |\n| select_one no | q | 题 | ${x} = 1 |"
    )
    with pytest.raises(Invalid) as caught:
        read_xlsform(xlsform(survey), "坏.xlsx")
    assert len(caught.value.problems) == 3
    path = tmp_path / "marked.xlsx"
    path.write_bytes(caught.value.annotated)
    sheet = load_workbook(path)["survey"]
    assert sheet["E1"].value == "失败原因"
    assert "题名写法不对" in sheet["E2"].value
    assert "没有选项表“no”" in sheet["E3"].value
    assert "没有名为 x 的题" in sheet["E3"].value


def test_a_survey_under_another_name_is_asked_to_be_renamed():
    with pytest.raises(Invalid) as caught:
        read_xlsform(
            xlsform("", others=[SheetContent("servey", ("type", "name"), [("text", "q")])]), "x.xlsx"
        )
    assert caught.value.problems[0].remedy == "请把工作表“servey”改名为 survey"


def test_a_file_that_is_no_workbook_is_refused():
    with pytest.raises(Invalid, match="文件无法读取"):
        read_xlsform(b"hello", "x.xlsx")


@pytest.mark.parametrize("case", BROKEN)
def test_what_the_converter_of_odk_refuses_is_refused_here(case, tmp_path):
    """Ours may be stricter; it is never laxer on these."""
    survey, choices, *_ = BROKEN[case]
    path = tmp_path / "x.xlsx"
    path.write_bytes(xlsform(survey, choices))
    try:
        convert(path, validate=False)
        refused = False
    except PyXFormError:
        refused = True
    assert refused or case in OURS_ALONE


# ODK's converter leaves these to the device, to Kobo, or does not know the column.
OURS_ALONE = {
    "a choice of many with a space",
    "options in another file",
    "no question",
    "a condition with a slip",
    "a condition in full-width signs",
    "a constraint with a slip",
    "a broken pattern",
    "a negative repeat",
    "a repeat in a repeat",
    "points that are words",
    "an unknown need",
}


def test_forms_too_large_for_anybody_are_refused_at_once():
    survey = [("text", f"q{at}", "题") for at in range(5001)]
    with pytest.raises(Invalid) as caught:
        read_xlsform(
            xlsform("", others=[SheetContent("survey", ("type", "name", "label"), survey)]), "x.xlsx"
        )
    assert caught.value.problems[0].rule == "有 5,001 行，最多 5,000 行"
    asked = [("select_one l", f"q{at}", "题") for at in range(60)]
    sheets = [
        SheetContent("survey", ("type", "name", "label"), asked),
        SheetContent(
            "choices", ("list_name", "name", "label"), [("l", f"o{at}", "项") for at in range(1000)]
        ),
    ]
    with pytest.raises(Invalid) as caught:
        read_xlsform(xlsform("", others=sheets), "x.xlsx")
    assert "选项合计 60,000 个" in caught.value.problems[0].rule


def test_a_table_too_wide_to_fill_is_refused():
    rows = [
        ("begin_repeat", "r", "表"),
        *[("text", f"q{at}", "列") for at in range(61)],
        ("end_repeat", None, None),
    ]
    with pytest.raises(Invalid) as caught:
        read_xlsform(xlsform("", others=[SheetContent("survey", ("type", "name", "label"), rows)]), "x.xlsx")
    assert "太大" in caught.value.problems[0].rule
