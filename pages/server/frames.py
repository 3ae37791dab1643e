"""What a browser may send over Streamlit's websocket, and which of it counts as somebody's doing."""

from google.protobuf.message import DecodeError
from streamlit.proto.BackMsg_pb2 import BackMsg

# Everything a screen needs; the rest (clearing everybody's cache, debug frames) is dropped.
ALLOWED = frozenset({"rerun_script", "stop_script", "file_urls_request", "app_heartbeat"})


def inspect(data: bytes) -> tuple[bool, bool]:
    """(may pass, counts as activity) for one frame; a rerun a screen made by itself is no activity."""
    message = BackMsg()
    try:
        message.ParseFromString(data)
    except DecodeError:
        return False, False
    kind = message.WhichOneof("type")
    if kind not in ALLOWED:
        return False, False
    return True, kind == "rerun_script" and not message.rerun_script.is_auto_rerun
