"""Units are looked up in the tree."""

from tests.pages.desk import words


def test_the_tree_is_counted_by_kind_and_comes_in_pages(bare_desk):
    app = bare_desk("赵敏").open("administration/organisations.py")
    assert "市级部门 42 个" in words(app)
    assert "县市区 13 个" in words(app)
    assert len(app.table[0].value) == 20


def test_a_match_is_shown_with_what_stands_above_it(bare_desk):
    mine = bare_desk("赵敏")
    app = mine.open("administration/organisations.py")
    app.text_input(key="organisations.text").set_value("m05-01")
    table = mine.run().table[0].value
    assert [code.replace("\\", "") for code in table["代码"]] == ["M05", "M05-01"]
    assert list(table["参评"]) == ["是", "否"]


def test_a_kind_narrows_and_nothing_found_is_said(bare_desk):
    mine = bare_desk("赵敏")
    app = mine.open("administration/organisations.py")
    app.selectbox(key="organisations.kind").set_value("县市区")
    assert "M05" not in words(mine.run())
    app.text_input(key="organisations.text").set_value("没有这样的")
    mine.run()
    assert app.info[0].value == "没有名称或代码含“没有这样的”的机构。"
