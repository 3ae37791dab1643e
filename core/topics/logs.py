"""Usage logs as Parquet: one record a call, partitioned by month, every batch whole or not there at all.

A batch is written as files named after their content, aside and then renamed; nobody sees them before
`accept` puts the batch into the register, which is replaced in one step. Whatever was killed half way
leaves files nobody reads, and the same batch again finds them made.
"""

import hashlib
import json
import os
import secrets
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from enum import IntEnum
from functools import lru_cache
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from core.errors import Invalid, Problem, Unavailable
from core.settings import settings

# What a source hands in; times are UTC, months are those of a wall calendar in Dezhou.
RECORD = pa.schema(
    [
        ("time", pa.timestamp("s", tz="UTC")),
        ("topic", pa.string()),
        ("resource", pa.string()),
        ("provider", pa.string()),
        ("consumer", pa.string()),
        ("channel", pa.string()),
        ("rows", pa.int64()),
        ("status", pa.int16()),
        ("milliseconds", pa.int32()),
        ("is_probe", pa.bool_()),
        ("is_load_test", pa.bool_()),
    ]
)
CATALOGUE = pa.schema([(name, pa.string()) for name in ("resource", "name", "topic", "provider")])
NAMES = {"time": "时间", "topic": "主题", "resource": "资源", "provider": "提供单位", "consumer": "使用单位",
         "channel": "渠道", "rows": "交换条数", "status": "状态码", "milliseconds": "毫秒",
         "is_probe": "健康探测", "is_load_test": "压测", "name": "资源名称"}  # fmt: skip
EIGHT_HOURS = np.timedelta64(8, "h")


class Fate(IntEnum):
    """Why a call is not counted; the first that fits. Kept with every row, so that reading asks one column."""

    COUNTED = 0
    SELF_CALL = 1
    PROBE = 2
    LOAD_TEST = 3
    CLIENT_ERROR = 4


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a batch."""

    path: str
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Batch:
    """One delivery: `name` is what it is known by, `accepted_at` an ISO moment once it is registered."""

    name: str
    title: str
    is_demo: bool
    parts: tuple[Part, ...]
    catalogue: Part | None = None
    accepted_at: str = ""

    @property
    def rows(self) -> int:
        """Calls in it."""
        return sum(part.rows for part in self.parts)

    @property
    def sha256(self) -> str:
        """One hash over all files."""
        files = [*self.parts, *([self.catalogue] if self.catalogue else [])]
        return hashlib.sha256("".join(sorted(part.sha256 for part in files)).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Register:
    """Every accepted batch, in the order they came."""

    batches: tuple[Batch, ...] = ()
    sha256: str = field(default="")

    @property
    def calls(self) -> tuple[str, ...]:
        """Every file of calls, relative to the folder; the same content counts once."""
        return tuple(dict.fromkeys(part.path for batch in self.batches for part in batch.parts))

    @property
    def catalogue(self) -> str:
        """The newest list of published resources, or nothing."""
        return next((batch.catalogue.path for batch in reversed(self.batches) if batch.catalogue), "")


def folder() -> Path:
    """Where the logs lie."""
    return settings().data_dir / "topics"


def write_batch(
    name: str, title: str, records: Iterator[pa.Table], *, catalogue: pa.Table | None = None, is_demo: bool
) -> Batch:
    """Write the files of a batch, not yet visible; slow, so outside any transaction.

    Raises `Invalid` naming the first faults of a table that is no log.
    """
    parts: list[Part] = []
    for table in records:
        checked = _checked(table, RECORD)
        months = _months(checked)
        marked = checked.append_column("month", months).append_column("fate", _fates(checked))
        for month in sorted(pc.unique(months).to_pylist()):
            chosen = marked.filter(pc.equal(marked["month"], month))
            parts.append(_write(chosen, f"calls/month={month}"))
    kept = None if catalogue is None else _write(_checked(catalogue, CATALOGUE), "catalogue")
    return Batch(name, title, is_demo, tuple(parts), kept)


def read_register() -> Register:
    """The register as it stands; read again only after it was replaced."""
    path = folder() / "register.json"
    try:
        found = path.stat()
    except FileNotFoundError:
        return Register()
    return _opened(path, found.st_mtime_ns, found.st_ino)


def write_register(batches: tuple[Batch, ...]) -> None:
    """Replace the register in one step; the caller lets one writer at a time pass."""
    path = folder() / "register.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    aside.write_text(json.dumps([asdict(batch) for batch in batches], ensure_ascii=False), encoding="utf-8")
    os.replace(aside, path)


@lru_cache(maxsize=4)
def _opened(path: Path, _changed: int, _inode: int) -> Register:
    try:
        text = path.read_text(encoding="utf-8")
        batches = tuple(_batch(facts) for facts in json.loads(text))
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise Unavailable("调用日志登记册读不出来", remedy="请联系系统管理员从备份恢复") from error
    digest = hashlib.sha256("".join(batch.name + batch.sha256 for batch in batches).encode())
    return Register(batches, digest.hexdigest())


def _batch(facts: dict[str, object]) -> Batch:
    made = dict(facts)
    made["parts"] = tuple(Part(**part) for part in made["parts"])  # type: ignore[attr-defined]
    made["catalogue"] = Part(**made["catalogue"]) if made["catalogue"] else None  # type: ignore[arg-type]
    return Batch(**made)  # type: ignore[arg-type]


def _checked(table: pa.Table, schema: pa.Schema) -> pa.Table:
    problems = [
        Problem("缺少列", NAMES[name], "补上这一列")
        for name in schema.names
        if name not in table.column_names
    ]
    if not problems:
        try:
            table = table.select(schema.names).cast(schema)
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
            raise Invalid("调用日志的列类型不对，未导入", remedy="按接口说明核对各列类型") from error
        problems = [
            Problem("不得为空", f"{NAMES[name]}有 {table[name].null_count} 处为空", "补齐或剔除这些记录")
            for name in schema.names
            if table[name].null_count
        ] + [
            Problem("不得为负", NAMES[name], "核对来源")
            for name in ("rows", "milliseconds")
            if name in schema.names and table.num_rows and pc.min(table[name]).as_py() < 0
        ]
    if problems:
        raise Invalid(f"调用日志有 {len(problems)} 处不合要求，未导入", problems=problems)
    return table


def _months(table: pa.Table) -> pa.ChunkedArray:
    """2020-06 of every record: UTC plus eight hours, as in Dezhou since 1991."""
    naive = table["time"].cast(pa.timestamp("s")).to_numpy() + EIGHT_HOURS
    named, where = np.unique(naive.astype("datetime64[M]"), return_inverse=True)
    index = pa.array(where.astype(np.int32))
    return pa.chunked_array(
        [pa.DictionaryArray.from_arrays(index, pa.array(named.astype(str))).cast(pa.string())]
    )


def _fates(table: pa.Table) -> pa.Array:
    status = table["status"].to_numpy()
    conditions = [
        pc.equal(table["provider"], table["consumer"]).to_numpy(),
        table["is_probe"].to_numpy(),
        table["is_load_test"].to_numpy(),
        (status >= 400) & (status < 500),
    ]
    return pa.array(np.select(conditions, list(Fate)[1:], Fate.COUNTED).astype(np.int8))


def _write(table: pa.Table, below: str) -> Part:
    target = folder() / below
    target.mkdir(parents=True, exist_ok=True)
    aside = target / f"{secrets.token_hex(8)}.part"
    pq.write_table(table, aside, compression="zstd")
    digest = hashlib.sha256(aside.read_bytes()).hexdigest()
    name = f"{below}/{digest[:24]}.parquet"
    os.replace(aside, folder() / name)
    return Part(name, table.num_rows, digest)


def catalogue_rows(register: Register) -> dict[str, dict[str, str]]:
    """The published resources by code: name, topic, provider."""
    if not register.catalogue:
        return {}
    try:
        rows = pq.read_table(folder() / register.catalogue).to_pylist()
    except (OSError, pa.ArrowInvalid) as error:
        raise Unavailable("资源目录快照读不出来", remedy="请联系系统管理员从备份恢复") from error
    return {row["resource"]: row for row in rows}
