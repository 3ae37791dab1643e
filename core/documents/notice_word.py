"""The notice an evaluation begins with: six sections, the system and two forms annexed."""

from datetime import date
from typing import Final

from docx.enum.text import WD_ALIGN_PARAGRAPH

from core.designs.notice import Notice
from core.documents.paper import Paper
from core.documents.system_word import evidence_rows, write_annex
from core.indicators.canonical import plain_decimal
from core.indicators.system import IndicatorSystem

ISSUER: Final = "数字德州建设专项小组办公室"
_ENDING: Final = "绩效评估的通知"
_RECEIPT: Final = ("单位名称", "分管负责人", "职务", "数据管理员", "职务", "办公电话", "手机")


def notice_word(system: IndicatorSystem, notice: Notice, issued_on: date | None) -> bytes:
    """The notice; without a date it is a draft, and its date stays open."""
    title = f"关于开展{system.version}年度公共数据共享绩效评估的通知"
    paper = Paper(title)
    paper.line(notice.number, align=WD_ALIGN_PARAGRAPH.CENTER)
    paper.blank()
    # Broken by sense, the longer line first, as such titles are.
    first, second = title[: -len(_ENDING)], _ENDING
    paper.title(first)
    paper.title(second)
    paper.blank()
    paper.line(f"{notice.recipients.rstrip('：:')}：")
    paper.body(
        f"现将《{system.name}》（{system.version}）印发给你们，请结合实际认真贯彻落实。有关事项通知如下。"
    )
    sections = (
        ("一、评估目的", notice.purpose),
        ("二、评估对象", notice.subjects),
        ("三、评估内容与指标", _contents(system)),
        ("四、评估方式", notice.methods),
        ("五、时间安排", notice.schedule),
        ("六、工作要求", notice.demands),
    )
    for heading, text in sections:
        paper.heading(heading)
        paper.body(text)
    paper.body(f"联系人及电话：{notice.contact}")
    _ending(paper, system.name, issued_on)
    _annexes(paper, system)
    return paper.bytes()


def _ending(paper: Paper, name: str, issued_on: date | None) -> None:
    """The list of annexes, who issues it, and when."""
    paper.blank()
    annexes = (name, "佐证材料清单", "联系人回执")
    paper.line(f"附件：1．{annexes[0]}", indent=True)
    for at, name in enumerate(annexes[1:], start=2):
        paper.line(f"　　　{at}．{name}", indent=True)
    paper.blank()
    paper.line(f"{ISSUER}　　", align=WD_ALIGN_PARAGRAPH.RIGHT)
    day = f"{issued_on.year}年{issued_on.month}月{issued_on.day}日" if issued_on else "　　年　月　日"
    paper.line(f"{day}　　　　", align=WD_ALIGN_PARAGRAPH.RIGHT)


def _annexes(paper: Paper, system: IndicatorSystem) -> None:
    paper.annex("附件1", landscape=True)
    write_annex(paper, system)
    paper.annex("附件2", landscape=False)
    paper.title("佐证材料清单")
    rows = evidence_rows(system) or [("1", "—", "全部由系统采集，不需要提供佐证材料")]
    paper.table(("序号", "指标", "佐证材料"), rows, (14, 46, 96), centred=(0,))
    paper.annex("附件3", landscape=False)
    paper.title("联系人回执")
    paper.table(_RECEIPT, [("",) * len(_RECEIPT)] * 2, (32, 24, 18, 24, 18, 20, 20))


def _contents(system: IndicatorSystem) -> str:
    tops = [node for node in system.children("") if not node.ledger]
    marks = system.scheme == "marks"
    named = "、".join(
        f"{node.title}（{plain_decimal(system.marks_under(node.code))}分）" if marks else node.title
        for node in tops
    )
    said = f"评估内容包括{named}等 {len(tops)} 个方面，共 {len(system.leaves)} 项计分指标"
    full = f"，满分 {plain_decimal(system.full_marks)} 分" if marks else ""
    ledger = ""
    if system.ledger:
        bonus, deduction = plain_decimal(system.bonus_cap), plain_decimal(system.deduction_cap)
        ledger = f"；另设加减分项，加分最高 {bonus} 分，减分最高 {deduction} 分"
    watched = f"；另有 {len(system.monitored)} 项指标只监测、不计分" if system.monitored else ""
    return f"{said}{full}{ledger}{watched}。具体指标见附件1。"
