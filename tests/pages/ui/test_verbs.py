"""Dialogs and drawers open from the address; a submit has one key until it is done."""

from streamlit.testing.v1 import AppTest

from tests.pages.desk import SECONDS, sound, words


def opens() -> None:
    import streamlit as st

    from pages.ui import verbs

    do, number = verbs.asked()
    st.caption(f"{do} {number}")
    st.button("新增", on_click=verbs.open_at, args=("add",), key="add")
    st.button("打开", on_click=verbs.open_at, args=("card", 7), key="open")
    st.button("收起", on_click=verbs.close, key="close")
    if do == "card":
        verbs.drawer("卡片", lambda: st.markdown(f"键 {verbs.client_key()}"))
    if do == "add":
        verbs.dialog("新增", lambda: st.markdown("新增的内容"))


def test_an_address_opens_and_closing_clears_it():
    app = AppTest.from_function(opens, default_timeout=SECONDS)
    app.query_params = {"do": "card", "id": "7", "text": "x"}
    sound(app.run())
    key = app.markdown[0].value
    assert app.caption[0].value == "card 7"
    assert sound(app.run()).markdown[0].value == key
    app.button(key="close").click()
    sound(app.run())
    assert not app.markdown
    assert "do" not in app.query_params
    app.button(key="open").click()
    assert sound(app.run()).markdown[0].value != key


def test_a_verb_of_the_toolbar_is_about_no_row():
    app = AppTest.from_function(opens, default_timeout=SECONDS)
    app.query_params = {"id": "3"}
    sound(app.run())
    app.button(key="add").click()
    assert "新增的内容" in words(sound(app.run()))
    assert "id" not in app.query_params


def test_a_number_nobody_has_is_no_number():
    app = AppTest.from_function(opens, default_timeout=SECONDS)
    for text in ("x", "٣", "1" * 12, "-1"):
        app.query_params = {"do": "card", "id": text}
        assert sound(app.run()).caption[0].value == "card None"
