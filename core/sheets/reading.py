"""Read a workbook or CSV file somebody uploaded, without trusting it."""

from pathlib import PurePosixPath

from core.errors import Invalid, Problem
from core.settings import settings
from core.sheets.limited import run_child
from core.sheets.limits import broken, shown
from core.sheets.model import Sheet
from core.sheets.precheck import check_file
from core.sheets.transport import problems_of, sheets_of


def read_workbook(data: bytes, file_name: str) -> tuple[Sheet, ...]:
    """The worksheets of an uploaded .xlsx or .csv file, in their order, hidden ones included.

    A CSV file (UTF-8 or GB18030) gives one sheet named after the file, its values all texts. A last
    column 失败原因, which an earlier answer of ours appended, is left out. The file is looked at from
    outside first and parsed in a child process with little memory and time.

    Raises:
        Invalid: one Problem for each reason, in plain Chinese, with what to do.
        Unavailable: too many files are being read.
    """
    kind = check_file(data, file_name, max_megabytes=settings().max_upload_megabytes)
    answer = run_child({"verb": "read", "kind": kind, "stem": stem(file_name)}, data)
    if answer[:1] == b"P":
        raise refused(problems_of(answer))
    if answer[:1] != b"S":
        raise broken()
    try:
        return sheets_of(answer)
    except ValueError as error:
        raise broken() from error


def stem(file_name: str) -> str:
    """The file's own name without folders and ending, as it may be shown."""
    return shown(PurePosixPath(file_name.replace("\\", "/")).stem)


def refused(problems: list[Problem]) -> Invalid:
    """One error for all the problems the child found."""
    first = problems[0]
    more = f"等 {len(problems)} 个问题" if len(problems) > 1 else ""
    place = f"（{first.place}）" if first.place else ""
    return Invalid(f"文件无法读取：{first.rule}{place}{more}", problems=problems, remedy=first.remedy)
