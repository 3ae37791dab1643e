"""Draw pages of a file as PNG, inside the confined child; nothing here is trusted with more than one file.

Answers, after one letter: C a count, I a picture, P one problem as JSON.
"""

import json
from collections.abc import Callable
from dataclasses import astuple
from io import BytesIO
from typing import Any, Final

import pypdfium2
from PIL import Image, ImageOps

from core.errors import Problem

LONG_SIDE: Final = 1600
# Telephones take 50 million; one of 64 million in four colours fills half of the child's memory.
MOST_PIXELS: Final = 64_000_000
# A stamp-sized page is not blown up to a poster.
_MOST_SCALE: Final = 3.0
_WHITE: Final = (255, 255, 255)
_NEEDS_PASSWORD: Final = 4

Image.MAX_IMAGE_PIXELS = None


class CannotDraw(Exception):
    """Why there is no picture, in words for people."""

    def __init__(self, rule: str, remedy: str) -> None:
        self.problem = Problem(rule, remedy=remedy)
        super().__init__(rule)


def answer(request: dict[str, Any], data: bytes) -> bytes:
    """How many pages there are, or one of them drawn; `page` counts from 1, 0 asks for the number."""
    try:
        drawn: Callable[[bytes, dict[str, Any]], int | Image.Image]
        drawn = _pdf if request["preview"] == "pdf" else _picture
        made = drawn(data, request)
    except CannotDraw as error:
        return b"P" + json.dumps(astuple(error.problem)).encode()
    return b"C" + str(made).encode() if isinstance(made, int) else b"I" + _png(made)


def _pdf(data: bytes, request: dict[str, Any]) -> int | Image.Image:
    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
        if not request["page"]:
            return count
        # Seals and filled fields are drawn as forms are; no script of the paper is ever run.
        if document.get_formtype():
            document.init_forms()
        page = document[_index(request, count)]
        longest = max(page.get_size())
        scale = min(LONG_SIDE / longest, _MOST_SCALE) if longest > 0 else 1.0
        picture: Image.Image = page.render(scale=scale).to_pil()
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _NEEDS_PASSWORD:
            raise CannotDraw(
                "PDF 设了打开密码，不能预览", "请下载后输入密码打开；佐证应交不加密的文件"
            ) from error
        raise CannotDraw("PDF 已损坏，不能预览", "请下载核对，能打开的，另存后重新上传") from error
    return picture


def _index(request: dict[str, Any], count: int) -> int:
    if not 1 <= request["page"] <= count:
        raise CannotDraw(f"没有第 {request['page']} 页，共 {count} 页", "请从预览中翻页")
    return int(request["page"]) - 1


def _picture(data: bytes, request: dict[str, Any]) -> int | Image.Image:
    try:
        with Image.open(BytesIO(data), formats=[request["content"].upper()]) as image:
            width, height = image.size
            if width * height > MOST_PIXELS:
                rule = f"图片太大（{width}×{height}，超过 {MOST_PIXELS // 1_000_000} 百万像素），不能预览"
                raise CannotDraw(rule, "请下载查看，或缩小后重新上传")
            # Faxes hold several pages in one TIFF; the frames of a moving picture are no pages.
            count = getattr(image, "n_frames", 1) if request["content"] == "tiff" else 1
            if not request["page"]:
                image.verify()
                return int(count)
            image.seek(_index(request, count))
            return _small(image)
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError) as error:
        raise CannotDraw("图片已损坏，不能预览", "请下载核对，能打开的，另存后重新上传") from error


def _small(image: Image.Image) -> Image.Image:
    """The picture upright, on white, no side longer than `LONG_SIDE`, with nothing told of where it was taken."""
    image.draft("RGB", (LONG_SIDE, LONG_SIDE))
    image.load()
    turned = image.getexif().get(0x0112, 1)
    small: Image.Image = image
    if image.mode == "1":
        small = image.convert("L")
    elif image.mode in ("P", "PA", "La", "LAB", "HSV"):
        small = image.convert("RGBA" if image.has_transparency_data else "RGB")
    elif image.mode.startswith("I") or image.mode == "F":
        small = image.convert("F").point(lambda value: value / 256).convert("L")
    small.thumbnail((LONG_SIDE, LONG_SIDE))
    if small.mode in ("RGBA", "LA"):
        shown = Image.new("RGB", small.size, _WHITE)
        shown.paste(small.convert("RGB"), mask=small.getchannel("A"))
    else:
        shown = small.convert("RGB")
    upright = Image.new("RGB", shown.size)
    upright.paste(shown)
    upright.getexif()[0x0112] = turned
    return ImageOps.exif_transpose(upright)


def _png(picture: Image.Image) -> bytes:
    out = BytesIO()
    plain = picture.convert("RGB")
    plain.info.clear()
    plain.save(out, "PNG")
    return out.getvalue()
