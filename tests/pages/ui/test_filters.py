"""What is chosen stands in the address, and an address of nonsense is met with the default."""

from tests.pages.desk import words


def test_the_newest_edition_and_the_first_board_are_shown_and_named_in_the_address(desk):
    app = desk("郑市长").open("results/board.py")
    assert app.query_params["edition"] == "1"
    assert app.query_params["board"] == "department"
    assert app.selectbox[0].label == "结果版次"
    assert app.selectbox[0].options == ["德州市2020年度初评结果（初评版）"]


def test_an_address_opens_its_board_again(desk):
    app = desk("郑市长").open("results/board.py", edition=1, board="county")
    assert app.query_params["board"] == "county"
    assert "13 个县市区平均" in words(app)


def test_nonsense_in_the_address_shows_the_default(desk):
    app = desk("郑市长").open("results/board.py", edition="99999; drop", board="<b>")
    assert app.query_params["edition"] == "1"
    assert "42 个市级部门平均" in words(app)


def test_who_reaches_one_board_is_not_asked_which(desk):
    app = desk("陈填报").open("results/board.py", board="county")
    assert not app.get("button_group")
    assert words(app).startswith("市级部门：德州市教育和体育局 ")
    assert "县市区" not in words(app)


def test_before_the_first_edition_the_next_step_is_named(bare_desk):
    app = bare_desk("郑市长").open("results/board.py")
    assert app.info[0].value.startswith("还没有结果版次。")
    assert "下一步：由主管部门或项目经理" in app.info[0].value
