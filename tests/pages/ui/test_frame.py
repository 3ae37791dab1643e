"""Every screen says who is signed in, where it is, and which edition its numbers come from."""

from tests.pages.desk import words


def test_the_side_names_the_person_the_unit_and_the_way_out(desk):
    app = desk("陈填报").app
    side = "\n".join(each.value for each in [*app.sidebar.markdown, *app.sidebar.caption])
    assert "陈填报" in side
    assert "部门填报员" in side
    assert "教育" in side
    assert "[退出登录](/signout)" in side
    assert "[修改口令](/password)" in side
    assert "[深色](#theme)" in side


def test_a_screen_with_numbers_names_the_edition_the_hash_and_who_froze_it(desk):
    app = desk("陈填报").open("results/board.py")
    foot = app.main.caption[-1].value
    assert foot.startswith("数据来源：德州市2020年度初评结果（初评版，校验码 ")
    assert foot.endswith("冻结人 赵敏。")


def test_a_sentence_carried_over_a_rerun_is_said_once(desk):
    mine = desk("郑市长")
    mine.app.session_state["frame.carried"] = "已保存。"
    app = mine.open("results/board.py")
    assert app.success[0].value == "已保存。"
    assert "已保存。" not in words(mine.run())
