"""What a browser may send."""

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from pages.server.frames import ALLOWED, inspect

KINDS = [option.name for option in BackMsg.DESCRIPTOR.oneofs_by_name["type"].fields]


def message(kind: str) -> bytes:
    made, field = BackMsg(), BackMsg.DESCRIPTOR.fields_by_name[kind]
    if field.message_type is not None:
        getattr(made, kind).SetInParent()
    else:
        setattr(made, kind, True)
    return made.SerializeToString()


@pytest.mark.parametrize("kind", KINDS)
def test_only_frames_a_screen_needs_pass(kind):
    assert inspect(message(kind))[0] is (kind in ALLOWED)


def test_what_clears_everybodys_cache_is_not_among_them():
    assert "clear_cache" in KINDS
    assert inspect(message("clear_cache")) == (False, False)


@pytest.mark.parametrize("garbage", [b"", b"\xff", b"\x00" * 50, b"GET / HTTP/1.1", bytes(range(256))])
def test_garbage_passes_nowhere(garbage):
    assert inspect(garbage) == (False, False)


def test_only_what_a_person_did_counts_as_activity():
    by_hand, by_itself = BackMsg(), BackMsg()
    by_hand.rerun_script.query_string = "a=1"
    by_itself.rerun_script.is_auto_rerun = True
    assert inspect(by_hand.SerializeToString()) == (True, True)
    assert inspect(by_itself.SerializeToString()) == (True, False)
    assert inspect(message("app_heartbeat")) == (True, False)


def test_every_allowed_frame_is_one_this_streamlit_knows():
    assert set(KINDS) >= ALLOWED
