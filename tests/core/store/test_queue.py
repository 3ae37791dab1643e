"""The fair lock lets waiters in as they came."""

import threading
import time

import pytest

from core.store.queue import FairLock


def waiters(lock: FairLock) -> int:
    return len(lock._waiting)


def until(condition) -> None:
    deadline = time.monotonic() + 5
    while not condition():
        assert time.monotonic() < deadline, "waited five seconds in vain"
        time.sleep(0.001)


def test_thirty_waiters_enter_in_the_order_they_arrived():
    lock, entered = FairLock(), []

    def enter(number: int) -> None:
        with lock:
            entered.append(number)

    threads = [threading.Thread(target=enter, args=(number,)) for number in range(30)]
    with lock:
        for number, thread in enumerate(threads):
            thread.start()
            until(lambda expected=number + 1: waiters(lock) == expected)
    for thread in threads:
        thread.join(5)
    assert entered == list(range(30))


def test_nobody_is_inside_together_with_another():
    lock, inside, most = FairLock(), [0], [0]

    def enter() -> None:
        for _ in range(200):
            with lock:
                inside[0] += 1
                most[0] = max(most[0], inside[0])
                inside[0] -= 1

    threads = [threading.Thread(target=enter) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert most == [1]
    assert inside == [0]


def test_an_error_inside_lets_the_next_one_in():
    lock = FairLock()
    with pytest.raises(ValueError, match="broken"), lock:
        raise ValueError("broken")
    with lock:
        assert waiters(lock) == 0
