"""Passwords: hashed so that length is no limit, and equal work for right, wrong and unknown."""

import statistics
import time
import unicodedata

import pytest

from core.access.passwords import decoy_hash, hash_password, matches, random_password
from core.access.rules import password_faults

PHRASES = [
    "山重水复疑无路柳暗花明又一村从今若许闲乘月A1",
    "千山鸟飞绝万径人踪灭孤舟蓑笠翁独钓寒江雪Z9" * 3,
    "x" * 256,
    "😀" * 60 + "Aa1",
]


@pytest.mark.parametrize("phrase", PHRASES)
def test_long_phrases_count_to_their_last_character(phrase: str):
    assert len(phrase.encode()) > 64
    held = hash_password(phrase)
    assert matches(phrase, held)
    assert not matches(phrase[:-1], held)
    assert not matches(phrase + "1", held)


def test_the_same_password_never_hashes_the_same_and_is_not_in_its_hash():
    first, second = hash_password("Correct-Horse-7"), hash_password("Correct-Horse-7")
    assert first != second
    assert "Correct" not in first


def test_an_accent_typed_in_two_ways_is_the_same_password():
    composed = "Café-Zürich-9"
    assert matches(unicodedata.normalize("NFD", composed), hash_password(composed))


def test_first_passwords_satisfy_the_policy_and_avoid_look_alikes():
    made = {random_password() for _ in range(200)}
    assert len(made) == 200
    for password in made:
        assert password_faults(password, login="zhaomin", names=["赵敏"], minimum_length=10) == []
        assert not set(password) & set("0OolI1")


def test_a_wrong_password_and_an_unknown_name_take_the_same_time():
    held, nobody = hash_password("Correct-Horse-7"), decoy_hash()

    def milliseconds(password_hash: str) -> float:
        took = []
        for _ in range(7):
            # The processor's time, which other work on the machine does not lengthen.
            start = time.process_time()
            matches("Wrong-Horse-8", password_hash)
            took.append(time.process_time() - start)
        return statistics.median(took) * 1000

    assert milliseconds(held) == pytest.approx(milliseconds(nobody), rel=0.5, abs=20)
    assert milliseconds(held) > 20, "a guess must cost real work"
