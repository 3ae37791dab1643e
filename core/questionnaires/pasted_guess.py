"""What a question without a type most likely is, judged by its words."""

import re
from dataclasses import dataclass
from typing import Final

from core.questionnaires.form import Kind, Limits

NONE: Final = Limits()
_UNITS: Final = (
    *(
        "万元",
        "亿元",
        "元",
        "万条",
        "亿条",
        "条",
        "个",
        "项",
        "人次",
        "万人",
        "人",
        "名",
        "家",
        "次",
        "台",
        "套",
        "件",
        "份",
    ),
    *(
        "篇",
        "页",
        "张",
        "处",
        "户",
        "天",
        "个工作日",
        "工作日",
        "小时",
        "分钟",
        "年",
        "月",
        "岁",
        "GB",
        "TB",
        "MB",
        "PB",
        "%",
    ),
    *("平方米", "公里", "万次", "亿次", "类", "种", "宗", "期", "部"),
)
_UNIT: Final = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_BRACKETED: Final = re.compile(rf"[(（\[【]\s*(?:单位\s*[:：]?\s*)?({_UNIT})\s*[)）\]】]")
_BEHIND: Final = re.compile(rf"_{{2,}}\s*[(（]?\s*({_UNIT})(?![称目员份度级别月部])[)）]?")
_DATED: Final = re.compile(
    r"_*\s*年[_\s]*月([_\s]*日)?|(?<![\d一二三四五六七八九十])日期|年月日|(?:起止|完成|上线|成立|填表|填报|开通|启用|投用)时间"
)
_COUNTED: Final = re.compile(
    r"(?:数量|金额|人数|条数|总数|总量|个数|次数|份数|比例|占比|百分比|率|多少(?:个|条|人|项|次|家|万)?|经费|年龄)\s*(?:为|是|有|约)?\s*[?？:：。]?\s*$"
)
_LONG: Final = re.compile(
    r"意见|建议|简述|请说明|请描述|请列举|请介绍|阐述|存在(?:的|哪些)?.{0,6}(?:问题|困难)|做法|情况说明|原因|举措|经验"
)
_FILES: Final = re.compile(r"上传|附件|扫描件|佐证材料|证明材料|截图")
_SEVERAL: Final = re.compile(r"哪些|哪几|包括哪|有何种|多选|方面|可选")
_MOBILE, _PHONE, _MAIL = "手机", "电话|联系方式", "邮箱|电子邮件|E-?mail"


@dataclass(frozen=True, slots=True)
class Guess:
    """A kind with its unit and limits; `title` is without the unit, `why` is said to the one who pastes."""

    kind: Kind
    title: str
    unit: str = ""
    limits: Limits = NONE
    long: bool = False
    why: str = ""


def without_options(title: str, kind: Kind | None = None) -> Guess:
    """What a question without options is; a given kind only gains its unit."""
    bare = re.sub(r"_{2,}", "", title).strip(" :：，,")
    unit = _BRACKETED.search(title) or _BEHIND.search(title)
    if kind is Kind.DATE or (kind in (None, Kind.TEXT) and _DATED.search(title)):
        said = re.sub(r"_*\s*年[_\s]*月([_\s]*日)?_*", "", title)
        return Guess(
            Kind.DATE, said.strip(" _:：，,()（）") or bare, why="" if kind is Kind.DATE else "按日期"
        )
    if kind is Kind.NUMBER or (kind in (None, Kind.TEXT) and unit):
        name = unit[1] if unit else ""
        why = "" if kind is Kind.NUMBER else f"按数值，单位“{name}”"
        return Guess(Kind.NUMBER, _without_unit(title) or bare, name, why=why)
    if kind in (None, Kind.TEXT) and _COUNTED.search(bare):
        return Guess(Kind.NUMBER, bare, why="按数值")
    if kind is Kind.FILE or (kind is None and _FILES.search(bare) and "_" not in title):
        return Guess(Kind.FILE, bare, why="" if kind is Kind.FILE else "按附件")
    return _text(bare)


def _without_unit(title: str) -> str:
    """The words of a number without its gap and unit; a gap amid the words stays as …."""
    title = _BRACKETED.sub("", title, count=1)
    gap = _BEHIND.search(title)
    if gap is not None:
        after = title[gap.end() :].strip(" 。；;，,")
        title = f"{title[: gap.start()]}…{gap[1]}{after}" if after else title[: gap.start()]
    return re.sub(r"_{2,}", "", title).strip(" :：，,。")


def _text(bare: str) -> Guess:
    # Of a question with several gaps only the last words are about this one.
    asked = bare.rpartition("：")[2]
    for words, pattern, told in (
        (_MOBILE, r"1[3-9]\d{9}", "请填 11 位手机号码"),
        (_PHONE, r"[0-9+\-()（） ]{7,20}", "请填电话号码，如 0635-1234567"),
        (_MAIL, r"[^@\s]+@[^@\s]+\.[^@\s]+", "请填电子邮箱，如 a@b.cn"),
    ):
        if re.search(words, asked, re.IGNORECASE) and len(asked) <= 20:
            if words == _MOBILE and re.search(_PHONE.split("|")[0], asked):
                continue
            limits = Limits(pattern=pattern, told=told)
            return Guess(
                Kind.TEXT,
                bare,
                limits=limits,
                why="按“" + told.removeprefix("请填 ").removeprefix("请填") + "”校验",
            )
    return Guess(Kind.TEXT, bare, long=bool(_LONG.search(bare)))


def with_options(title: str, labels: list[str], marks: list[str]) -> tuple[Kind, str]:
    """Whether one or several of the options may be chosen, and what is said where that is a guess."""
    if _SEVERAL.search(title) and "是否" not in title:
        return Kind.MULTIPLE, "题面问“哪些”，按多选"
    if (
        len(labels) > 2
        and marks
        and all((mark and mark in "□☐◻▢☑☒") or mark.startswith("[") for mark in marks)
    ):
        return Kind.MULTIPLE, "选项用方框，按多选"
    return Kind.SINGLE, ""


def is_other(label: str) -> bool:
    """Whether an option asks for words beside it."""
    return re.search(r"其他|其它|请(?:注明|说明|填写|写明)", label) is not None


def is_alone(label: str) -> bool:
    """Whether an option excludes the others."""
    return (
        re.fullmatch(
            r"(?:以上|上述)?(?:都|均|全)?(?:没有|无|不是|不具备|未.{0,6})|无|没有|(?:以上|上述).{0,4}(?:没有|无|否|不是)|暂无",
            label,
        )
        is not None
    )


def is_farewell(text: str) -> bool:
    """Whether words only say goodbye."""
    return len(text) < 40 and re.search(r"感谢|谢谢|问卷(?:到此)?结束|祝您", text) is not None
