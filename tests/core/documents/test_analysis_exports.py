"""Every export of the analyses asks for its permission and its reach before it builds."""

from io import BytesIO

import pytest
from docx import Document

from core.documents import analysis_exports as exports
from core.errors import NotAllowed, NotFound
from core.store.session import reading


def made(city, name, verb, **facts):
    with reading() as session:
        return verb(session=session, actor=city.people[name].actor, edition_id=city.edition_id, **facts)


def test_a_leader_takes_the_brief_in_two_forms_and_the_tables(evaluated):
    word = made(evaluated, "郑市长", exports.brief_file, kind="docx")
    assert word.name.endswith("一页纸简报-" + word.name[-13:-5] + ".docx")
    assert Document(BytesIO(word.data)).tables
    page = made(evaluated, "冯秘书", exports.brief_file, kind="html")
    assert page.data.decode().startswith("<!doctype html>")
    assert made(evaluated, "郑市长", exports.cockpit_file).name.endswith(".xlsx")


def test_a_filler_takes_their_own_comparison_and_nothing_of_the_city(evaluated):
    facts = {"unit_code": "M05", "kind": "xlsx"}
    assert "横向对比" in made(evaluated, "陈填报", exports.within_file, **facts).name
    facts = {"unit_code": "M05", "indicator": "total", "kind": "xlsx"}
    assert "总分纵向对比" in made(evaluated, "陈填报", exports.periods_file, **facts).name
    facts = {"audience": "department", "indicator": "C12", "kind": "xlsx"}
    assert "同类对比" in made(evaluated, "陈填报", exports.peers_file, **facts).name
    with pytest.raises(NotAllowed):
        made(evaluated, "陈填报", exports.within_file, unit_code="M01", kind="xlsx")
    for verb, facts in (
        (exports.cockpit_file, {}),
        (exports.cockpit_chart, {"kind": "png"}),
        (exports.brief_file, {"kind": "docx"}),
    ):
        with pytest.raises(NotAllowed, match="导出驾驶舱图表与一页纸"):
            made(evaluated, "陈填报", verb, **facts)


def test_an_unknown_format_is_named(evaluated):
    with pytest.raises(NotFound, match="没有“exe”格式的一页纸"):
        made(evaluated, "郑市长", exports.brief_file, kind="exe")
    with pytest.raises(NotFound, match="没有“exe”格式的文件"):
        made(evaluated, "郑市长", exports.within_file, unit_code="M05", kind="exe")


@pytest.mark.browser
def test_every_chart_leaves_as_a_picture(evaluated, browser):
    asked = (
        (exports.cockpit_chart, {}),
        (exports.within_file, {"unit_code": "M05"}),
        (exports.peers_file, {"audience": "county", "indicator": "C"}),
        (exports.periods_file, {"unit_code": "M05", "indicator": "total"}),
    )
    for verb, facts in asked:
        assert made(evaluated, "郑市长", verb, **facts, kind="png").data.startswith(b"\x89PNG")
    assert browser
