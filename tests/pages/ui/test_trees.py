"""The tree at the left: the branch chosen is open, a search opens what it finds."""

from streamlit.testing.v1 import AppTest

from tests.pages.desk import SECONDS, sound


def chooses() -> None:
    import streamlit as st

    from core.organisations.queries import Node, Unit
    from core.organisations.rules import OrganisationKind
    from pages.ui import trees, work

    def node(number: int, name: str, *below: Node, active: bool = True) -> Node:
        kind = OrganisationKind.DEPARTMENT
        facts = (number, f"C{number}", name, name, kind, None, "", False, "", 1, active, False, 1)
        return Node(Unit(*facts), below)

    branch = node(2, "教体局", node(3, "基教科"), node(4, "职教科", active=False))
    roots = (node(1, "德州市", branch, node(5, "公安局")),)
    found = trees.choose(work.Screen("x", "系统管理", "机构"), roots, counts={3: 2, 5: 1})
    st.caption(f"选中 {found}")


def drawn(text: str = "", **address: str) -> tuple[str, str]:
    app = AppTest.from_function(chooses, default_timeout=SECONDS)
    app.query_params = address
    sound(app.run())
    if text:
        app.text_input(key="tree.text").set_value(text)
        sound(app.run())
    return app.markdown[0].value, app.caption[-1].value


def test_closed_branches_show_their_count_and_no_children():
    tree, chosen = drawn()
    assert "▸ 教体局](/x?below=2) 2" in tree
    assert "基教科" not in tree
    assert chosen == "选中 None"


def test_the_chosen_branch_is_open_and_choosing_it_again_goes_up():
    tree, chosen = drawn(below="2")
    assert "**[▾ 教体局](/x)**" in tree
    assert "职教科](/x?below=4)（停用）" in tree
    assert chosen == "选中 2"


def test_a_search_opens_what_it_finds_with_what_stands_above():
    tree, _ = drawn("基教")
    assert [name in tree for name in ("德州市", "教体局", "基教科", "职教科", "公安局")] == [
        True,
        True,
        True,
        False,
        False,
    ]


def test_a_branch_that_is_not_there_chooses_nothing():
    assert drawn(below="99")[1] == drawn(below="x")[1] == "选中 None"
    assert drawn("没有")[0] == "没有匹配的机构。"
