"""Whatever a file does to its reader, the server gets an answer or one of two refusals, and lives on."""

import pytest

from core.confined import running
from core.confined.running import Broken, Lane, TooHeavy
from core.errors import Unavailable

JOB = "tests.core.confined.jobs"
LANE = Lane(2, wait_seconds=30)


def asked(what: str, data: bytes = b"") -> bytes:
    return LANE.run(JOB, {"what": what}, data)


def test_the_answer_comes_back_byte_for_byte():
    assert asked("echo", bytes(range(256))) == bytes(reversed(range(256)))


@pytest.mark.parametrize(
    ("what", "refusal"), [("eat", TooHeavy), ("die", TooHeavy), ("pour", TooHeavy), ("stumble", Broken)]
)
def test_a_reader_that_comes_to_grief_is_a_refusal_and_the_next_one_answers(what, refusal):
    with pytest.raises(refusal):
        asked(what)
    assert asked("echo", b"ab") == b"ba"


def test_a_reader_that_never_ends_is_ended(monkeypatch):
    monkeypatch.setattr(running, "CHILD_WALL_SECONDS", 1)
    with pytest.raises(TooHeavy):
        asked("spin")


def test_a_child_sees_no_secrets(monkeypatch):
    monkeypatch.setenv("SHUPING_SECRET_KEY", "秘密")
    told = asked("tell").decode()
    assert "PYTHONPATH" in told
    assert "SHUPING" not in told


def test_who_finds_every_place_taken_is_told_to_wait():
    with pytest.raises(Unavailable, match="正在读取的文件较多"):
        Lane(0, wait_seconds=0.01).run(JOB, {"what": "echo"}, b"x")
