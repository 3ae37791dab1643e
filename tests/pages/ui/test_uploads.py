"""A chosen file keeps its key until it was taken in; then the chooser is empty."""

from streamlit.testing.v1 import AppTest

from core.evidence.service import XLSX
from tests.pages.desk import SECONDS, sound


def chooses() -> None:
    import streamlit as st

    from pages.ui import uploads

    upload = uploads.choose("工作簿", key="t")
    if upload:
        st.markdown(f"{upload.content.name} {upload.content.media_type} {len(upload.content.data)}")
        st.caption(upload.client_key)
    if st.button("收下"):
        uploads.forget("t")
        st.rerun()


def test_a_repeated_run_has_the_same_key_and_another_choice_another():
    app = sound(AppTest.from_function(chooses, default_timeout=SECONDS).run())
    assert not app.markdown
    app.file_uploader[0].upload("值.xlsx", b"abc", XLSX)
    sound(app.run())
    assert app.markdown[0].value == f"值.xlsx {XLSX} 3"
    key = app.caption[0].value
    assert sound(app.run()).caption[0].value == key
    app.button[0].click()
    sound(app.run())
    assert not app.markdown
    app.file_uploader[0].upload("值.xlsx", b"abc", XLSX)
    assert sound(app.run()).caption[0].value != key


def test_the_limit_is_named_beside_the_chooser():
    app = sound(AppTest.from_function(chooses, default_timeout=SECONDS).run())
    assert "不超过 20 MB" in app.file_uploader[0].help
