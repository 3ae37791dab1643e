"""A batch is checked, cut by month, marked, and whole or not there."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from core.errors import Invalid, Unavailable
from core.topics.logs import (
    CATALOGUE,
    Fate,
    catalogue_rows,
    folder,
    read_register,
    write_batch,
    write_register,
)
from tests.builders.logs import call, records, written


def rows_of(batch):
    return [row for part in batch.parts for row in pq.read_table(folder() / part.path).to_pylist()]


def test_months_are_those_of_a_wall_calendar_in_dezhou():
    batch = written(
        call(time="2020-05-31 15:59"), call(time="2020-05-31 16:00"), call(time="2020-12-31 16:00")
    )
    assert [row["month"] for row in rows_of(batch)] == ["2020-05", "2020-06", "2021-01"]
    assert [part.path.split("/")[1] for part in batch.parts] == [
        "month=2020-05",
        "month=2020-06",
        "month=2021-01",
    ]
    assert batch.rows == 3


def test_every_call_is_marked_with_the_first_reason_that_drops_it():
    batch = written(
        call(), call(status=503), call(consumer="M15", is_probe=True), call(is_probe=True, is_load_test=True),
        call(is_load_test=True), call(status=404), call(status=399),
    )  # fmt: skip
    assert [Fate(row["fate"]).name for row in rows_of(batch)] == [
        "COUNTED", "COUNTED", "SELF_CALL", "PROBE", "LOAD_TEST", "CLIENT_ERROR", "COUNTED",
    ]  # fmt: skip


def test_the_same_calls_make_the_same_files_and_leave_nothing_aside():
    first, second = written(call(), call(rows=3)), written(call(), call(rows=3))
    assert first == second
    assert not list(folder().rglob("*.part"))
    assert written(call(), call(rows=4)).sha256 != first.sha256


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda table: table.drop_columns("consumer"), "缺少列，现为“使用单位”"),
        (lambda table: table.set_column(6, "rows", pa.array([-1], pa.int64())), "不得为负"),
        (lambda table: table.set_column(1, "topic", pa.array([None], pa.string())), "主题有 1 处为空"),
    ],
)
def test_a_table_that_is_no_log_is_refused_and_says_why(change, fault):
    with pytest.raises(Invalid) as caught:
        write_batch("坏", "坏", iter([change(records(call()))]), is_demo=False)
    assert fault in " ".join(map(str, caught.value.problems))


def test_a_column_of_another_type_is_refused_in_chinese():
    table = records(call()).set_column(6, "rows", pa.array(["许多"]))
    with pytest.raises(Invalid, match="列类型不对"):
        write_batch("坏", "坏", iter([table]), is_demo=False)


def test_nothing_is_seen_before_the_register_names_it():
    batch = written(call())
    assert read_register().batches == ()
    write_register((batch,))
    assert read_register().batches == (batch,)
    assert read_register().calls == tuple(part.path for part in batch.parts)
    write_register((batch, written(call(rows=7), name="七月")))
    assert len(read_register().batches) == 2


def test_a_broken_register_is_named_and_not_taken_for_an_empty_one():
    write_register(())
    (folder() / "register.json").write_text("[{", encoding="utf-8")
    with pytest.raises(Unavailable, match="登记册读不出来"):
        read_register()


def test_the_newest_list_of_resources_counts():
    def listed(name, *codes):
        facts = [{"resource": code, "name": code, "topic": "208", "provider": "M15"} for code in codes]
        table = pa.Table.from_pylist(facts, schema=CATALOGUE)
        return write_batch(name, name, iter([records(call())]), catalogue=table, is_demo=False)

    assert catalogue_rows(read_register()) == {}
    write_register((listed("一", "R1"), listed("二", "R1", "R2"), written(call())))
    assert list(catalogue_rows(read_register())) == ["R1", "R2"]
    (folder() / read_register().catalogue).unlink()
    with pytest.raises(Unavailable, match="资源目录快照"):
        catalogue_rows(read_register())
