"""Evidence on a screen: choosing many files at once, the list of what is kept, and its pages in a drawer.

The screen brings its files and, where they are read under an authorisation of its own, its own `Doors`.
"""

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import streamlit as st

from core.clock import to_minute
from core.errors import Invalid, Problem
from core.evidence.kinds import EXTENSIONS, in_words, recognised
from core.evidence.preview import Pages, pages_of
from core.evidence.queries import HeldFile
from core.evidence.service import HandedFile
from pages.ui import feedback, links, tables, uploads, verbs
from pages.ui.guard import Viewer

PREVIEW: Final = "preview"
MOST_AT_ONCE: Final = 50
# What Markdown would make a link of by itself: a file's name must not lead anywhere.
_LINKED: Final = re.compile(r"(?i)(?<=www)(?=\.)|(?=@)")
_COUNTED, _PAGE = "evidence.pages", "evidence.page"


@dataclass(frozen=True, slots=True)
class Chosen:
    """One sound file somebody chose; `client_key` stays the same for the same file in the same chooser."""

    file: HandedFile
    client_key: str


@dataclass(frozen=True, slots=True)
class Doors:
    """Where files are read: how many pages, the file's address and a page's; each decides by itself who may."""

    pages: Callable[..., Any] = pages_of
    file: Callable[[int], str] = links.evidence
    page: Callable[[int, int], str] = links.evidence


def choose(label: str, *, key: str, note: str = "") -> list[Chosen]:
    """Let somebody choose many files; what cannot be taken is told file by file, the others are returned.

    Call `uploads.forget(key)` once they were taken in.
    """
    turn = f"{key}.{st.session_state.get(uploads.GENERATION + key, 0)}"
    given = st.file_uploader(
        label,
        type=list(EXTENSIONS),
        accept_multiple_files=True,
        key=turn,
        help=f"{in_words()}，可一次选多个{f'；{note}' if note else ''}",
    )
    sound, problems = sorted_out([(each.name, each.getvalue()) for each in given])
    if problems:
        heading = f"{len(problems)} 个文件没有收下" + (f"，其余 {len(sound)} 个可以提交。" if sound else "。")
        feedback.refuse(Invalid(heading.rstrip("。"), problems=problems))
    return [Chosen(file, hashlib.sha256(turn.encode() + file.data).hexdigest()) for file in sound]


def choose_one(label: str, *, key: str, note: str = "") -> Chosen | None:
    """The same for the one file a form has room for; of several the last one counts."""
    chosen = choose(label, key=key, note=note)
    if len(chosen) > 1:
        st.caption(f"这里只交一个文件，以“{named(chosen[-1].file)}”为准。")
    return chosen[-1] if chosen else None


def sorted_out(given: Sequence[tuple[str, bytes]]) -> tuple[list[HandedFile], list[Problem]]:
    """The files that would be taken, each content once, and what is wrong with the others."""
    sound: dict[bytes, HandedFile] = {}
    problems: list[Problem] = []
    for name, data in given[:MOST_AT_ONCE]:
        try:
            recognised(name, data)
        except Invalid as error:
            problems += error.problems
        else:
            sound.setdefault(data, HandedFile(name, data))
    if len(given) > MOST_AT_ONCE:
        rule = f"一次最多 {MOST_AT_ONCE} 个文件"
        problems.append(Problem(rule, f"选了 {len(given)} 个", "请先提交这一批，再选其余的"))
    return list(sound.values()), problems


def listing(files: Sequence[HeldFile], here: str, *, doors: Doors | None = None, empty: str = "") -> None:
    """The list of kept files; `here` is the address of the screen, which 预览 opens again with the drawer."""
    rows = [
        {
            "文件": named(file),
            "大小": file.size_in_words,
            "上传人": tables.plain(file.by),
            "时间": to_minute(file.at),
            "校验值": file.sha256[:12],
            "操作": _acts(file, here, doors or Doors()),
        }
        for file in files
    ]
    tables.show(rows, empty=empty or "还没有佐证文件。")


def cell(file: HeldFile, here: str, *, doors: Doors | None = None) -> str:
    """The same file in a cell of another table."""
    return f"{named(file)}（{file.size_in_words}）　{_acts(file, here, doors or Doors())}"


def named(file: HeldFile | HandedFile) -> str:
    """A file's name in a sentence or a cell, with nothing in it taken as markup or as an address."""
    return _LINKED.sub("\u2060", tables.plain(file.name))


def _acts(file: HeldFile, here: str, doors: Doors) -> str:
    acts = [tables.link("下载", doors.file(file.id))]
    if file.has_pages:
        joint = "&" if "?" in here else "?"
        acts.append(tables.link("预览", f"{here}{joint}do={PREVIEW}&id={file.id}"))
    return "　".join(acts)


def opened(viewer: Viewer, files: Sequence[HeldFile], *, doors: Doors | None = None) -> None:
    """The drawer with the pages of the file the address names, if it is one of these."""
    do, number = verbs.asked()
    file = next((each for each in files if each.id == number), None)
    if do == PREVIEW and file is not None:
        verbs.drawer(named(file), lambda: _pages(viewer, file, doors or Doors()))


def _pages(viewer: Viewer, file: HeldFile, doors: Doors) -> None:
    held = st.session_state.get(_COUNTED)
    if held is None or held[0] != file.id:
        # Counting starts a process; turning pages asks only for pictures, and each is authorised again.
        found = feedback.ask(viewer, doors.pages, file_id=file.id)
        held = st.session_state[_COUNTED] = (file.id, found)
        st.session_state[_PAGE] = 1
    pages: Pages = held[1]
    st.link_button("下载原文件", doors.file(file.id), icon=":material/download:")
    if pages.why:
        st.info(pages.why)
    if not pages.count:
        return
    number = min(st.session_state.get(_PAGE, 1), pages.count)
    if pages.count > 1:
        _turning(number, pages.count)
    st.markdown(f"![第 {number} 页；画不出来的，请下载查看]({doors.page(file.id, number)})")
    st.caption(
        f"{file.size_in_words}，{tables.plain(file.by)} {to_minute(file.at)} 上传，SHA-256 {file.sha256[:16]}…"
    )


def _turning(number: int, count: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="evidence-turning"):
        st.button("上一页", disabled=number <= 1, on_click=_turn, args=(number - 1,), key="evidence.before")
        st.markdown(f"第 {number} 页，共 {count} 页", width="content")
        st.button(
            "下一页", disabled=number >= count, on_click=_turn, args=(number + 1,), key="evidence.after"
        )


def _turn(number: int) -> None:
    st.session_state[_PAGE] = number
