"""What differs between two versions of an indicator, field by field, in words people read. Pure."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from core.indicators.canonical import plain_decimal
from core.indicators.system import AUDIENCES, EMPTY_POLICIES, INPUTS, ChecklistItem, EventDeduction, Metric
from core.library.indicator import SENSES, WAYS, Indicator, share_text, standard

Word = Callable[[Any], str]

LABELS: Final[Mapping[str, str]] = {
    "name": "名称",
    "dimension": "维度",
    "scope": "适用范围",
    "meaning": "含义",
    "definition": "口径",
    "application": "应用说明",
    "document": "来源文件",
    "platform": "来源平台",
    "evidence": "佐证要求",
    "frequency": "频率",
    "way": "采集方式",
    "sense": "方向",
    "unit": "单位",
    "full_marks": "满分",
    "full_name": "全称",
    "points": "评估要点",
    "extra": "附加规则",
    "fields": "字段",
    "english": "英文名",
}
_METRIC: Final[Mapping[str, tuple[str, Word]]] = {
    "name": ("名称", lambda metric: metric.name),
    "share": ("占比", share_text),
    "input": ("取数方式", lambda metric: INPUTS.get(metric.input, metric.input)),
    "numerator": ("分子", lambda metric: metric.numerator),
    "denominator": ("分母", lambda metric: metric.denominator),
    "unit": ("单位", lambda metric: metric.unit),
    "formula": ("公式", lambda metric: metric.formula),
    "standard": ("评分规则", standard),
    "empty": ("空值处理", lambda metric: EMPTY_POLICIES.get(metric.empty, metric.empty)),
    "factor": ("倍数", lambda metric: plain_decimal(metric.factor)),
    "treatment": ("异常值处理", lambda metric: metric.treatment),
}
_ITEM: Final[Mapping[str, tuple[str, Word]]] = {
    "name": ("名称", lambda item: item.name),
    "weight": ("权重", lambda item: plain_decimal(item.weight)),
    "standard": ("判定标准", lambda item: item.standard),
    "prerequisite": ("前置项", lambda item: item.prerequisite),
}
_EVENT: Final[Mapping[str, tuple[str, Word]]] = {
    "name": ("事件", lambda event: event.name),
    "points_each": ("每次扣分", lambda event: f"{plain_decimal(event.points_each)}分"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that changed; an empty side means it was not there."""

    place: str
    before: str
    after: str


def word_of(indicator: Indicator, field: str) -> str:
    """What stands in a field, in words."""
    value = getattr(indicator, field)
    if field == "full_marks":
        return "不计分" if value is None else f"{plain_decimal(value)}分"
    return {"scope": AUDIENCES, "way": WAYS, "sense": SENSES}.get(field, {}).get(value, value)


def differences(before: Indicator, after: Indicator) -> tuple[Difference, ...]:
    """Every field that differs, the indicator's own first, then metrics, items and events by code."""
    return tuple(
        [
            Difference(label, word_of(before, field), word_of(after, field))
            for field, label in LABELS.items()
            if getattr(before, field) != getattr(after, field)
        ]
        + list(_parts("子项", before.metrics, after.metrics, _METRIC))
        + list(_parts("清单项", before.items, after.items, _ITEM))
        + list(_parts("附加扣分", before.events, after.events, _EVENT))
    )


def _parts(
    kind: str,
    before: tuple[Metric | ChecklistItem | EventDeduction, ...],
    after: tuple[Metric | ChecklistItem | EventDeduction, ...],
    fields: Mapping[str, tuple[str, Word]],
) -> Iterator[Difference]:
    was, now = ({part.code: part for part in parts} for parts in (before, after))
    for code in dict.fromkeys([*was, *now]):
        old, new = was.get(code), now.get(code)
        title = f"{kind} {code}"
        if old is None or new is None:
            yield Difference(title, _whole(old, fields), _whole(new, fields))
        elif old != new:
            for label, word in fields.values():
                if word(old) != word(new):
                    yield Difference(f"{title}“{label}”", word(old), word(new))
    if list(was) != list(now) and set(was) == set(now):
        yield Difference(f"{kind}的顺序", "、".join(was), "、".join(now))


def _whole(part: Any, fields: Mapping[str, tuple[str, Word]]) -> str:
    if part is None:
        return ""
    told = ((label, word(part)) for label, word in fields.values() if label not in ("倍数", "名称", "事件"))
    return "；".join([part.name, *(f"{label}：{text}" for label, text in told if text)])
