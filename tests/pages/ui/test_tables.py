"""Tables show what people wrote as they wrote it."""

from streamlit.testing.v1 import AppTest

from pages.ui import tables
from tests.pages.desk import SECONDS, sound


def shows() -> None:
    import streamlit as st

    from pages.ui import tables

    rows = [{"名": tables.plain(f"**行{n}**"), "看": tables.link("开", f"/x?n={n}")} for n in range(45)]
    first = tables.offset("p")
    tables.show(rows[first : first + tables.PAGE_ROWS])
    tables.paging(len(rows), key="p")
    tables.show([], empty="没有了。")
    st.caption("完")


def test_markup_in_peoples_words_stays_words():
    assert tables.plain("a*b_c[d](e)<f>$g$") == r"a\*b\_c\[d\]\(e\)\<f\>\$g\$"
    assert tables.plain("两\n行") == "两 行"
    assert tables.link("市[教]", "/unit?x=1") == r"[市\[教\]](/unit?x=1)"


def lacks() -> None:
    from pages.ui import tables

    tables.show([{"名": "甲"}, {"名": "乙", "操作": "填报"}])


def test_a_cell_a_row_does_not_have_is_a_dash():
    table = sound(AppTest.from_function(lacks, default_timeout=SECONDS).run()).table[0].value
    assert table["操作"].tolist() == ["—", "填报"]


def test_long_tables_come_in_pages_and_empty_ones_as_a_sentence():
    app = sound(AppTest.from_function(shows, default_timeout=SECONDS).run())
    assert len(app.table[0].value) == 20
    assert app.table[0].value["名"].iloc[0] == r"\*\*行0\*\*"
    assert app.caption[0].value == "共 45 条，每页 20 条"
    assert app.info[0].value == "没有了。"
    app.session_state["p"] = 3
    sound(app.run())
    assert len(app.table[0].value) == 5
    assert app.table[0].value["看"].iloc[-1] == "[开](/x?n=44)"
