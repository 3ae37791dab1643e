"""The words of XLSForm in their many spellings."""

import pytest

from core.questionnaires.form import Kind
from core.questionnaires.xlsform_layout import Typed, column_of, is_chinese, is_name, typed


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("select_one  Towns", Typed("select_one", "Towns")),
        ("select one from towns or_other", Typed("select_one", "towns", True)),
        ("Select_Multiple t or other", Typed("select_multiple", "t", True)),
        ("select_one", Typed("select_one")),
        ("select_one_external t", Typed("external")),
        ("select_multiple_from_file t.csv", Typed("external")),
        ("begin_group", Typed("begin", of="group")),
        ("end lgroup", Typed("end", of="repeat")),
        ("begin_kobomatrix", Typed("begin", of="kobomatrix")),
        ("deviceid", Typed("meta")),
        ("calculate", Typed("hidden")),
        ("dateTime", Typed("datetime")),
        ("photo", Typed("file")),
        ("rank t", Typed("rank", "t")),
        ("textt", None),
        ("begin_party", None),
    ],
)
def test_a_type_is_known_in_every_spelling(text, word):
    assert typed(text) == word


def test_a_type_becomes_the_nearest_kind():
    assert (Typed("range").kind, Typed("barcode").kind) == (Kind.NUMBER, Kind.TEXT)


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("label::中文(zh)", ("label", "中文(zh)")),
        ("Label : English", ("label", "English")),
        ("media::image::English (en)", ("image", "English (en)")),
        ("bind::relevant", ("relevant", "")),
        ("jr:count", ("repeat_count", "")),
        ("Constraint Message", ("constraint_message", "")),
        ("kobo--matrix_list", ("kobo--matrix_list", "")),
        ("relevance", ("relevant", "")),
    ],
)
def test_a_heading_names_a_column_and_perhaps_a_language(header, column):
    assert column_of(header, "survey") == column


def test_chinese_is_known_by_its_names_and_names_by_their_letters():
    assert [is_chinese(name) for name in ("Chinese (zh)", "简体中文", "zh-CN", "English (en)")] == [
        True,
        True,
        True,
        False,
    ]
    assert [is_name(name) for name in ("Q1", "_1", "目录.a-b", "1a", "a b", "")] == [
        True,
        True,
        True,
        False,
        False,
        False,
    ]
