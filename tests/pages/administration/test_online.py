"""Who is signed in, and ending somebody's session."""

from core.access.models import SignInSession
from core.store.session import reading
from tests.pages.desk import links, words


def test_an_administrator_ends_a_session_and_sees_it_gone(bare_desk):
    other, mine = bare_desk("郑市长"), bare_desk("王立新")
    app = mine.open("administration/online.py")
    assert "当前 2 个会话在线。" in words(app)
    app.selectbox(key="online.chosen").set_value(other.session_id)
    mine.run()
    next(each for each in app.button if each.label == "强制“郑市长”下线").click()
    assert mine.run().success[0].value.startswith("已强制“郑市长”下线")
    assert "当前 1 个会话在线。" in words(app)
    with reading() as session:
        assert session.get_one(SignInSession, other.session_id).end_reason == "被强制下线"


def test_the_own_session_is_not_offered(bare_desk):
    mine = bare_desk("王立新")
    app = mine.open("administration/online.py")
    assert app.selectbox(key="online.chosen").options == []
    assert len(app.table[0].value) == 1
    assert app.table[0].value["账号"].iloc[0].endswith("（您本次登录）")


def test_an_auditor_looks_only(bare_desk):
    app = bare_desk("何审计").open("administration/online.py")
    assert app.table[0].value["登录地址"].iloc[0].replace("\\", "") == "10.1.2.3"
    assert not app.selectbox
    assert {each.label for each in app.button} == {"查询条件", "查询", "重置"}
    assert links(app) == {"导出": "/api/lists/online.xlsx"}


def test_who_is_looked_for_is_found_and_offered(bare_desk):
    other = bare_desk("郑市长")
    app = bare_desk("王立新").open("administration/online.py", text="郑市长")
    assert app.table[0].value["姓名"].tolist() == ["郑市长"]
    assert "当前 2 个会话在线。" in words(app)
    assert len(app.selectbox(key="online.chosen").options) == 1
    assert other.app.user["session_id"] == str(other.session_id)
    app = bare_desk("王立新").open("administration/online.py", text="没有这个人")
    assert "没有符合条件的记录" in words(app)
