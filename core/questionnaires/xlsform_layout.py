"""The words of XLSForm: sheets, columns and types, and the columns of our own beside them.

Facts from the XLSForm reference and from what pyxform accepts. Columns of our own begin with `shuping_`;
other tools pass them over.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from core.questionnaires.form import Kind

SURVEY: Final = "survey"
CHOICES: Final = "choices"
SETTINGS: Final = "settings"

# Columns that may stand once for each language, as label::中文(zh).
TRANSLATED: Final = ("label", "hint", "guidance_hint", "constraint_message", "required_message")
_ALIASES: Final = {
    "caption": "label",
    "relevance": "relevant",
    "readonly": "read_only",
    "calculate": "calculation",
    "constraining_message": "constraint_message",
    "jr:constraintmsg": "constraint_message",
    "requiredmsg": "required_message",
    "jr:requiredmsg": "required_message",
    "command": "type",
    "tag": "name",
    "value": "name",
    "count": "repeat_count",
    "jr:count": "repeat_count",
    "set_form_title": "form_title",
    "title": "form_title",
}
_MEDIA: Final = ("image", "big-image", "audio", "video")
SURVEY_COLUMNS: Final = frozenset(
    {
        *(
            "type",
            "name",
            "label",
            "hint",
            "guidance_hint",
            "required",
            "relevant",
            "constraint",
            "appearance",
        ),
        *("constraint_message", "parameters", "repeat_count", "kobo--matrix_list", "kobo--score-choices"),
        *("kobo--rank-items", "kobo--rank-constraint-message", "disabled"),
        *("shuping_role", "shuping_code", "shuping_need", "shuping_unit", "shuping_limits", "shuping_total"),
        *("shuping_column_points", "shuping_cell_points", "shuping_row_totals", "shuping_open_rows"),
        *("shuping_manual", "shuping_metric", "shuping_part", "shuping_indicator", "shuping_evidence"),
    }
)
CHOICE_COLUMNS: Final = frozenset(
    {"list_name", "name", "label", "shuping_code", "shuping_points", "shuping_other", "shuping_alone"}
)
# What a form here has no place for, and what is said where a cell of it is filled.
LEFT_OUT: Final = {
    "default": "默认值没有导入，填报时从空白开始",
    "calculation": "计算式没有导入，由单位直接填写",
    "read_only": "只读没有导入，已改为选填",
    "choice_filter": "按其他题筛选选项没有导入，会列出全部选项",
    "required_message": "必填提示没有导入，使用统一的提示",
    "trigger": "触发更新没有导入",
    "save_to": "保存到实体没有导入",
    "image": "图片没有导入",
    "big-image": "图片没有导入",
    "audio": "音频没有导入",
    "video": "视频没有导入",
}

METADATA: Final = frozenset(
    {
        *(
            "start",
            "end",
            "today",
            "deviceid",
            "device id",
            "subscriberid",
            "simserial",
            "phonenumber",
            "username",
        ),
        *(
            "email",
            "audit",
            "background-audio",
            "start-geopoint",
            "background-geopoint",
            "imei",
            "get start time",
        ),
        *("get end time", "get today", "get sim id", "get device id", "get phone number", "uri:deviceid"),
    }
)
# Rows that hold something other than a question: computed or attached.
HIDDEN: Final = frozenset({"calculate", "hidden", "xml-external", "csv-external", "osm"})
_PLAIN: Final = {
    "text": ("text", "string", "q string"),
    "integer": ("integer", "int"),
    "decimal": ("decimal",),
    "range": ("range",),
    "date": ("date", "q date"),
    "time": ("time",),
    "datetime": ("datetime", "date time", "q date time"),
    "note": ("note", "q note", "add note prompt"),
    "file": (
        "file",
        "image",
        "photo",
        "audio",
        "video",
        "add image prompt",
        "add photo prompt",
        "add file prompt",
    ),
    "barcode": ("barcode",),
    "place": ("geopoint", "geotrace", "geoshape", "location"),
    "acknowledge": ("acknowledge",),
}
_PLAIN_OF: Final = {spelling: word for word, spellings in _PLAIN.items() for spelling in spellings}
_SELECTS: Final = (
    ("rank", r"rank"),
    ("select_one", r"(?:add )?select[ _]one(?: prompt)?(?: from| using)?|select1"),
    (
        "select_multiple",
        r"(?:add )?select[ _]multiple(?: prompt)?(?: from| using)?|select all that apply(?: from)?",
    ),
)
_GROUPS: Final = {"group": "group", "repeat": "repeat", "lgroup": "repeat", "looped group": "repeat"} | {
    word: word for word in ("kobomatrix", "score", "rank")
}
# Pure kinds of the types; what has no kind is handled by itself.
KINDS: Final = {
    "select_one": Kind.SINGLE,
    "acknowledge": Kind.SINGLE,
    "select_multiple": Kind.MULTIPLE,
    "integer": Kind.NUMBER,
    "decimal": Kind.NUMBER,
    "range": Kind.NUMBER,
    "date": Kind.DATE,
    "file": Kind.FILE,
}


@dataclass(frozen=True, slots=True)
class Typed:
    """What a type cell says: the word, the list it chooses from, whether “other” is added.

    `word` is one of ours (`text`, `select_one`, `begin`, `end`, `meta`, …); `of` is the kind of a group.
    """

    word: str
    list_name: str = ""
    or_other: bool = False
    of: str = ""

    @property
    def kind(self) -> Kind:
        """The kind of question it becomes."""
        return KINDS.get(self.word, Kind.TEXT)


def typed(text: str) -> Typed | None:
    """What a type cell says; None where nobody knows the type."""
    spelled = re.sub(r"\s+", " ", text.strip())
    lower = spelled.lower()
    group = re.fullmatch(r"(begin|end)[ _](.+)", lower)
    if group and group[2] in _GROUPS:
        return Typed(group[1], of=_GROUPS[group[2]])
    if lower in METADATA or lower in HIDDEN:
        return Typed("meta" if lower in METADATA else "hidden")
    if lower in ("score__row", "rank__level"):
        return Typed(lower)
    if lower in _PLAIN_OF:
        return Typed(_PLAIN_OF[lower])
    if re.match(r"select[ _](one|multiple)([ _]from[ _]file|[ _]external) ", f"{lower} "):
        return Typed("external")
    for word, spelling in _SELECTS:
        found = re.fullmatch(rf"(?i:{spelling}) (\S+)((?i: or[ _]other| or specify other))?", spelled)
        if found:
            return Typed(word, found[1], bool(found[2]))
        if re.fullmatch(spelling, lower):
            return Typed(word)
    return None


def known_types() -> tuple[str, ...]:
    """The types people may write, for a hint at the nearest one."""
    groups = [f"{edge}_{kind}" for edge in ("begin", "end") for kind in ("group", "repeat")]
    return (*_PLAIN_OF, "select_one", "select_multiple", "rank", "calculate", *groups)


def column_of(header: str, sheet: str) -> tuple[str, str]:
    """The column a header names, and its language where it says one: `label::中文(zh)` is label, 中文(zh)."""
    text = unicodedata.normalize("NFKC", header).strip()
    parts = [part.strip() for part in text.split("::" if "::" in text else ":")]
    if (
        len(parts) > 1
        and "::" not in text
        and parts[0].lower() not in (*TRANSLATED, *_MEDIA, "media", "bind")
    ):
        parts = [text]
    if parts[0].lower() in ("media", "bind", "control", "body") and len(parts) > 1:
        parts = parts[1:]
    name = re.sub(r"\s+", "_", parts[0].lower())
    if sheet == CHOICES and name == "title":
        return name, ""
    return _ALIASES.get(name, name), parts[1] if len(parts) > 1 else ""


def is_chinese(language: str) -> bool:
    """Whether the name of a language means Chinese."""
    return re.search(r"zh|cn|chin|中|汉|简体", language, re.IGNORECASE) is not None


def is_name(text: str) -> bool:
    """Whether a text may be the name of a row: a letter or _ first, then letters, digits, - _ and dots."""
    return re.fullmatch(r"[^\W\d][\w.\-]*", text) is not None
