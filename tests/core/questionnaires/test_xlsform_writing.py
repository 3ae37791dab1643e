"""Whatever questionnaire is written as an XLSForm is read back the same, and other tools can open it."""

from io import BytesIO

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from pyxform.xls2xform import convert

from core.questionnaires.form import Form, Kind, Question, Section
from core.questionnaires.xlsform_reading import form_of, read_xlsform
from core.questionnaires.xlsform_sheets import Findings, book_of
from core.questionnaires.xlsform_writing import write_xlsform
from core.sheets.model import Sheet
from core.sheets.parsing import parsed
from core.sheets.reading import read_workbook
from core.sheets.transport import sheets_of
from tests.core.questionnaires.made_forms import forms


def read(data: bytes) -> tuple[Form | None, Findings]:
    """As `read_xlsform`, without a child process for each of hundreds."""
    found = Findings()
    book = book_of(sheets_of(parsed(data, "xlsx", "x")), found)
    assert book is not None
    return form_of(book, "x", found), found


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(forms())
def test_any_form_is_read_back_the_same_and_written_again_the_same(form: Form):
    assume(form.questions)
    data = write_xlsform(form)
    back, found = read(data)
    assert found.problems == []
    assert back == form
    assert write_xlsform(back) == data


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(forms())
def test_odks_converter_opens_any_form(form: Form):
    # In words ${ begins a reference there.
    assume(form.questions and "${" not in str(form))
    assert convert(BytesIO(write_xlsform(form)), validate=False).xform


def test_columns_of_our_own_stand_only_where_they_are_needed():
    plain = Form("卷", (Section("S", "节", (Question("Q1", "题", Kind.TEXT),)),))
    survey, choices, titles = read_workbook(write_xlsform(plain), "x.xlsx")
    assert not [cell for cell in survey.row(1) if str(cell).startswith("shuping_")]
    assert survey.row(3)[:3] == ("text", "Q1", "题")
    assert choices.height == 1
    assert titles.row(2)[0] == "卷"


def test_a_text_that_looks_like_a_formula_stays_a_text():
    evil = Form("=1+1", (Section("S", "@节", (Question("Q1", "=HYPERLINK(1)", Kind.TEXT),)),))
    data = write_xlsform(evil)
    assert read_xlsform(data, "x.xlsx").form == evil
    assert load_workbook(BytesIO(data))["survey"]["C3"].data_type == "s"


TYPES = st.sampled_from(
    [
        *(
            "text",
            "integer",
            "decimal",
            "date",
            "note",
            "select_one l",
            "select_multiple l or_other",
            "rank l",
        ),
        *("begin_group", "end_group", "begin_repeat", "end_repeat", "begin_kobomatrix", "end_kobomatrix"),
        *(
            "begin_score",
            "score__row",
            "end_score",
            "range",
            "calculate",
            "today",
            "file",
            "time",
            "",
            "what",
        ),
    ]
)
NAMES = st.sampled_from(["a", "b", "c", "a", "", "d e", "甲"])
EXPRESSIONS = st.lists(
    st.sampled_from(
        [
            *(
                "${a}",
                "${b}",
                "${甲}",
                "${nobody}",
                ".",
                "=",
                "!=",
                ">",
                "<=",
                "and",
                "or",
                "not(",
                "(",
                ")",
                "''",
            ),
            *(
                "'x'",
                "3",
                "selected(",
                ",",
                "count-selected(.)",
                "string-length(.)",
                "regex(., '(a')",
                "date('2020-01-01')",
            ),
        ]
    ),
    max_size=6,
).map(" ".join)
ROW = st.tuples(
    TYPES,
    NAMES,
    st.sampled_from(["", "题", "题 ${a}"]),
    EXPRESSIONS,
    EXPRESSIONS,
    st.sampled_from(["", "yes", "${a} = 1", "no"]),
    st.sampled_from(["", "table-list", "label", "list-nolabel", "multiline"]),
    st.sampled_from(["", "l", "m"]),
    st.sampled_from(["", "matrix", "row", "reason", "odd"]),
    st.sampled_from(["", "3", "-1", "${a}"]),
)
HEADER = (
    *("type", "name", "label", "relevant", "constraint", "required", "appearance", "kobo--matrix_list"),
    *("shuping_role", "repeat_count"),
)


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(ROW, min_size=1, max_size=14))
def test_whatever_stands_in_a_survey_is_read_or_refused_with_its_place(survey):
    found = Findings()
    choices = [("list_name", "name", "label"), ("l", "x", "项"), ("l", "y", "目")]
    book = book_of([Sheet("survey", [HEADER, *survey]), Sheet("choices", choices)], found)
    form = form_of(book, "x", found)
    if form is None or found.problems:
        assert found.problems
        assert all(problem.rule and problem.remedy for problem in found.problems)
        return
    back, again = read(write_xlsform(form))
    assert (back, again.problems) == (form, [])
