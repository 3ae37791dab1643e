"""What leaves of collection says what the screen says, as far as its reader reaches."""

import pytest

from core.charts import picture
from core.documents.collection import draft_file, status_chart, status_file, value_sets_file
from core.errors import NotAllowed, NotFound
from core.results.queries import boards
from core.store.session import reading
from tests.builders.collecting import collect_city
from tests.core.documents.opened import rows, sheets


@pytest.fixture
def collected(evaluated):
    collect_city(evaluated)
    return evaluated


def made(city, verb, name: str, audience: str = "department", **facts):
    with reading(city.engine) as session:
        version_id = city.systems[audience]
        return verb(session=session, actor=city.people[name].actor, version_id=version_id, **facts)


def test_the_list_of_imports_leaves_for_those_who_read_values(evaluated):
    with reading(evaluated.engine) as session:
        file = value_sets_file(session=session, actor=evaluated.people["何审计"].actor)
    header, county, department = rows(file.data, "指标值")
    assert header[:4] == ("名称", "考核期", "指标体系", "适用对象")
    assert (county[3], department[3]) == ("县市区", "市级部门")
    with reading(evaluated.engine) as session, pytest.raises(NotAllowed):
        value_sets_file(session=session, actor=evaluated.people["陈填报"].actor)


def test_the_status_book_has_a_word_for_every_cell_and_the_time_in_its_footer(collected):
    file = made(collected, status_file, "李评估")
    assert file.name == "市级部门采集状态.xlsx"
    found = sheets(file.data)
    header, *units = found["采集状态"]
    assert (len(header), len(units)) == (27, 42)
    words = [word for row in units for word in row[2:]]
    assert {word: words.count(word) for word in set(words)} == {"正常": 1044, "未采集": 2, "不适用": 4}
    assert len(found["明细"]) == 1 + 25 * 42
    assert "截至" in str(rows(file.data, "采集状态")[-1][0])


def test_a_department_gets_its_own_row(collected):
    found = sheets(made(collected, status_file, "陈填报").data)
    assert [row[0] for row in found["采集状态"][1:]] == ["M05"]


def test_the_draft_book_stands_beside_the_edition_and_is_marked_a_draft(collected):
    file = made(collected, draft_file, "李评估", "county")
    header, *units = sheets(file.data)["草稿得分"]
    with reading(collected.engine) as session:
        views = boards(
            session=session, actor=collected.people["李评估"].actor, edition_id=collected.edition_id
        )
    frozen = {unit.code: float(unit.total) for view in views for unit in view.units}
    assert header[:5] == ("代码", "单位", "草稿总分", "版次总分", "差")
    assert {row[0]: row[3] for row in units} == {
        code: total for code, total in frozen.items() if code[0] == "3"
    }
    assert all(row[2] == row[3] and row[4] == 0 for row in units)
    notes = [str(row[0]) for row in rows(file.data, "草稿得分")[-2:]]
    assert notes[0].startswith("草稿，未冻结")
    assert "校验码" in notes[1]
    with pytest.raises(NotAllowed):
        made(collected, draft_file, "郑市长")


def test_the_matrix_is_drawn_for_units_in_reach(collected, monkeypatch):
    monkeypatch.setattr(picture, "draw", lambda figure, _kind: str(len(figure.data[0].y)).encode())
    assert made(collected, status_chart, "李评估", kind="png").data == b"42"
    assert made(collected, status_chart, "陈填报", kind="svg").data == b"1"
    for name, kind in (("李评估", "gif"), ("韩运维", "png")):
        with pytest.raises(NotFound):
            made(collected, status_chart, name, kind=kind)
