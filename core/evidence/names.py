"""The names of files people hand in, made safe to show and to send; objects in the store have names of our own."""

import re
import unicodedata
from typing import Final

MOST_CHARACTERS: Final = 120
# What a file system of today takes as one name, with room for a number a browser may add.
MOST_BYTES: Final = 240
UNNAMED: Final = "未命名文件"

_LONGEST_EXTENSION: Final = 12
_JOINER: Final = "\u200d"
# Marks that stand on one letter; more of them are drawn over the lines above and below.
_MOST_MARKS: Final = 3
# Full-width twins read the same and mean nothing to any file system.
_TWINS: Final = str.maketrans('<>:"|?*', "＜＞：＂｜？＊")
_RESERVED: Final = re.compile(r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])", re.IGNORECASE)


def clean_name(raw: str) -> str:
    """The last part of `raw` without anything that hides, reorders, leads elsewhere or is reserved.

    At most 120 characters and 240 bytes; the extension is kept, emoji and rare characters too.
    """
    text = unicodedata.normalize("NFC", raw.encode("utf-8", "ignore").decode())
    last = re.split(r"[/\\]", text.rstrip("/\\ "))[-1]
    name = " ".join(_visible(last).translate(_TWINS).split()).rstrip(" .")
    stem, extension = split(name)
    stem = stem.strip(" .")
    if _RESERVED.fullmatch(stem.partition(".")[0].strip()):
        stem = f"_{stem}"
    ending = f".{extension}" if extension else ""
    return (_cut(stem, ending) or UNNAMED) + ending


def split(name: str) -> tuple[str, str]:
    """(stem, extension without its dot); a name that is all extension has none."""
    stem, dot, extension = name.rpartition(".")
    if not (dot and extension) or len(extension) > _LONGEST_EXTENSION or " " in extension:
        return name, ""
    return stem, extension


def _visible(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for letter in text:
        category = unicodedata.category(letter)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if category in ("Zs", "Zl", "Zp") or letter in "\t\r\n":
            kept.append(" ")
        elif (category in ("Cc", "Cf", "Cs") and not _joins(letter, kept)) or marks > _MOST_MARKS:
            continue
        elif category != "Cn" or not _is_noncharacter(letter):
            kept.append(letter)
    return "".join(kept).rstrip(_JOINER)


def _joins(letter: str, before: list[str]) -> bool:
    """Whether this is the joiner that makes one emoji of several."""
    if letter != _JOINER or not before:
        return False
    return unicodedata.category(before[-1]) in ("So", "Sk", "Mn")


def _is_noncharacter(letter: str) -> bool:
    return 0xFDD0 <= ord(letter) <= 0xFDEF or ord(letter) & 0xFFFE == 0xFFFE


def _cut(stem: str, ending: str) -> str:
    stem = stem[: MOST_CHARACTERS - len(ending)]
    room = MOST_BYTES - len(ending.encode())
    return stem.encode()[:room].decode("utf-8", "ignore").rstrip(f" .{_JOINER}")
