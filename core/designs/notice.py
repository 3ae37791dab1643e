"""What a notice of an evaluation says beyond the system itself, and what it says until somebody writes it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from core.errors import Problem
from core.indicators.system import IndicatorSystem

LONGEST: Final = 3000


@dataclass(frozen=True, slots=True)
class Notice:
    """The parts of the notice people write; `number` stays a blank until the paper is registered."""

    number: str
    recipients: str
    purpose: str
    subjects: str
    methods: str
    schedule: str
    demands: str
    contact: str


TITLES: Final[Mapping[str, str]] = {
    "number": "发文字号",
    "recipients": "主送机关",
    "purpose": "一、评估目的",
    "subjects": "二、评估对象",
    "methods": "四、评估方式",
    "schedule": "五、时间安排",
    "demands": "六、工作要求",
    "contact": "联系人及电话",
}


def default_notice(system: IndicatorSystem) -> Notice:
    """The notice of a system nobody has written one for, in the words of such papers."""
    # Only a version that is a year names the year.
    year = f"{system.version}年度" if system.version.isdecimal() and len(system.version) == 4 else "本年度"
    county = system.audience == "county"
    recipients = "各县（市、区）人民政府" if county else "市政府有关部门、单位"
    subjects = "各县（市、区）" if county else "列入年度评估名单的市政府部门、单位"
    return Notice(
        number="数德专组办发〔　　〕　号",
        recipients=recipients,
        purpose="为推动公共数据资源汇聚、共享、开放和应用，客观评价各单位公共数据共享工作成效，"
        "查找问题、压实责任，根据年度工作部署，开展公共数据共享绩效评估。",
        subjects=f"{subjects}。",
        methods="采取单位自评上报、日常监测、现场检查相结合的方式进行。能由系统采集的数据一律由系统采集，"
        "不要求重复填报。",
        schedule=f"{year}日常考核按季度进行；年末先行初评并反馈问题，整改后开展正式评估；"
        "结果经复核后通报。具体时间另行通知。",
        demands="各单位要明确分管负责人和数据管理员，按时限如实报送数据和佐证材料，对真实性负责；"
        "发现弄虚作假的，相应指标不得分并予以通报。",
        contact="市大数据局　　　　　电话：",
    )


def notice_of(held: Mapping[str, Any] | None, system: IndicatorSystem) -> Notice:
    """The notice as it was written, else the default one."""
    return Notice(**held) if held else default_notice(system)


def notice_problems(notice: Notice) -> list[Problem]:
    """Parts that are empty or too long."""
    return [
        Problem(f"“{TITLES[name]}”应为 1 到 {LONGEST} 个字", text[:20], "请填写")
        for name, text in asdict(notice).items()
        if not 0 < len(text.strip()) <= LONGEST
    ]
