"""Only one harmless SELECT passes, whatever its spelling."""

import pytest

from connectors.platforms.exchange_metrics import METRICS
from connectors.selects import LONGEST, only_select
from core.errors import SourceMisconfigured

HARMLESS = (
    "select unit, count(*) as n from resource where month between :since and :until group by unit",
    "with x as (select a, row_number() over (partition by a order by b) as r from t) select a from x where r = 1",
    "select a, sum(case when c = 'x' then 1 else 0 end) as t, coalesce(sum(b), 0) * 1.0 / nullif(count(*), 0) "
    "from t left join u on u.a = t.a group by a having count(*) > 0 order by 1 limit 5",
    "select a from t union all select b from u",
    "select 'delete from t; drop table x' as said, a -- attach 'x'\nfrom t",
    "select cast(a as integer), abs(b - c), round(a, 2), substr(x, 1, 7) from s.t where y is not null",
)
HOSTILE = (
    "delete from t", "update t set a = 1", "insert into t select 1", "drop table t", "create table x as select 1",
    "select 1; select 2", "select 1; drop table t", "attach 'x' as y", "detach y", "pragma table_info(t)",
    "vacuum into 'x'", "explain select 1", "values (1)", "table pg_authid", "call f()", "do $$ begin end $$",
    "copy t to '/tmp/x'", "set role x", "select * into x from t", "select * from t for update",
    "with x as (delete from t returning *) select * from x", "with x as (insert into t values (1) returning 1) select 1",
    "select load_extension('x')", "select readfile('x')", "select writefile('x', 'y')", "select edit('x')",
    "select * from pragma_table_info('t')", "select * from sqlite_master", "select * from main.sqlite_schema",
    "select randomblob(1000000000)", "select zeroblob(1e9)", "select fts3_tokenizer('x')", "select hex(a) from t",
    "select pg_read_file('/etc/passwd') from t", "select \"pg_read_file\"('x')", "select PG_READ_FILE('x')",
    "select pg_catalog.pg_read_file('x')", "select pg_sleep(100)", "select lo_export(1, '/x')",
    "select 1 from t where pg_terminate_backend(1)", "select * from pg_catalog.pg_authid", "select * from pg_shadow",
    "select * from information_schema.tables", "select set_config('a', 'b', false)", "select current_setting('x')",
    "select dblink('x', 'y')", "select query_to_xml('delete from t', true, true, '')", "select nextval('s')",
    "select * from generate_series(1, 1000000000)", "select * from other.public.t", "select a from t where a = f(1)",
    "", "   ", "selekt 1", "/* only a comment */", "select 1\0", "select " + "1," * LONGEST + "1",
)  # fmt: skip
EACH = pytest.mark.parametrize("dialect", ["sqlite", "postgres"])


@EACH
@pytest.mark.parametrize("query", [*HARMLESS, *(asked.query for asked in METRICS.values())])
def test_a_harmless_select_passes(query: str, dialect: str):
    assert only_select(query, dialect) is None


@EACH
@pytest.mark.parametrize("query", HOSTILE, ids=lambda query: query[:40])
def test_everything_else_is_refused(query: str, dialect: str):
    with pytest.raises(SourceMisconfigured):
        only_select(query, dialect)
    assert len(HOSTILE) >= 50
