"""The dialogs that change accounts, one for each verb."""

from collections.abc import Callable, Sequence

import streamlit as st

from core import clock
from core.access.service import set_active
from core.administration import people_import
from core.administration.leaving import hand_over, sign_slip
from core.administration.people import delete_person, edit_person
from core.administration.people_checks import LONGEST_NAME, PersonFacts
from core.administration.people_queries import (
    PersonCard,
    PersonFilter,
    person_card,
    person_rows,
    role_choices,
)
from core.administration.slips import create_account, reset_account
from core.organisations.queries import Node
from pages.administration._people import slips
from pages.ui import feedback, imports, links, tables, trees, verbs
from pages.ui.guard import Viewer

Roots = Sequence[Node]
MOST = 2000


def _facts(viewer: Viewer, roots: Roots, key: str, held: PersonFacts) -> PersonFacts:
    """The fields of an account; what it has now is proposed."""
    left, right = st.columns(2)
    name = left.text_input("姓名", held.name, key=f"person.name.{key}", max_chars=LONGEST_NAME)
    phone = right.text_input("电话", held.phone, key=f"person.phone.{key}", max_chars=20)
    units = {node.unit.id: node.unit for node in trees.every(roots) if node.unit.is_active}
    unit = st.selectbox(
        "单位（外聘专家可不选）",
        list(units),
        index=list(units).index(held.organisation_id) if held.organisation_id in units else None,
        placeholder="请选择，可输入名称查找",
        format_func=lambda identity: f"{units[identity].name}（{units[identity].code}）",
        key=f"person.unit.{key}",
    )
    names = feedback.ask(viewer, role_choices)
    roles = st.multiselect(
        "角色",
        list(names),
        default=[code for code in held.roles if code in names],
        format_func=lambda code: names[code],
        placeholder="请选择",
        select_all=False,
        key=f"person.roles.{key}",
    )
    return PersonFacts(name, unit, tuple(roles), phone)


def _complete(facts: PersonFacts) -> bool:
    return bool(facts.name.strip() and facts.roles)


def _add(viewer: Viewer, roots: Roots, number: int | None) -> None:
    def body() -> None:
        login = st.text_input(
            "账号（建立后不能改）", key="person.login", max_chars=32, placeholder="例如姓名全拼 zhangsan"
        )
        facts = _facts(viewer, roots, "new", PersonFacts("", number, ()))
        verbs.submit(
            viewer,
            "建立账号",
            create_account,
            run=feedback.errand,
            login=login,
            facts=facts,
            ready=bool(login.strip()) and _complete(facts),
            done=lambda token: _slip(token, f"已建立账号“{login.strip().lower()}”。"),
        )

    verbs.dialog("新增用户", body)


def _slip(token: str, sentence: str) -> str:
    if token:
        slips.wait(token)
    return sentence


def _edit(viewer: Viewer, roots: Roots, card: PersonCard) -> None:
    row = card.row
    st.caption(f"账号 {tables.plain(row.login)}；角色变动后，对方的下一次操作即生效。")
    held = PersonFacts(row.name, row.organisation_id, row.role_codes, row.phone)
    facts = _facts(viewer, roots, f"{row.id}.{row.version}", held)
    verbs.submit(
        viewer,
        "保存修改",
        edit_person,
        person_id=row.id,
        facts=facts,
        version=row.version,
        ready=_complete(facts),
        done=f"已修改用户“{row.name}”。",
    )


def _reset(viewer: Viewer, _roots: Roots, card: PersonCard) -> None:
    row = card.row
    st.markdown(f"重置“{tables.plain(row.name)}”的口令并解锁？原口令立即失效，已登录的会话全部退出。")
    verbs.submit(
        viewer,
        "重置口令并解锁",
        reset_account,
        run=feedback.errand,
        login=row.login,
        done=lambda token: _slip(token, f"已重置“{row.name}”的口令。"),
    )


def _switch(viewer: Viewer, card: PersonCard, *, active: bool) -> None:
    row, said = card.row, "启用" if active else "停用"
    consequence = "可以重新登录" if active else "立即退出登录，历史记录保留"
    st.markdown(f"{said}账号“{tables.plain(row.login)}”（{tables.plain(row.name)}），{consequence}。")
    verbs.submit(
        viewer,
        f"{said}账号",
        set_active,
        person_id=row.id,
        active=active,
        version=row.version,
        done=f"已{said}账号“{row.login}”。",
    )


def _leave(viewer: Viewer, _roots: Roots, card: PersonCard) -> None:
    row = card.row
    st.caption(f"接任人接过“{tables.plain(row.roles or '—')}”，“{tables.plain(row.name)}”的账号随即停用。")
    rows, _ = feedback.ask(viewer, person_rows, wanted=PersonFilter(state="active"), limit=MOST)
    others = {each.id: each for each in rows if each.id != row.id}
    successor = st.selectbox(
        "接任人",
        list(others),
        index=None,
        placeholder="请选择；没有账号的请先新增用户",
        format_func=lambda key: f"{others[key].name}（{others[key].organisation}，{others[key].login}）",
        key="person.successor",
    )
    reason = st.text_input(
        "理由", key="person.reason", max_chars=200, placeholder="例如：工作调动，德组干〔2020〕8号"
    )
    name = others[successor].name if successor else ""
    verbs.submit(
        viewer,
        "办理离岗交接",
        hand_over,
        person_id=row.id,
        successor_id=successor,
        reason=reason,
        version=row.version,
        ready=successor is not None and bool(reason.strip()),
        done=f"“{row.name}”已离岗，由“{name}”接任。",
    )


def _sign(viewer: Viewer, _roots: Roots, card: PersonCard) -> None:
    slip = next((each for each in card.slips if each.signed_on is None), None)
    if slip is None:
        st.info("没有未签收的发放单。")
        return
    st.caption(f"{clock.to_minute(slip.issued_at)} {slip.occasion}账号时的发放单。")
    left, right = st.columns(2)
    by = left.text_input("签收人", card.row.name, key=f"person.signed.{slip.id}", max_chars=30)
    on = right.date_input("签收日期", clock.today(), key=f"person.signed.on.{slip.id}", format="YYYY-MM-DD")
    verbs.submit(
        viewer,
        "登记签收",
        sign_slip,
        slip_id=slip.id,
        signed_on=on,
        signed_by=by,
        version=slip.version,
        ready=bool(by.strip()),
        done=f"已登记“{card.row.name}”的账号签收。",
    )


def _delete(viewer: Viewer, _roots: Roots, card: PersonCard) -> None:
    row = card.row
    st.markdown(f"删除账号“{tables.plain(row.login)}”？只有从未登录、没有任何操作记录的账号才能删除。")
    verbs.submit(
        viewer,
        "删除账号",
        delete_person,
        person_id=row.id,
        version=row.version,
        done=f"已删除账号“{row.login}”。",
    )


def _import(viewer: Viewer, _roots: Roots, _number: int | None) -> None:
    wanted = imports.Import(
        "用户",
        links.people_template(),
        people_import.read_lines,
        people_import.preview_people,
        people_import.import_people,
        lambda told: _slip(told[2], f"已导入用户：新增 {told[0]} 个，更新 {told[1]} 个。"),
        feedback.errand_or_raise,
    )
    verbs.dialog("导入用户", lambda: imports.show(viewer, wanted), wide=True)


Body = Callable[[Viewer, Roots, PersonCard], None]


def _of_one(title: str, body: Body) -> Callable[[Viewer, Roots, int | None], None]:
    """A dialog about one account, as it stood when it was opened."""

    def opened(viewer: Viewer, roots: Roots, number: int | None) -> None:
        card = verbs.as_opened(feedback.ask(viewer, person_card, person_id=number or 0))
        verbs.dialog(title, lambda: body(viewer, roots, card))

    return opened


FORMS: dict[str, Callable[[Viewer, Roots, int | None], None]] = {
    "add": _add,
    "import": _import,
    "edit": _of_one("修改用户", _edit),
    "reset": _of_one("重置口令", _reset),
    "stop": _of_one("停用用户", lambda viewer, _, card: _switch(viewer, card, active=False)),
    "resume": _of_one("启用用户", lambda viewer, _, card: _switch(viewer, card, active=True)),
    "leave": _of_one("离岗交接", _leave),
    "sign": _of_one("登记签收", _sign),
    "delete": _of_one("删除用户", _delete),
}
