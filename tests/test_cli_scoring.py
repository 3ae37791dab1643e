"""`shuping template`, `check` and `score`: two files in, one out, from any folder, without a database."""

import json
import os
import subprocess
import sys

import pytest

from core.indicators.workbook import write_system
from core.settings import ROOT
from tests.core.documents.opened import sheets
from tests.core.scoring.boards import tiny_system

CSV = """单位代码,单位名称,分组,A1-1/分子,A1-1/分母,A1!1,B-1#1,B-1#2,B-1#3
U1,甲局,一组,17,20,1,1,1,0.5
U2,乙局,一组,"1,000",1000,,1,0,1
"""


@pytest.fixture
def shuping(tmp_path):
    """Run the command as a person would: a process of its own, standing in a folder with their files."""

    def run(*arguments, code=0):
        environment = {**os.environ, "SHUPING_DATA_DIR": str(tmp_path / "none"), "PYTHONUTF8": "1"}
        done = subprocess.run(
            [sys.executable, str(ROOT / "cli.py"), *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode == code, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done.stdout + done.stderr

    return run


@pytest.fixture
def files(tmp_path, shuping):
    shuping("template", "--out", "体系.xlsx")
    (tmp_path / "值.csv").write_text(CSV, encoding="gb18030")
    return tmp_path


def test_the_template_is_checked_scored_and_explained(files, shuping):
    assert "红 0 项，黄 0 项" in shuping("check", "--system", "体系.xlsx")

    ranked = shuping("score", "--system", "体系.xlsx", "--values", "值.csv")
    assert "1\t68.00\t合格\tU2\t乙局" in ranked
    told = shuping("score", "--system", "体系.xlsx", "--values", "值.csv", "--explain", "甲局")
    assert "总分 60.00，第 2 名（共 2 个），合格" in told


@pytest.mark.parametrize("ending", ["xlsx", "csv", "json"])
def test_results_are_written_where_the_person_stands(files, shuping, ending):
    shuping("score", "--system", "体系.xlsx", "--values", "值.csv", "--out", f"得分.{ending}")

    data = (files / f"得分.{ending}").read_bytes()
    if ending == "xlsx":
        assert sheets(data)["得分"][1][:5] == ("U2", "乙局", "一组", 1, 68)
    elif ending == "json":
        assert json.loads(data)["periods"][0]["units"][1]["total"] == 68
    else:
        assert "U2,乙局,一组,1,68" in data.decode("utf-8-sig")
    assert not (files / "none").exists()


def test_a_values_workbook_made_for_a_system_can_be_filled_in_and_scored(files, shuping):
    shuping("template", "--system", "体系.xlsx", "--out", "值.xlsx")

    assert "A1-1/分子" in str(sheets((files / "值.xlsx").read_bytes())["指标值"][0])


def test_a_system_that_is_not_sound_is_red_and_ends_with_an_error(files, shuping):
    (files / "坏.xlsx").write_bytes(write_system(tiny_system()).replace(b"x", b"y", 1))
    broken = tiny_system(full_marks=90)
    (files / "九十.xlsx").write_bytes(write_system(broken))

    assert "[红]" in shuping("check", "--system", "坏.xlsx", code=1)
    said = shuping("check", "--system", "九十.xlsx", code=1)
    assert "末级指标满分之和应为 90，现为“100”" in said
    assert (files / "九十-失败原因.xlsx").exists()


def test_wrong_values_are_refused_with_every_place_and_nothing_is_written(files, shuping):
    (files / "错.csv").write_text(CSV.replace("17,20", "25,20"), encoding="utf-8")

    said = shuping("score", "--system", "体系.xlsx", "--values", "错.csv", "--out", "得分.xlsx", code=1)

    assert "第 2 行 D 列：A1-1 分子大于分母" in said
    assert not (files / "得分.xlsx").exists()
    assert (files / "错-失败原因.xlsx").exists()


def test_a_file_that_is_not_there_and_an_ending_nobody_knows_are_named(files, shuping):
    assert "打不开文件" in shuping("score", "--system", "无.xlsx", "--values", "值.csv", code=1)
    said = shuping("score", "--system", "体系.xlsx", "--values", "值.csv", "--out", "得分.pdf", code=1)
    assert "不认识的结果文件" in said
