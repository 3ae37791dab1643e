"""A process dies by SIGKILL in the middle of imports of thousands of cells; each set is whole or absent."""

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from core.settings import ROOT
from tests.endurance.ledger import Ledger
from tests.endurance.rounds import ROUNDS, SEED
from tests.running.city import demo_folder
from tests.running.server import environment


@pytest.fixture
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration without a server."""
    return demo_folder(tmp_path_factory.mktemp("imports") / "data")


def killed_while_importing(data_dir: Path, number: int, seconds: float) -> list[int]:
    """The sets a process said it had committed before it was killed."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.endurance.importer", f"round{number}"],
        cwd=ROOT,
        env=environment(data_dir),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert child.stdout is not None
    first = child.stdout.readline()
    time.sleep(seconds)
    os.killpg(child.pid, signal.SIGKILL)
    rest, errors = child.communicate()
    assert errors == ""
    return [int(line) for line in (first + rest).split("\n") if line]


def broken_sets(ledger: Ledger, cells: int, after: int) -> list[object]:
    """Sets made after that one without all their cells, their one entry, or their file's row."""
    query = """
        select s.id from value_sets s where
            (select count(*) from metric_values v where v.value_set_id = s.id) <> ?
            or (select count(*) from audit_entries a
                where a.object_type = 'value_set' and a.object_id = cast(s.id as text)) <> 1
            or not exists (select 1 from evidence_files f where f.id = s.evidence_id)
    """
    return ledger.column(f"select * from ({query}) where id > ?", cells, after)


def wrong_files(ledger: Ledger, data_dir: Path) -> list[str]:
    """Files the database knows whose bytes are missing or not what was registered."""
    wrong = []
    for key in map(str, ledger.column("select distinct object_key from evidence_files")):
        path = data_dir / "evidence" / key
        # The key ends with the content's SHA-256.
        if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != path.name:
            wrong.append(key)
    return wrong


def test_an_import_killed_half_way_is_whole_or_was_never_there(data_dir: Path) -> None:
    moments, ledger, said = random.Random(SEED), Ledger(data_dir), []
    (first,) = ledger.column("select min(id) from value_sets")
    last = ledger.number("select max(id) from value_sets")
    cells = ledger.number("select count(*) from metric_values where value_set_id = ?", first)
    for number in range(ROUNDS):
        said += killed_while_importing(data_dir, number, moments.uniform(0.0, 1.5))
        held = set(ledger.column("select id from value_sets"))
        assert ledger.faults() == []
        assert [made for made in said if made not in held] == []
        assert broken_sets(ledger, cells, last) == []
        orphans = "select count(*) from audit_entries where object_type = 'value_set' and object_id not in"
        assert ledger.number(f"{orphans} (select cast(id as text) from value_sets)") == 0
    assert wrong_files(ledger, data_dir) == []
    ledger.close()
    print(f"\n{ROUNDS} kills, {len(said)} imports of {cells} cells acknowledged, 0 lost, 0 halved")
