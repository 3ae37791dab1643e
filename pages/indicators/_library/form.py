"""The form of an indicator: its facts, its metrics one below the other, checklist and deductions by line."""

from collections.abc import Mapping

import streamlit as st

from core.indicators.rules import RULE_KINDS
from core.indicators.system import AUDIENCES, EMPTY_POLICIES, INPUTS
from core.library.drafting import Written, add_written, edit_written, written
from core.library.indicator import SENSES, UNSCORED, WAYS
from core.library.queries import LibraryCard, library_card
from core.library.rules import LONGEST, LONGEST_TEXT, Terms
from pages.indicators._library.acts import reason
from pages.ui import feedback, tables, verbs
from pages.ui.guard import Viewer

LONG = {
    "meaning": "含义",
    "definition": "口径",
    "application": "应用说明",
    "document": "来源文件",
    "platform": "来源平台",
    "evidence": "佐证要求",
}
MORE = {"full_name": "全称", "english": "英文名", "points": "评估要点", "extra": "附加规则", "fields": "字段"}
EMPTY = Written({}, ({},))
FIRST = {"share": "100", "input": "ratio", "rule": "linear", "empty": "zero", "unit": "%"}


def add(viewer: Viewer, terms: Terms) -> None:
    """Open the form of a new indicator."""

    def body() -> None:
        made = _fields(f"new.{verbs.client_key()[:6]}", EMPTY, terms, new=True)
        name = made.fields["name"].strip()
        ready = bool(made.fields["code"].strip() and name)
        verbs.submit(viewer, "新增指标", add_written, written=made, ready=ready, done=f"已新增指标“{name}”。")

    verbs.dialog("新增指标", body, wide=True)


def edit(viewer: Viewer, terms: Terms, indicator_id: int) -> None:
    """Open the form of an indicator as it stood when the form was opened."""
    seen: LibraryCard = verbs.as_opened(feedback.ask(viewer, library_card, indicator_id=indicator_id))

    def body() -> None:
        row = seen.row
        st.caption(
            f"{tables.plain(f'{row.code} {row.name}')}　第 {row.number} 版；保存后成为新版本，旧版本保留。"
        )
        made = _fields(f"{row.id}.{row.version}", written(seen.indicator), terms, new=False)
        why = reason("例如：按新办法调整满分线")
        verbs.submit(
            viewer,
            "保存为新版本",
            edit_written,
            indicator_id=row.id,
            written=made,
            version=row.version,
            reason=why,
            ready=bool(why.strip()),
            done=lambda number: f"已保存指标“{made.fields['name'].strip()}”第 {number} 版。",
        )

    verbs.dialog("修改指标", body, wide=True)


def _fields(key: str, start: Written, terms: Terms, *, new: bool) -> Written:
    """Draw the whole form; returns what stands in it."""
    held = start.fields
    found = _head(key, held, terms, new=new)
    # Row by row, so that a phone stacks them in the order they are thought of.
    halves = [place for _ in range(0, len(LONG), 2) for place in st.columns(2)]
    for place, (name, label) in zip(halves, LONG.items(), strict=True):
        with place:
            found[name] = _area(label, held.get(name, ""), f"lib.{name}.{key}")
    with st.expander("更多：全称、评估要点、附加规则、字段、英文名"):
        for name, label in MORE.items():
            found[name] = _area(label, held.get(name, ""), f"lib.{name}.{key}")
    metrics = _metrics(key, start)
    with st.expander("清单项与附加扣分", expanded=bool(start.items or start.events)):
        items = _area("清单项：每行一项，编码｜名称｜权重｜判定标准｜前置项", start.items, f"lib.items.{key}")
        events = _area("附加扣分：每行一种，编码｜事件｜每次扣分", start.events, f"lib.events.{key}")
    return Written(found, metrics, items, events)


def _head(key: str, held: Mapping[str, str], terms: Terms, *, new: bool) -> dict[str, str]:
    """What an indicator is called and what kind it is of."""
    found: dict[str, str] = {}
    left, middle, right = st.columns([2, 5, 2])
    code = left.text_input("编码（登记后不能改）", held.get("code", ""), key=f"lib.code.{key}", max_chars=30,
                           disabled=not new, placeholder="例如 A21")  # fmt: skip
    # A browser may send whatever it likes for a field that is switched off.
    found["code"] = (code or "") if new else held["code"]
    found["name"] = (
        middle.text_input("名称", held.get("name", ""), key=f"lib.name.{key}", max_chars=LONGEST["name"])
        or ""
    )
    found["full_marks"] = (
        right.text_input(
            "满分（不计分留空）", held.get("full_marks", ""), key=f"lib.marks.{key}", max_chars=8
        )
        or ""
    )
    places = [*st.columns(3), *st.columns(3)]
    choices = {
        "dimension": ("维度", _words(terms.dimensions, held.get("dimension"))),
        "scope": ("适用范围", AUDIENCES),
        "frequency": ("频率", _words(terms.frequencies, held.get("frequency"))),
        "way": ("采集方式", WAYS),
        "sense": ("方向", SENSES),
    }
    for at, (name, (label, words)) in enumerate(choices.items()):
        with places[at]:
            found[name] = _choose(label, words, held.get(name, ""), f"lib.{name}.{key}")
    found["unit"] = (
        places[-1].text_input("单位", held.get("unit", ""), key=f"lib.unit.{key}", max_chars=LONGEST["unit"])
        or ""
    )
    return found


def _metrics(key: str, start: Written) -> tuple[dict[str, str], ...]:
    """The metrics one below the other; one more, or one less."""
    slots = f"lib.slots.{key}"
    numbers: list[int] = st.session_state.setdefault(slots, list(range(len(start.metrics))))
    st.markdown("##### 子项与评分规则")
    found = []
    for number in numbers:
        held = start.metrics[number] if number < len(start.metrics) else {}
        title = f"{held.get('code') or f'子项 {numbers.index(number) + 1}'} {held.get('name', '')}"
        with st.expander(tables.plain(title.strip()), expanded=len(numbers) == 1 or not held):
            found.append(_metric(f"{key}.{number}", held))
            if len(numbers) > 1:
                st.button(
                    "删去这个子项", key=f"lib.less.{key}.{number}", on_click=_less, args=(slots, number)
                )
    st.button(
        "增加子项",
        key=f"lib.more.{key}",
        icon=":material/add:",
        on_click=_more,
        args=(slots, len(start.metrics)),
    )
    return tuple(found)


def _metric(key: str, held: Mapping[str, str]) -> dict[str, str]:
    found = dict(held)
    held = held or FIRST

    def text(place: st.delta_generator.DeltaGenerator, label: str, name: str, hint: str = "") -> None:
        shown = place.text_input(
            label, held.get(name, ""), key=f"lib.m.{name}.{key}", max_chars=400, placeholder=hint
        )
        found[name] = shown or ""

    left, middle, right = st.columns([5, 2, 2])
    text(left, "子项名称", "name")
    text(middle, "占比（%）", "share")
    text(right, "单位", "unit")
    with left:
        found["input"] = _choose("取数方式", INPUTS, held.get("input", ""), f"lib.m.input.{key}")
    rules = {code: kind.name for code, kind in RULE_KINDS.items() if found["input"] in kind.inputs}
    rule = held.get("rule", "")
    with middle:
        found["rule"] = _choose(
            "评分规则",
            {"": "不计分", **rules},
            rule if rule in rules else "",
            f"lib.m.rule.{key}.{found['input']}",
        )
    with right:
        found["empty"] = _choose("空值处理", EMPTY_POLICIES, held.get("empty", ""), f"lib.m.empty.{key}")
    kind = RULE_KINDS.get(found["rule"])
    text(st.container(), "参数", "parameters", kind.form.example if kind else "这种子项没有参数")
    st.caption(tables.plain(_sentence(found)))
    left, right = st.columns(2)
    text(left, "分子", "numerator")
    text(right, "分母", "denominator")
    text(st.container(), "公式", "formula")
    return found


def _sentence(metric: Mapping[str, str]) -> str:
    """What the rule written so far says, or what cannot be understood of it."""
    kind = RULE_KINDS.get(metric["rule"])
    if kind is None:
        return UNSCORED
    try:
        return kind.standard(kind.form.read(metric["parameters"]), metric["unit"])
    except ValueError as error:
        return f"参数还不合规：{error}"


def _choose(label: str, words: Mapping[str, str], value: str, key: str) -> str:
    options = list(words)
    at = options.index(value) if value in options else 0
    return (
        st.selectbox(label, options, index=at, format_func=lambda code: words.get(code, code), key=key) or ""
    )


def _words(words: tuple[str, ...], kept: str | None) -> dict[str, str]:
    return {word: word for word in dict.fromkeys([*words, *([kept] if kept else [])])}


def _area(label: str, value: str, key: str) -> str:
    return st.text_area(label, value, key=key, max_chars=LONGEST_TEXT, height=68) or ""


def _more(slots: str, held: int) -> None:
    # A number one of the indicator's own metrics had would bring that one back.
    numbers = st.session_state[slots]
    st.session_state[slots] = [*numbers, max([held - 1, *numbers]) + 1]


def _less(slots: str, number: int) -> None:
    st.session_state[slots] = [each for each in st.session_state[slots] if each != number]
