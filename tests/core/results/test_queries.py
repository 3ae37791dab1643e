"""Everybody reads a frozen edition as far as their scope reaches, and no further."""

import re
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import text

from core.access.permissions import Permission
from core.errors import NotAllowed, NotFound, Unavailable
from core.evidence.service import hand_out
from core.results import queries
from core.store import triggers
from core.store.session import reading

CELL = re.compile(r"^(?P<file>.+\.xlsx) 工作表“(?P<sheet>.+)”(?P<cell>[A-Z]+\d+)$")


def boards(city, name, **facts):
    with reading() as session:
        return queries.boards(
            session=session, actor=city.people[name].actor, edition_id=city.edition_id, **facts
        )


def unit(city, name, code):
    with reading() as session:
        return queries.unit(
            session=session, actor=city.people[name].actor, edition_id=city.edition_id, unit_code=code
        )


def test_a_leader_sees_both_boards_whole(evaluated):
    for name in ("郑市长", "冯秘书", "赵敏", "孙项目", "李评估", "何审计"):
        views = boards(evaluated, name)
        assert [(view.board.audience, len(view.units)) for view in views] == [
            ("department", 42),
            ("county", 13),
        ]
        assert all(view.is_whole for view in views)


def test_a_filler_sees_their_own_unit_alone_with_its_rank_among_forty_two(evaluated):
    whole = boards(evaluated, "郑市长")[0].board
    for name in ("陈填报", "钱审核"):
        (view,) = boards(evaluated, name)
        assert [one.code for one in view.units] == ["M05"]
        assert not view.is_whole
        assert view.units[0].rank == whole.by_code["M05"].rank
        assert len(view.board.units) == 42
    (other,) = boards(evaluated, "周填报")
    assert [one.code for one in other.units] == ["M01"]
    assert other.scope_key != view.scope_key


def test_a_county_administrator_sees_their_county_alone(evaluated):
    (view,) = boards(evaluated, "吴德城")
    assert view.board.audience == "county"
    assert [one.code for one in view.units] == ["371402"]
    with reading() as session, pytest.raises(NotFound, match="这一榜"):
        queries.board(
            session=session,
            actor=evaluated.people["吴德城"].actor,
            edition_id=evaluated.edition_id,
            audience="department",
        )


def test_those_who_do_not_read_results_are_told_who_does(evaluated):
    for name in ("秦专家", "韩运维", "王立新"):
        with pytest.raises(NotAllowed, match="查看排名榜"):
            boards(evaluated, name)
        with pytest.raises(NotAllowed, match="查看单位得分"):
            unit(evaluated, name, "M05")
        with reading() as session, pytest.raises(NotAllowed):
            queries.editions(session=session, actor=evaluated.people[name].actor)


def test_another_unit_and_an_unknown_one_are_refused_alike(evaluated):
    sentences = set()
    for code in ("M01", "371402", "M99", "' or 1=1"):
        with pytest.raises(NotAllowed) as caught:
            unit(evaluated, "陈填报", code)
        sentences.add(str(caught.value))
    assert len(sentences) == 1
    assert unit(evaluated, "陈填报", "M05").unit.code == "M05"
    with pytest.raises(NotAllowed):
        unit(evaluated, "吴德城", "371403")


def test_exporting_asks_for_its_own_permission(evaluated):
    views = boards(evaluated, "陈填报", permission=Permission.RESULTS_BOARD_EXPORT)
    assert [one.code for one in views[0].units] == ["M05"]
    with pytest.raises(NotAllowed, match="导出排名榜"):
        boards(evaluated, "韩运维", permission=Permission.RESULTS_BOARD_EXPORT)


def test_editions_stand_newest_first_and_say_what_they_are(evaluated):
    with reading() as session:
        actor = evaluated.people["陈填报"].actor
        (edition,) = queries.editions(session=session, actor=actor)
        assert queries.latest(session=session, actor=actor) == edition
    assert edition.kind_name == "初评版"
    assert edition.label == f"德州市2020年度初评结果（初评版，校验码 {edition.sha256[:8]}）"
    assert edition.frozen_by == "赵敏"


def test_editions_are_found_by_word_and_kind(evaluated):
    def found(**facts):
        with reading() as session:
            actor = evaluated.people["陈填报"].actor
            rows, total = queries.edition_page(session=session, actor=actor, **facts)
        return [row.code for row in rows], total

    assert found() == found(text="初评", kind="initial") == (["2020-初评"], 1)
    assert found(offset=1) == ([], 1)
    assert found(kind="corrected") == found(text="_") == ([], 0)
    with pytest.raises(NotAllowed), reading() as session:
        queries.edition_page(session=session, actor=evaluated.people["秦专家"].actor)


def test_an_unknown_edition_is_not_found(evaluated):
    with reading() as session, pytest.raises(NotFound, match="没有这个结果版次"):
        queries.boards(session=session, actor=evaluated.people["郑市长"].actor, edition_id=999)


@pytest.mark.parametrize("forged", [b"not an archive", b""])
def test_content_that_was_tampered_with_is_not_shown(evaluated, monkeypatch, forged):
    monkeypatch.setattr(queries, "_cache", type(queries._cache)())
    with evaluated.engine.begin() as connection:
        triggers.drop(connection, "result_editions")
        connection.execute(text("update result_editions set content = :forged"), {"forged": forged})
    with pytest.raises(Unavailable, match=r"结果版次的内容.*从备份核对"):
        boards(evaluated, "郑市长")


def test_numbers_changed_inside_an_edition_are_not_shown(evaluated, monkeypatch):
    monkeypatch.setattr(queries, "_cache", type(queries._cache)())
    with evaluated.engine.begin() as connection:
        triggers.drop(connection, "result_editions")
        connection.execute(text("update result_editions set sha256 = :other"), {"other": "0" * 64})
    with pytest.raises(Unavailable, match="校验值不一致"):
        boards(evaluated, "郑市长")


def test_only_so_many_editions_stay_open_and_the_oldest_goes_first(evaluated, monkeypatch):
    monkeypatch.setattr(queries, "_cache", type(queries._cache)())
    monkeypatch.setattr(queries, "OPENED", 1)
    queries._cache["an older edition"] = ()
    boards(evaluated, "郑市长")
    assert "an older edition" not in queries._cache
    assert len(queries._cache) == 1


def test_a_trace_ends_at_the_file_the_sheet_and_the_cell_that_holds_the_number(evaluated):
    view = unit(evaluated, "郑市长", "M05")
    source = view.board.source
    with reading() as session:
        kept = hand_out(session=session, actor=evaluated.people["郑市长"].actor, file_id=source.evidence_id)
    assert kept.name == source.file_name
    workbook = load_workbook(BytesIO(kept.data), data_only=True)
    seen = 0
    for metric in view.board.system.metrics:
        for origin in queries.metric_trace(view, metric.code).sources:
            place = CELL.match(str(origin.place))
            if place is None:
                # Expert marks take a whole row.
                assert re.search(r"\.xlsx 工作表“专家评分”", str(origin.place)), str(origin.place)
                continue
            assert place["file"] == source.file_name
            value = workbook[place["sheet"]][place["cell"]].value
            if origin.number is not None:
                assert value == pytest.approx(float(origin.number)), (metric.code, str(origin.place))
                seen += 1
            else:
                assert value in (None, "不适用")
    assert seen > 60


def test_a_trace_gives_the_published_points_of_every_metric_of_a_county(evaluated):
    view = unit(evaluated, "吴德城", "371402")
    published = {metric.code: metric.p for metric in view.unit.metrics}
    for code, points in published.items():
        found = queries.metric_trace(view, code)
        assert found.recomputed_points() == found.points
        if points is not None:
            assert float(found.points) == pytest.approx(points, abs=1e-12)
        assert found.leaf_points == view.unit.node(found.leaf).points


def test_an_unknown_metric_is_not_found(evaluated):
    view = unit(evaluated, "陈填报", "M05")
    with pytest.raises(NotFound, match="没有子项“Z9-9”"):
        queries.metric_trace(view, "Z9-9")
