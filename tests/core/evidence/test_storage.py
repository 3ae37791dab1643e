"""Bytes are kept by content and checked on every read."""

import hashlib
import threading

import pytest

from core.errors import Unavailable
from core.evidence import storage
from core.settings import settings


def files() -> list:
    return [path for path in (settings().data_dir / "evidence").rglob("*") if path.is_file()]


def test_what_was_put_is_got_back_under_a_name_of_our_own_making():
    sha256, key = storage.put("佐证".encode())
    assert sha256 == hashlib.sha256("佐证".encode()).hexdigest()
    assert key == f"{sha256[:2]}/{sha256}"
    assert storage.get(key, sha256) == "佐证".encode()


def test_the_same_bytes_are_kept_once():
    assert storage.put(b"same") == storage.put(b"same")
    assert len(files()) == 1


def test_sixteen_who_keep_the_same_bytes_at_once_all_succeed_and_leave_no_rubbish():
    start, done, faults = threading.Barrier(16), [], []

    def put() -> None:
        start.wait()
        try:
            done.append(storage.put(b"x" * 100_000))
        except Exception as error:
            faults.append(error)

    threads = [threading.Thread(target=put) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert faults == []
    assert len({*done}) == 1
    assert [path.name for path in files()] == [done[0][0]]


@pytest.mark.parametrize("damage", [b"", b"x", b"exactlY", b"exactly more"])
def test_bytes_that_changed_are_never_handed_out(damage):
    sha256, key = storage.put(b"exactly")
    files()[0].write_bytes(damage)
    with pytest.raises(Unavailable, match="校验值不一致"):
        storage.get(key, sha256)


def test_bytes_that_are_gone_are_said_to_be_gone():
    sha256, key = storage.put(b"exactly")
    files()[0].unlink()
    with pytest.raises(Unavailable, match="找不到"):
        storage.get(key, sha256)


def test_another_store_is_used_when_one_is_set(monkeypatch):
    monkeypatch.setenv("SHUPING_EVIDENCE_URL", "memory://bucket")
    settings.cache_clear()
    sha256, key = storage.put(b"remote")
    assert storage.get(key, sha256) == b"remote"
    assert not (settings().data_dir / "evidence").exists()
