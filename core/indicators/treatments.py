"""How the treatment of outliers is written: `缩尾=5`, `分位=5%~95%`, `对数`, or `缩尾=5；对数`."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from core.indicators.numerals import exact_number, plain_number

EXAMPLE: Final = "缩尾=5；对数"


@dataclass(frozen=True, slots=True)
class Treatment:
    """`winsorise`: most values to draw in; `low` and `high`: percentiles as parts of 1; `log`: whether."""

    winsorise: int = 0
    low: Fraction | None = None
    high: Fraction | None = None
    log: bool = False

    @property
    def text(self) -> str:
        """As it is written in a workbook."""
        parts = []
        if self.low is not None and self.high is not None:
            parts.append(f"分位={plain_number(self.low * 100)}%~{plain_number(self.high * 100)}%")
        if self.winsorise:
            parts.append(f"缩尾={self.winsorise}")
        if self.log:
            parts.append("对数")
        return "；".join(parts)


def read_treatment(text: str) -> Treatment:
    """The treatment a cell describes, none for an empty one; ValueError in Chinese for anything else."""
    found: dict[str, Any] = {}
    for part in text.replace(";", "；").replace("＝", "=").split("；"):
        name, _, value = (piece.strip() for piece in part.partition("="))
        if name == "缩尾" and value.isdigit() and int(value) > 0:
            found["winsorise"] = int(value)
        elif name == "分位" and value.count("~") == 1:
            found["low"], found["high"] = (exact_number(end) for end in value.split("~"))
        elif part.strip() == "对数":
            found["log"] = True
        elif part.strip():
            raise ValueError(f"不认识“{part.strip()}”，可写：缩尾=5、分位=5%~95%、对数，或 {EXAMPLE}")
    treatment = Treatment(**found)
    if treatment.low is not None and not 0 <= treatment.low < (treatment.high or 0) <= 1:
        raise ValueError("“分位”应写成由小到大的两个百分数，如 分位=5%~95%")
    return treatment
