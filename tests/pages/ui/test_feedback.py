"""One act, one service call: what came of it is said in Chinese and kept in the trail."""

from sqlmodel import select
from streamlit.testing.v1 import AppTest

from core.audit.models import AuditEntry
from core.store.session import reading
from tests.pages.desk import SECONDS, Desk, sound, words


def freezes() -> None:
    import streamlit as st

    from core.results.models import EditionKind
    from core.results.service import EditionDraft, freeze_edition
    from pages.ui import feedback, guard

    viewer = guard.viewer()
    draft = EditionDraft(st.query_params["code"], "标题", "2020年度", EditionKind.INITIAL)
    done, found = feedback.act(viewer, freeze_edition, draft=draft, value_set_ids=[2])
    st.markdown(f"结果：{done} {found}")


def breaks_off() -> None:
    import streamlit as st

    from core.dictionaries import service
    from core.errors import Conflict
    from pages.ui import feedback, guard

    def verb(*, session, actor):
        service.load_reference(session=session, actor=actor)
        raise Conflict("他人先改了", remedy="请刷新")

    done, _ = feedback.act(guard.viewer(), verb)
    st.markdown(f"结果：{done}")


def is_empty() -> None:
    from pages.ui import feedback

    feedback.empty("还没有数据。", "请先导入。")


def performed(script, person, **address) -> AppTest:
    app = AppTest.from_function(script, default_timeout=SECONDS)
    app.user = Desk(person).app.user
    app.query_params = address
    return sound(app.run())


def entries() -> list[AuditEntry]:
    with reading() as session:
        return list(session.exec(select(AuditEntry).order_by(AuditEntry.id)))


def test_what_was_done_is_done_and_gives_its_result(evaluated):
    app = performed(freezes, evaluated.people["赵敏"], code="新版次")
    assert "结果：True 2" in words(app)
    assert not app.error
    assert entries()[-1].object_name == "标题（初评版）"


def test_a_refusal_is_shown_in_chinese_and_kept_in_the_trail(evaluated):
    app = performed(freezes, evaluated.people["陈填报"], code="新版次")
    assert app.error[0].value.startswith("您没有“计算并冻结结果版次”的权限")
    assert "主管部门、项目经理" in app.error[0].value
    assert "结果：False None" in words(app)
    last = entries()[-1]
    assert (last.allowed, last.person_name, last.object_type) == (False, "陈填报", "refusal")
    assert "您没有“计算并冻结结果版次”的权限" in last.reason


def test_a_conflict_is_shown_and_is_no_refusal(evaluated):
    before = len(entries())
    app = performed(freezes, evaluated.people["赵敏"], code="2020-初评")
    assert "版次编号“2020-初评”已被使用" in app.error[0].value
    assert "结果：False None" in words(app)
    assert len(entries()) == before


def test_problems_are_listed_one_by_one_with_what_to_do(evaluated):
    app = performed(freezes, evaluated.people["赵敏"], code=" ")
    assert app.error[0].value == "结果版次未冻结"
    (row,) = app.table[0].value.to_dict("records")
    assert row == {"位置": "—", "规则": "“版次编号”不能为空", "现值": "—", "处理办法": "请填写后再冻结"}


def test_an_act_that_breaks_off_leaves_nothing_half_written(evaluated):
    before = len(entries())
    app = performed(breaks_off, evaluated.people["赵敏"])
    assert app.error[0].value == "他人先改了。处理办法：请刷新"
    assert "结果：False" in words(app)
    assert len(entries()) == before


def test_an_empty_screen_says_why_and_what_next(evaluated):
    app = performed(is_empty, evaluated.people["赵敏"])
    assert app.info[0].value == "还没有数据。\n\n下一步：请先导入。"
