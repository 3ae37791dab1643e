"""Questionnaires as they travel in Word and 问卷星 become drafts with the right types."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Invalid
from core.questionnaires.drafting import Read
from core.questionnaires.form import AllOf, Column, Condition, Kind, Need, Operator, Option, Row, Term
from core.questionnaires.pasted import LONGEST_TEXT, read_pasted


def kinds(read: Read) -> list[tuple[str, Kind]]:
    return [(question.code, question.kind) for question in read.form.questions]


def labels(read: Read, code: str) -> list[str]:
    return [option.label for option in read.form.question_by_code[code].options]


def said(read: Read) -> str:
    return "\n".join(warning.rule for warning in read.warnings)


def when(*groups: tuple[Term, ...]) -> Condition:
    return Condition(tuple(AllOf(group) for group in groups))


def test_a_survey_of_a_bureau_with_sections_and_letters():
    read = read_pasted(
        """
        公共数据共享工作情况调研问卷
        为全面掌握情况，请如实填写。
        一、基本情况
        1. 单位名称：________
        2、贵单位是否已编制公共数据目录？
        A.是   B.否
        3．目录编制数量（条）：____
        4. 目录更新频率（单选）
        A、实时  B、每日
        C、每月  D、其他____
        二、意见建议
        本部分可以附页。
        5. 对共享工作的意见建议（选填）
        感谢您的支持！
        """
    )
    assert (read.form.title, read.form.note) == (
        "公共数据共享工作情况调研问卷",
        "为全面掌握情况，请如实填写。",
    )
    assert [(section.code, section.title) for section in read.form.sections] == [
        ("S1", "基本情况"),
        ("S2", "意见建议"),
    ]
    assert read.form.sections[1].note == "本部分可以附页。"
    single, text, number = Kind.SINGLE, Kind.TEXT, Kind.NUMBER
    assert kinds(read) == [("Q1", text), ("Q2", single), ("Q3", number), ("Q4", single), ("Q5", text)]
    assert (read.form.questions[2].title, read.form.questions[2].unit) == ("目录编制数量", "条")
    assert labels(read, "Q4") == ["实时", "每日", "每月", "其他"]
    assert [option.other for option in read.form.questions[3].options] == [False, False, False, True]
    assert read.form.questions[4].need is Need.OPTIONAL
    assert read.form.questions[4].long


def test_an_export_of_wenjuanxing():
    read = read_pasted(
        "政务数据共享满意度调查\n"
        "1. 您的单位类型是？ [单选题] *\n○市直部门\n○县市区\n○其他 _________________ *\n\n"
        "2. 您使用过哪些服务？ [多选题] *\n□目录检索\n□接口调用\n□以上都没有\n\n"
        "3. 您对以下服务的满意程度 [矩阵量表题] *\n\t很不满意\t不满意\t一般\t满意\t很满意\n"
        "目录\t○\t○\t○\t○\t○\n接口\t○\t○\t○\t○\t○\n\n"
        "4. 请上传证明材料 [上传文件题]\n\n"
        "5. 您对平台的总体评价 [量表题] *\n很不满意\t○1\t○2\t○3\t○4\t○5\t很满意\n\n"
        "6. 请说明原因 [填空题]\n_________________________________\n依赖于[1.您的单位类型是？]第1;2个选项\n"
    )
    assert [kind for _, kind in kinds(read)] == [
        Kind.SINGLE,
        Kind.MULTIPLE,
        Kind.MATRIX,
        Kind.FILE,
        Kind.SINGLE,
        Kind.TEXT,
    ]
    needs = [question.need for question in read.form.questions]
    assert needs == [Need.REQUIRED] * 3 + [Need.OPTIONAL, Need.REQUIRED, Need.OPTIONAL]
    assert read.form.questions[1].options[2] == Option("c", "以上都没有", alone=True)
    matrix = read.form.questions[2]
    assert [row.label for row in matrix.rows] == ["目录", "接口"]
    assert [option.label for option in matrix.columns[0].options] == [
        "很不满意",
        "不满意",
        "一般",
        "满意",
        "很满意",
    ]
    assert labels(read, "Q5") == ["1", "2", "3", "4", "5"]
    assert read.form.questions[4].note == "1 表示“很不满意”，5 表示“很满意”"
    one, two = Term("Q1", Operator.EQUALS, "a"), Term("Q1", Operator.EQUALS, "b")
    assert read.form.questions[5].shown_if == when((one,), (two,))


def test_options_without_marks_under_a_question_with_a_type():
    read = read_pasted(
        "1.您的岗位【单选题】\n领导\n工作人员\n2.您的职责【多选题】【请选择1-2项】\n目录\n接口\n安全"
    )
    assert labels(read, "Q1") == ["领导", "工作人员"]
    limits = read.form.questions[1].limits
    assert (limits.fewest, limits.most_chosen) == (1, 2)


@pytest.mark.parametrize(
    "line",
    [
        "1. 是否上云 A.是 B.否",
        "1、是否上云？（ ）A. 是B. 否",
        "１．是否上云Ａ．是　Ｂ．否",
        "（1）是否上云 （A）是 （B）否",
        "Q1：是否上云 ○是 ○否",
        "第1题 是否上云 □是 □否",
        "1) 是否上云 ①是 ②否",
        "1. 是否上云（1）是（2）否",
    ],
)
def test_numbers_and_options_are_known_in_every_writing(line):
    read = read_pasted(line)
    assert kinds(read) == [("Q1", Kind.SINGLE)]
    assert read.form.questions[0].title.startswith("是否上云")
    assert labels(read, "Q1") == ["是", "否"]


def test_a_jump_hides_what_lies_between():
    read = read_pasted(
        """
        1.是否建有系统 A.是 B.否（选B跳至第4题）
        2.系统有哪些？ □目录 □接口 □门户
        3.是否上云 A.是 B.否（请跳至问卷末尾）
        4.下一步打算
        """
    )
    differs = Term("Q1", Operator.DIFFERS, "b")
    conditions = [question.shown_if for question in read.form.questions]
    assert conditions == [
        Condition(),
        when((differs,)),
        when((differs,)),
        when((Term("Q3", Operator.DIFFERS, "b"),)),
    ]
    assert "没有看懂" not in said(read)


def test_a_jump_nobody_can_follow_is_told():
    read = read_pasted("1.是否 A.是 B.否（跳至第9题）\n2.备注")
    assert read.form.questions[1].shown_if == Condition()
    assert "没有看懂跳转“跳至第 9 题”" in said(read)
    assert read.warnings[0].row == 1


def test_words_that_lean_on_the_question_before():
    read = read_pasted("1.是否建有系统 A.是 B.否\n2.（上题选“是”的填写）系统数量____个\n3.（如第1题选B）原因")
    assert read.form.questions[1].shown_if == when((Term("Q1", Operator.EQUALS, "a"),))
    assert read.form.questions[2].shown_if == when((Term("Q1", Operator.EQUALS, "b"),))


def test_a_table_of_word_becomes_a_matrix_with_a_total():
    read = read_pasted("1.人员情况\n岗位\t人数（人）\t上岗日期\t备注\n专职\t\t\t\n兼职\t\t\t\n合计\t\t\t\n")
    question = read.form.questions[0]
    assert question.rows == (Row("r1", "专职"), Row("r2", "兼职"))
    assert question.columns == (
        Column("c1", "人数", Kind.NUMBER, unit="人", total=True),
        Column("c2", "上岗日期", Kind.DATE),
        Column("c3", "备注"),
    )
    assert "题下有表格，按矩阵" in said(read)


def test_a_table_with_numbered_lines_is_left_to_the_unit():
    read = read_pasted(
        "1.系统清单 [矩阵填空题]\n| 序号 | 系统名称 | 投入（万元） |\n|---|---|---|\n| 1 | | |\n| … | | |"
    )
    question = read.form.questions[0]
    assert (question.rows, question.open_rows) == ((), 20)
    assert [(column.label, column.unit) for column in question.columns] == [
        ("系统名称", ""),
        ("投入", "万元"),
    ]


def test_points_stand_at_options_or_at_the_question():
    read = read_pasted("1.是否建立制度（5分）\nA.是（5分）\nB.部分（2.5分）\nC.否（0分）\n2.典型做法（10分）")
    points = [option.points for option in read.form.questions[0].options]
    assert points == [Decimal(5), Decimal("2.5"), Decimal(0)]
    assert (read.form.questions[0].manual, read.form.questions[1].manual) == (None, Decimal(10))


def test_the_head_of_a_form_asks_who_fills_it_in():
    read = read_pasted(
        "附件2 调查表\n填报单位（盖章）：________ 联系人：____ 手机：______\n电子邮箱：\n1.数据总量为____TB。"
    )
    assert read.form.sections[0].title == "填报信息"
    titles = [question.title for question in read.form.questions]
    assert titles == ["填报单位（盖章）", "联系人", "手机", "电子邮箱", "数据总量为"]
    assert read.form.questions[2].limits.told == "请填 11 位手机号码"
    assert (read.form.questions[4].kind, read.form.questions[4].unit) == (Kind.NUMBER, "TB")


def test_several_gaps_in_one_line_become_several_questions():
    read = read_pasted("1.现有系统____个，其中已上云____个。\n2.成立时间____年__月__日")
    assert [(question.code, question.title, question.unit) for question in read.form.questions] == [
        ("Q1", "现有系统", "个"),
        ("Q1_2", "其中已上云", "个"),
        ("Q2", "成立时间", ""),
    ]
    assert read.form.questions[2].kind is Kind.DATE
    assert "一题有 2 个空" in said(read)


def test_a_ranking_asks_for_the_place_of_each():
    read = read_pasted("1.请按重要性排序 [排序题]\n[ ]质量\n[ ]时效\n[ ]安全")
    question = read.form.questions[0]
    assert [row.label for row in question.rows] == ["质量", "时效", "安全"]
    assert question.columns[0].limits.most == 3
    assert "没有排序题" in said(read)


def test_numbers_that_begin_anew_in_each_part_make_codes_in_a_row():
    read = read_pasted(
        "第一部分 目录\n1.数量（条）\n2.比例（%）\n第二部分：应用\n（一）接口\n1.数量（个）\n说明：只计在用的\n2.金额（万元）"
    )
    assert [section.title for section in read.form.sections] == ["目录", "应用 接口"]
    assert [(code, kind) for code, kind in kinds(read)] == [(f"Q{at}", Kind.NUMBER) for at in (1, 2, 3, 4)]
    assert [question.unit for question in read.form.questions] == ["条", "%", "个", "万元"]
    assert read.form.questions[2].note == "说明：只计在用的"


def test_chinese_numbers_may_number_questions_too():
    read = read_pasted(
        "调查\n一、您的性别？\nA.男 B.女\n二、使用平台的频率\nA.每天\nB.每周\n三、您的建议____"
    )
    assert [question.kind for question in read.form.questions] == [Kind.SINGLE, Kind.SINGLE, Kind.TEXT]


def test_a_self_check_of_a_department_with_points_and_a_jump_in_one_bracket():
    read = read_pasted(
        """
        二、系统情况（共30分）
        4、现有政务信息系统（套）：A.0套；B.1-5套；C.10套以上
        5、是否全部接入平台？（单选，10分）
          A. 全部接入（10分）
          B. 均未接入（0分，请跳至第8题）
        6、主要通过以下哪种方式（可多选）：
          ①库表交换  ②文件交换  ③其他：________
        8、未接入的主要原因是（  ）。
        A.技术原因
        B.经费原因
        9、请给平台打分：1分 2分 3分 4分 5分
        """
    )
    assert [code for code, _ in kinds(read)] == ["Q4", "Q5", "Q6", "Q8", "Q9"]
    assert labels(read, "Q4") == ["0套", "1-5套", "10套以上"]
    points = [option.points for option in read.form.question_by_code["Q5"].options]
    assert points == [Decimal(10), Decimal(0)]
    assert read.form.question_by_code["Q6"].shown_if == when((Term("Q5", Operator.DIFFERS, "b"),))
    assert read.form.question_by_code["Q6"].kind is Kind.MULTIPLE
    assert read.form.question_by_code["Q8"].title == "未接入的主要原因是"
    assert (read.form.question_by_code["Q9"].kind, labels(read, "Q9")[-1]) == (Kind.SINGLE, "5分")


def test_a_question_of_several_gaps_and_a_list_without_marks():
    read = read_pasted(
        """
        需求调查
        Q1.期望的更新频率[下拉题]
        [选项]实时
        每日
        Q2.您的联系方式[多项填空题]*
        姓名：________
        电话：________
        Q3.满意程度[矩阵单选题]
                很好 一般
        目录 ○ ○
        接口 ○ ○
        """
    )
    titles = [question.title for question in read.form.questions]
    assert titles == ["期望的更新频率", "您的联系方式：姓名", "您的联系方式：电话", "满意程度"]
    needs = [question.need for question in read.form.questions]
    assert needs == [Need.OPTIONAL, Need.REQUIRED, Need.REQUIRED, Need.OPTIONAL]
    assert labels(read, "Q1") == ["实时", "每日"]
    assert [bool(question.limits.pattern) for question in read.form.questions] == [False, False, True, False]
    assert [row.label for row in read.form.questions[3].rows] == ["目录", "接口"]


def test_what_cannot_be_read_is_refused():
    with pytest.raises(Invalid, match="没有认出题目"):
        read_pasted("只是一段话。\n没有题。")
    with pytest.raises(Invalid, match="超过"):
        read_pasted("1.题\n" * LONGEST_TEXT)
    with pytest.raises(Invalid, match="第 2 行太长"):
        read_pasted("1.题\n" + "长" * 3000)


PIECES = st.sampled_from(
    [
        *"1234ABCab、.．:：（）()[]【】○□①②*_|\t \n？",
        "____",
        "单选题",
        "多选",
        "矩阵",
        "跳至第2题",
        "依赖于第1题第1个选项",
        "题",
        "是",
        "否",
        "分",
    ]
)


@given(st.lists(PIECES, max_size=60).map("".join))
def test_no_text_makes_it_stumble_and_codes_never_repeat(text):
    try:
        form = read_pasted(text).form
    except Invalid:
        return
    codes = [question.code for question in form.questions]
    assert len(set(codes)) == len(codes)
    for question in form.questions:
        options = [option.code for option in question.options]
        assert len(set(options)) == len(options)
        assert question.title
