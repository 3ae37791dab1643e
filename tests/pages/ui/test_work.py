"""The frame of a work screen: what is chosen stands in the address, rows come in pages, headers sort."""

from streamlit.testing.v1 import AppTest

from tests.pages.desk import SECONDS, sound, words


def lists() -> None:
    import streamlit as st

    from pages.ui import tables, work
    from pages.ui.work import Choice, Column, Text

    screen = work.Screen("things", "系统管理", "物品管理")
    columns = [
        Column("名称", lambda row: tables.plain(row), "name", fixed=True),
        Column("长度", lambda row: len(row)),
    ]
    screen.heading("共 **45** 件。")
    chosen = screen.query_row(Text("text", "名称"), Choice("kind", "类别", {"a": "甲类", "b": "乙类"}))
    found = [f"*物{n}*" for n in range(45) if chosen["text"] in f"物{n}"]
    left, right = work.toolbar()
    left.button("新增物品", key="new")
    with right:
        screen.choose_columns(columns)
    screen.table(
        found[screen.offset : screen.offset + 20], columns, verbs=lambda row: [screen.verb("改", "edit", 7)]
    )
    screen.paging(len(found))
    st.caption(screen.link(page=3))


def drawn(**address: str) -> AppTest:
    app = AppTest.from_function(lists, default_timeout=SECONDS)
    app.query_params = address
    return sound(app.run())


def test_rows_are_numbered_through_all_pages_and_carry_their_verbs():
    table = drawn(page="2").table[0].value
    assert list(table.columns) == [
        "序号",
        "[名称](/things?page=2&sort=name)".replace("page=2&", ""),
        "长度",
        "操作",
    ]
    assert list(table["序号"])[:2] == ["21", "22"]
    assert table.iloc[0, 1] == r"\*物20\*"
    assert table["操作"].iloc[0] == "[改](/things?page=2&do=edit&id=7)"


def test_filters_come_from_the_address_and_links_repeat_them():
    app = drawn(text="物4", kind="乙类")
    assert app.selectbox(key="kind").value == "b"
    assert "共 6 条" in words(app)
    assert app.caption[-1].value == "/things?text=%E7%89%A94&kind=%E4%B9%99%E7%B1%BB&page=3"


def test_a_reset_forgets_filters_page_and_sort():
    app = drawn(text="物4", sort="-name", below="3", keep="1")
    app.button(key="query.reset").click()
    sound(app.run())
    assert "共 45 条，每页 20 条" in words(app)
    assert app.caption[-1].value == "/things?keep=1&page=3"


def test_a_header_sorts_up_then_down_then_not():
    heads = [
        next(iter(drawn(**address).table[0].value.columns[1:]))
        for address in ({}, {"sort": "name"}, {"sort": "-name"})
    ]
    assert heads == ["[名称](/things?sort=name)", "[名称 ▲](/things?sort=-name)", "[名称 ▼](/things)"]


def test_columns_may_be_hidden_but_not_the_name():
    app = drawn()
    app.session_state["columns"] = []
    assert list(sound(app.run()).table[0].value.columns[[0, 2]]) == ["序号", "操作"]


def test_what_folds_remembers_that_it_was_turned():
    app = drawn()
    app.button(key="query.turn").click()
    assert sound(app.run()).session_state["query.turned"] is True


def test_nonsense_for_a_page_is_the_first_page():
    for page in ("0", "-3", "٣", "9" * 40, "x"):
        assert list(drawn(page=page).table[0].value["序号"])[:1] == ["1"]


def two_parts() -> None:
    import streamlit as st

    from pages.ui import work
    from pages.ui.work import Choice, Column

    columns = {part: [Column(part, len), Column("长度", len)] for part in ("甲", "乙")}
    screen = work.Screen("things", "系统管理", "物品管理")
    part = st.query_params.get("part", "甲")
    st.button("另一部分", key="turn", on_click=work.turn_to, args=("乙", "opened"))
    screen.query_row(Choice("order", "排序", {"newest": "新的在前"}, every="按名称"))
    screen.choose_columns(columns[part], key=f"columns_{part}")
    screen.table(["物"], columns[part])
    st.caption(screen.link())


def test_another_part_of_an_address_begins_with_its_own_page_order_and_columns():
    app = AppTest.from_function(two_parts, default_timeout=SECONDS)
    app.query_params = {"keep": "1", "page": "2", "sort": "name", "opened": "7"}
    sound(app.run())
    assert app.selectbox(key="order").options == ["按名称", "新的在前"]
    app.session_state["columns_甲"] = []
    assert list(sound(app.run()).table[0].value.columns) == ["序号"]
    app.button(key="turn").click()
    sound(app.run())
    assert list(app.table[0].value.columns) == ["序号", "乙", "长度"]
    assert app.caption[-1].value == "/things?keep=1&part=%E4%B9%99"
