"""Committed lists are read strictly and say what is wrong with them."""

import pytest

from core.errors import Invalid, Problem, Unavailable
from core.store.lists import header_problems, read_rows, read_table, refuse


def test_rows_are_read_by_column_name_whatever_mark_the_file_begins_with(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("代码,名称\nM01,市公安局\n", encoding="utf-8-sig")
    assert read_table(path) == [["代码", "名称"], ["M01", "市公安局"]]
    assert read_rows(path) == [{"代码": "M01", "名称": "市公安局"}]


def test_a_missing_file_says_where_to_get_it(tmp_path):
    with pytest.raises(Unavailable, match=r"读不到参考数据文件 none\.csv.*从安装包恢复"):
        read_table(tmp_path / "none.csv")


@pytest.mark.parametrize("content", ["代码\n市".encode("gbk"), b'a,"b\nc'])
def test_a_file_that_is_no_utf8_csv_is_refused(tmp_path, content):
    path = tmp_path / "broken.csv"
    path.write_bytes(content)
    with pytest.raises(Invalid, match="不是 UTF-8 编码的 CSV"):
        read_table(path)


def test_a_wrong_header_is_named_with_what_was_expected():
    assert header_problems([["代码", "名称"]], ("代码", "名称")) == []
    (fault,) = header_problems([["名称", "代码"]], ("代码", "名称"))
    assert (fault.row, fault.value, fault.rule) == (1, "名称、代码", "表头须依次为 代码、名称")
    assert header_problems([], ("代码",))[0].value == ""


def test_faults_refuse_the_whole_file_and_none_lets_it_pass(tmp_path):
    refuse(tmp_path / "a.csv", [])
    with pytest.raises(Invalid, match=r"a\.csv 有 2 处错误") as refused:
        refuse(tmp_path / "a.csv", [Problem(rule="一"), Problem(rule="二")])
    assert [problem.rule for problem in refused.value.problems] == ["一", "二"]
