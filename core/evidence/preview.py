"""Pages of a kept file as pictures, so that it can be read without opening what somebody handed in."""

import json
from dataclasses import dataclass
from typing import Any, Final

from sqlmodel import Session

from core.audit.actor import Actor
from core.confined.running import Broken, Lane, TooHeavy
from core.errors import Invalid, Problem
from core.evidence.kinds import EvidenceKind, Preview, recognised
from core.evidence.names import split
from core.evidence.service import FileContent, hand_out

PNG: Final = "image/png"
# Whoever wants to read more than so many pages reads the file itself.
MOST_PAGES: Final = 200
MOST_PICTURE_BYTES: Final = 16 * 1024 * 1024

# People who read evidence do not wait for those who import workbooks, nor the other way round.
_LANE: Final = Lane(2, wait_seconds=20.0)
_JOB: Final = "core.evidence.drawing"
_NO_PAGES: Final = {
    "ofd": "OFD 版式文件没有可靠的开源工具能画出页面，不能预览；请下载后用 OFD 阅读器打开，电子签章也在那里核验",
    "text": "文本文件不预览，请下载查看",
}


@dataclass(frozen=True, slots=True)
class Pages:
    """What can be shown of a file: how many pages, and in words why not more."""

    name: str
    count: int
    why: str = ""


def pages_of(*, session: Session, actor: Actor, file_id: int) -> Pages:
    """How many pages of a kept file can be shown to this actor, who may read the file itself.

    A file of which nothing can be drawn has 0 pages and the sentence that says why and what to do.
    Raises `NotAllowed` and `NotFound` as `hand_out` does, `Unavailable` when too many are drawn just now.
    """
    return counted(hand_out(session=session, actor=actor, file_id=file_id))


def page_picture(*, session: Session, actor: Actor, file_id: int, number: int) -> FileContent:
    """One page of a kept file as PNG, its long side 1600 pixels at most; `number` counts from 1.

    Raises `NotAllowed` and `NotFound` as `hand_out` does, `Invalid` where there is no such page or it cannot
    be drawn, `Unavailable` when too many are drawn just now.
    """
    return drawn(hand_out(session=session, actor=actor, file_id=file_id), number)


def counted(content: FileContent) -> Pages:
    """The same for services that hold the bytes already."""
    try:
        kind = recognised(content.name, content.data)
        if kind.preview is Preview.NONE:
            why = _NO_PAGES.get(kind.content, f"{kind.label}不能预览，请下载后用 Office 或 WPS 打开")
            return Pages(content.name, 0, f"{why}。")
        count = int(_asked(kind, content, 0, b"C"))
    except Invalid as error:
        first = error.problems[0]
        return Pages(content.name, 0, f"{first.rule}。处理办法：{first.remedy}。")
    if count > MOST_PAGES:
        why = f"共 {count:,} 页，只预览前 {MOST_PAGES} 页，其余请下载查看。"
        return Pages(content.name, MOST_PAGES, why)
    return Pages(content.name, count, "" if count else "文件中没有页面，请下载核对。")


def drawn(content: FileContent, number: int) -> FileContent:
    """The same for services that hold the bytes already."""
    kind = recognised(content.name, content.data)
    if kind.preview is Preview.NONE or not 1 <= number <= MOST_PAGES:
        raise _refusal(Problem(f"没有可以预览的第 {number} 页", content.name, "请下载查看"))
    picture = _asked(kind, content, number, b"I")
    return FileContent(f"{split(content.name)[0]}-第{number}页.png", PNG, picture)


def _asked(kind: EvidenceKind, content: FileContent, number: int, letter: bytes) -> bytes:
    request: dict[str, Any] = {"preview": kind.preview, "content": kind.content, "page": number}
    try:
        answer = _LANE.run(_JOB, request, content.data)
    except TooHeavy as error:
        rule = "文件太大或结构异常，画出页面时超出了限制"
        raise _refusal(Problem(rule, content.name, "请下载查看，或另存为较小的文件后重新上传")) from error
    except Broken as error:
        rule = "文件已损坏，不能预览"
        raise _refusal(Problem(rule, content.name, "请下载核对，能打开的，另存后重新上传")) from error
    if answer[:1] == b"P":
        rule, _, remedy = json.loads(answer[1:])[:3]
        raise _refusal(Problem(rule, content.name, remedy))
    if answer[:1] != letter or len(answer) > MOST_PICTURE_BYTES:
        raise _refusal(Problem("页面画得不完整，不能预览", content.name, "请下载查看"))
    return answer[1:]


def _refusal(problem: Problem) -> Invalid:
    return Invalid(problem.rule, problems=[problem], remedy=problem.remedy)
