"""The text of a printed page, read back from its drawing instructions."""

import re
import zlib

_OBJECT = re.compile(rb"(\d+) 0 obj\b(.*?)\bendobj", re.S)
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.S)
# A font is chosen, glyphs are shown, or a new piece of text begins.
_DRAWN = re.compile(rb"/F(\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)>(?=[^<>]*?T[jJ])|\b(BT|BDC)\b")
_CHARACTER = re.compile(rb"<([0-9A-Fa-f]+)> <([0-9A-Fa-f]+)>\n")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)> <([0-9A-Fa-f]+)> <([0-9A-Fa-f]+)>\n")


def text_of(pdf: bytes) -> str:
    """Everything written on the pages; pieces are parted by a blank."""
    objects = {int(number): body for number, body in _OBJECT.findall(pdf)}
    fonts = {number: _letters(objects, body) for number, body in objects.items() if b"/Type /Font\n" in body}
    pages = [body for body in objects.values() if re.search(rb"/Type /Page\b", body)]
    return " ".join(_drawn(_stream(objects, page, rb"/Contents"), fonts) for page in pages)


def _drawn(content: bytes, fonts: dict[int, dict[bytes, str]]) -> str:
    found, letters = [], {}
    for font, shown, begun in _DRAWN.findall(content):
        if begun:
            found.append(" ")
        elif font:
            letters = fonts[int(font)]
        else:
            width = len(next(iter(letters), b"00"))
            found += [
                letters.get(shown[at : at + width].upper(), "\ufffd") for at in range(0, len(shown), width)
            ]
    return "".join(found)


def _letters(objects: dict[int, bytes], font: bytes) -> dict[bytes, str]:
    """The character of every glyph code."""
    if b"/ToUnicode" not in font:
        return {}
    table = _stream(objects, font, rb"/ToUnicode")
    singles, _, ranges = table.partition(b"beginbfrange")
    known = {
        code.upper(): _character(value)
        for code, value in _CHARACTER.findall(singles.partition(b"beginbfchar")[2])
    }
    for first, last, value in _RANGE.findall(ranges):
        for step in range(int(last, 16) - int(first, 16) + 1):
            code = f"{int(first, 16) + step:0{len(first)}X}".encode()
            known[code] = chr(int(value, 16) + step)
    return known


def _character(value: bytes) -> str:
    return bytes.fromhex(value.decode()).decode("utf-16-be")


def _stream(objects: dict[int, bytes], owner: bytes, name: bytes) -> bytes:
    number = re.search(name + rb" (\d+) 0 R", owner)
    assert number is not None
    body = objects[int(number[1])]
    kept = _STREAM.search(body)
    assert kept is not None
    return zlib.decompressobj().decompress(kept[1]) if b"FlateDecode" in body.split(b"stream")[0] else kept[1]
