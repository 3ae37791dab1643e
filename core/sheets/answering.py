"""What the child process answers about sheets: S sheets, W a workbook, P problems as JSON, after one letter."""

from typing import Any

from core.errors import Problem


def answer(request: dict[str, Any], data: bytes) -> bytes:
    """The sheets of a file, or the file with its problems marked."""
    # Each verb loads its own parser only: starting is a good part of reading a small file.
    if request["verb"] == "read":
        from core.sheets import parsing

        return parsing.parsed(data, request["kind"], request["stem"])
    from core.sheets import marking

    problems = [Problem(*fields) for fields in request["problems"]]
    return marking.marked(data, request["kind"], request["stem"], problems)
