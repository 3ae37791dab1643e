"""Arrays that are used again."""

import threading

from core.scoring.scratch import Fresh, Scratch


def test_an_array_is_the_same_memory_until_it_must_grow():
    scratch = Scratch()
    first = scratch.array("points", (4, 5))
    first[:] = 7

    assert scratch.array("points", (2, 3)).tolist() == [[7] * 3] * 2
    assert scratch.array("points", (8, 9)).shape == (8, 9)


def test_fresh_arrays_are_never_shared():
    fresh = Fresh()

    assert fresh.array("points", (3,)) is not fresh.array("points", (3,))


def test_every_thread_has_its_own():
    scratch = Scratch()
    mine = scratch.array("points", (3,))
    mine[:] = 1
    others = []

    def take():
        others.append(scratch.array("points", (3,)))
        others[0][:] = 2

    thread = threading.Thread(target=take)
    thread.start()
    thread.join()
    assert mine.tolist() == [1, 1, 1]
