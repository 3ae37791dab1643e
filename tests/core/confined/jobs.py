"""What a bad file could make of its reader."""

import os
import resource
import time
from typing import Any


def answer(request: dict[str, Any], data: bytes) -> bytes:
    """Do what the request names."""
    match request["what"]:
        case "echo":
            return data[::-1]
        case "eat":
            return bytes(resource.getrlimit(resource.RLIMIT_AS)[0])
        case "die":
            os.abort()
        case "stumble":
            raise ValueError(data)
        case "spin":
            while True:
                time.monotonic()
        case "tell":
            return repr(sorted(os.environ)).encode()
        case "pour":
            return bytes(64 * 1024 * 1024) * 5
    return b""
