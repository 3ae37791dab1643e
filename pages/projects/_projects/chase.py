"""Chasing: the text to copy, the picture for the work group, a notice to all; the phone book."""

from collections.abc import Callable

import streamlit as st

from core.notices.channels import LABELS, enabled
from core.notices.contacts import ContactDraft, ContactRow, contacts, drop_contact, put_contact
from core.notices.service import Given
from core.projects import contact_sheet
from core.projects.chasing import chase_missing
from core.projects.progress import RoundProgress
from core.projects.reminding import reminder
from core.settings import settings
from pages.ui import feedback, imports, links, tables, verbs
from pages.ui.guard import Viewer

Form = Callable[[Viewer, RoundProgress, int | None], None]


def _chase(viewer: Viewer, progress: RoundProgress, _number: int | None) -> None:
    def body() -> None:
        st.caption("点右上角的复制图标，粘贴到工作群。")
        st.code(reminder(progress), language=None, wrap_lines=True)
        with st.container(horizontal=True):
            picture, sheet = (links.missing_file(progress.row.id, kind) for kind in ("png", "xlsx"))
            st.link_button("未报名单图片", picture, icon=":material/image:")
            st.link_button("未报名单 Excel", sheet, icon=":material/download:")
        out = "、".join(LABELS[each] for each in enabled(settings()))
        st.caption(
            f"站内通知发给未报单位的全部用户；{f'同时通过{out}发给电话册中的联系人' if out else '短信、邮件通道未启用'}。"
        )
        verbs.submit(
            viewer,
            f"通知 {progress.total.missing} 个未报单位",
            chase_missing,
            round_id=progress.row.id,
            ready=bool(progress.missing),
            done=_told,
        )

    verbs.dialog(f"催报：{progress.row.name}", body, wide=True)


def _told(answer: Given) -> str:
    out = f"，待发短信、邮件 {answer.messages} 条" if answer.messages else ""
    return f"已向 {answer.people} 个用户发出催报通知{out}，并记入催办记录。"


def _phones(viewer: Viewer, progress: RoundProgress, _number: int | None) -> None:
    def body() -> None:
        book: dict[int, list[ContactRow]] = feedback.ask(viewer, contacts)
        names = {unit.organisation_id: unit.short_name for unit in progress.units}
        lines = [(names[key], each) for key in names for each in book.get(key, [])]
        address = links.round_progress(progress.project_id, progress.row.id, do="import-phones")
        with st.container(horizontal=True, vertical_alignment="center"):
            st.link_button("导出电话册", links.contacts_file(), icon=":material/download:")
            st.markdown(tables.link("从 Excel 批量导入", address))
        tables.show(
            [
                {
                    "单位": tables.plain(name),
                    "姓名": tables.plain(each.name),
                    "职务": tables.plain(each.position or "—"),
                    "电话": tables.plain(each.phone or "—"),
                    "邮箱": tables.plain(each.email or "—"),
                    "操作": tables.link(
                        "删除",
                        links.round_progress(
                            progress.project_id, progress.row.id, do="drop-phone", id=each.id
                        ),
                    ),
                }
                for name, each in lines
            ],
            empty="电话册还是空的。",
        )
        st.markdown("##### 登记或更新联系人")
        _enter(viewer, names)

    verbs.dialog("电话册", body, wide=True)


def _import(viewer: Viewer, _progress: RoundProgress, _number: int | None) -> None:
    wanted = imports.Import(
        "电话册",
        links.contacts_template(),
        contact_sheet.read_lines,
        contact_sheet.preview_contacts,
        contact_sheet.import_contacts,
        lambda counts: f"已导入电话册：新增 {counts[0]} 人，更新 {counts[1]} 人。",
    )
    verbs.dialog("导入电话册", lambda: imports.show(viewer, wanted), wide=True)


def _enter(viewer: Viewer, names: dict[int, str]) -> None:
    unit = st.selectbox("单位", list(names), format_func=lambda key: names[key], key="phone.unit")
    left, right = st.columns(2)
    name = left.text_input("姓名", key="phone.name", max_chars=20)
    position = right.text_input("职务", key="phone.position", max_chars=30)
    phone = left.text_input("电话", key="phone.phone", max_chars=30, placeholder="手机号或 0534-2600000")
    email = right.text_input("邮箱", key="phone.email", max_chars=60)
    draft = ContactDraft(unit or 0, name, position, phone, email)
    ready = bool(name.strip() and (phone.strip() or email.strip()))
    verbs.submit(
        viewer, "保存联系人", put_contact, draft=draft, ready=ready, done=f"已保存联系人“{name.strip()}”。"
    )


def _drop(viewer: Viewer, _progress: RoundProgress, number: int | None) -> None:
    book: dict[int, list[ContactRow]] = feedback.ask(viewer, contacts)
    held = next((each for rows in book.values() for each in rows if each.id == number), None)
    if held is None:
        return

    def body() -> None:
        st.markdown(f"从电话册删除“{tables.plain(held.label)}”？催办记录保留。")
        seen = verbs.as_opened(held)
        verbs.submit(
            viewer,
            "删除联系人",
            drop_contact,
            contact_id=seen.id,
            version=seen.version,
            done=f"已删除联系人“{held.name}”。",
        )

    verbs.dialog("删除联系人", body)


FORMS: dict[str, Form] = {
    "chase": _chase,
    "phones": _phones,
    "import-phones": _import,
    "drop-phone": _drop,
}
