"""Lines are gathered under their questions."""

from core.questionnaires.pasted_blocks import gathered
from core.questionnaires.pasted_lines import lines_of


def test_options_tables_and_words_go_to_the_question_above():
    found = gathered(
        lines_of("卷首\n前言\n一、节\n节说明\n1.题？\nA.甲\nB.乙\n注：只选一项\n2.表\n甲\t乙\t丙\n谢谢")
    )
    assert (found.title, found.words) == ("卷首", ["前言"])
    (heading,) = found.headings
    assert (heading.title, heading.words) == ("节", ["节说明"])
    one, two = heading.blocks
    assert (one.options, one.words) == ([("A", "甲"), ("B", "乙")], ["注：只选一项"])
    assert two.table == ["甲\t乙\t丙"]
    assert [line.text for line in found.lost] == ["谢谢"]


def test_a_numbered_line_in_another_style_may_be_an_option_or_a_question():
    options = gathered(lines_of("1.以下哪种\n（1）甲\n（2）乙")).headings[0].blocks
    assert [words for _, words in options[0].options] == ["甲", "乙"]
    questions = gathered(lines_of("1.人员\n（1）人数____\n（2）职务____")).headings[0].blocks
    assert len(questions) == 3


def test_marks_on_a_line_of_their_own_belong_to_the_question():
    (block,) = gathered(lines_of("1.题\n[多选题]\n□甲\n□乙")).headings[0].blocks
    assert block.marks.kind == "multiple"
    assert len(block.options) == 2
