"""Scoring from files to a file."""

import json

import pytest

from core.documents import score_files
from core.errors import Invalid, NotFound, Unavailable
from core.indicators.health import Light
from core.indicators.workbook import write_system
from tests.core.documents.opened import sheets
from tests.core.scoring.test_scores import PILLARS

CSV = """单位代码,单位名称,分组,A-1,A-2,B1-1,B2-1
U1,甲国,欧洲,60,30,80,40
U2,乙国,亚洲,-5,３０,,不适用
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "体系.xlsx").write_bytes(write_system(PILLARS))
    (tmp_path / "值.csv").write_text(CSV, encoding="utf-8")
    return tmp_path


def _periods(folder, values="值.csv"):
    system = score_files.read_system_file(folder / "体系.xlsx")
    return score_files.score_boards(system, score_files.read_values_file(folder / values, system))


@pytest.mark.parametrize("ending", ["xlsx", "csv", "json"])
def test_files_in_one_file_out(folder, ending):
    target = folder / f"得分.{ending}"

    score_files.write_scores(_periods(folder), target)

    assert target.stat().st_size > 200
    if ending == "json":
        units = json.loads(target.read_bytes())["periods"][0]["units"]
        assert [unit["total"] for unit in units] == [52.5, 10]


def test_several_periods_in_one_file_are_each_ranked(folder):
    lines = CSV.splitlines()
    rows = [lines[0] + ",期次", *(f"{line},{year}" for year in (2020, 2021) for line in lines[1:])]
    (folder / "两年.csv").write_text("\n".join(rows), encoding="utf-8")

    text = list(score_files.ranking(_periods(folder, "两年.csv")))

    assert [line for line in text if line.startswith("期次")] == ["期次：2020", "期次：2021"]
    assert sum(line.startswith("1\t52.50") for line in text) == 2


def test_a_wrong_file_comes_back_annotated_beside_the_original(folder):
    (folder / "错.csv").write_text(CSV.replace("甲国,欧洲,60", "甲国,欧洲,六十"), encoding="utf-8")

    with pytest.raises(Invalid, match=r"错-失败原因\.xlsx"):
        _periods(folder, "错.csv")

    assert "失败原因" in str(sheets((folder / "错-失败原因.xlsx").read_bytes()))


def test_the_health_check_of_files_tells_red_from_sound(folder):
    findings = score_files.examine_files(folder / "体系.xlsx", folder / "值.csv")
    (folder / "坏.xlsx").write_bytes(b"not a workbook")

    assert not [finding for finding in findings if finding.light is Light.RED]
    assert [finding.light for finding in score_files.examine_files(folder / "坏.xlsx", None)] == [Light.RED]


def test_templates_are_ready_to_fill_in(folder):
    score_files.write_template(None, folder / "样例.xlsx")
    score_files.write_template(folder / "样例.xlsx", folder / "值.xlsx")

    assert "指标树" in sheets((folder / "样例.xlsx").read_bytes())
    assert sheets((folder / "值.xlsx").read_bytes())["指标值"][0][0] == "单位代码"


def test_units_are_explained_by_code_or_name(folder):
    periods = _periods(folder)

    assert score_files.explained_unit(periods, "甲国") == score_files.explained_unit(periods, "U1")
    with pytest.raises(NotFound, match="没有单位“丙国”"):
        score_files.explained_unit(periods, "丙国")


def test_files_that_cannot_be_opened_or_written_are_named(folder):
    with pytest.raises(NotFound, match="打不开"):
        score_files.read_system_file(folder / "没有.xlsx")
    with pytest.raises(Unavailable, match="不存在"):
        score_files.write_scores(_periods(folder), folder / "没有" / "得分.csv")
    with pytest.raises(Invalid, match="不认识的结果文件"):
        score_files.check_target(folder / "得分.pdf")
    with pytest.raises(Invalid, match="就是输入的文件"):
        score_files.check_target(folder / "值.csv", folder / "体系.xlsx", folder / "值.csv")
