"""How large and how strange an uploaded file may be, and the sentence that refuses it."""

from core.errors import Invalid, Problem

MEGABYTE = 1024 * 1024

MAX_ENTRIES = 2_000
MAX_UNPACKED_BYTES = 200 * MEGABYTE
MAX_RATIO = 100
# Small parts of honest workbooks may compress better than the ratio allows and can do no harm.
RATIO_APPLIES_FROM_BYTES = MEGABYTE
# The used range of the whole workbook. A range that is really filled costs what its bytes cost, so it
# may be larger than one that is mostly holes: a year's usage log has 100,000 rows of 20 columns.
MAX_USED_CELLS = 1_000_000
MAX_DENSE_CELLS = 2_500_000
MAX_MERGED_CELLS = 100_000
MAX_SHEETS = 100

_NAME_CHARACTERS = 80


def shown(text: str) -> str:
    """Text from outside as it may stand in a sentence: printable, at most 80 characters."""
    return "".join(letter for letter in text if letter.isprintable())[:_NAME_CHARACTERS]


def refusal(rule: str, *, value: str = "", remedy: str, sheet: str = "") -> Invalid:
    """The error that refuses a whole file or a whole sheet for one reason."""
    problem = Problem(rule=rule, value=shown(value), remedy=remedy, sheet=shown(sheet))
    return Invalid(f"文件无法读取：{rule}", problems=[problem], remedy=remedy)


def too_heavy() -> Invalid:
    """The refusal of a file its reader could not digest within its limits."""
    return refusal(
        "文件太大或结构异常，读取时超出了限制",
        remedy="请删去不用的工作表、空行空列和图片，或把内容复制到新建的工作簿，另存为 .xlsx 后重新上传",
    )


def broken(what: str = "工作簿") -> Invalid:
    """The refusal of a file that is not what its name says, or was cut on its way."""
    if what != "工作簿":
        return refusal(f"{what}已损坏或不是标准格式", remedy="请用原来的软件打开核对，另存后重新上传")
    return refusal(
        "文件已损坏或不是标准的 Excel 工作簿",
        remedy="请在 Excel 或 WPS 中打开，另存为“Excel 工作簿（.xlsx）”后重新上传",
    )
