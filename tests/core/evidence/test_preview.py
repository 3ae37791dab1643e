"""A paper is shown page by page as pictures; what cannot be drawn says so, and the server lives on."""

from io import BytesIO

import pytest
from PIL import Image

from core.errors import Invalid, NotAllowed, NotFound
from core.evidence import preview
from core.evidence.preview import MOST_PAGES, counted, drawn, page_picture, pages_of
from core.evidence.service import FileContent, HandedFile, receive
from core.organisations.queries import by_code
from core.settings import settings
from core.store.session import reading, writing
from tests.core.evidence import files


def content(name: str, data: bytes) -> FileContent:
    return FileContent(name, "", data)


def seen(name: str, data: bytes, page: int = 1) -> Image.Image:
    return Image.open(BytesIO(drawn(content(name, data), page).data))


def dark(image: Image.Image) -> bool:
    """Whether something is written on it."""
    return image.convert("L").getextrema()[0] < 100


def fax() -> bytes:
    out = BytesIO()
    first, *rest = [Image.new("1", (100, 50), number % 2) for number in range(3)]
    first.save(out, "TIFF", save_all=True, append_images=rest)
    return out.getvalue()


TURNED = Image.Exif()
TURNED[0x0112] = 6
TURNED[0x8825] = {1: "N", 2: (37.0, 26.0, 0.0)}


def test_each_page_of_a_pdf_is_a_picture_with_what_is_written_on_it():
    paper = files.pdf("one", "two")
    assert counted(content("通知.pdf", paper)) == preview.Pages("通知.pdf", 2)
    for page in (1, 2):
        image = seen("通知.pdf", paper, page)
        assert (image.format, max(image.size)) == ("PNG", 1600)
        assert dark(image)
    assert drawn(content("通知.pdf", paper), 2).name == "通知-第2页.png"
    assert seen("横.pdf", files.pdf("one", rotate=90)).size == (1600, 1131)


@pytest.mark.parametrize(
    ("name", "data", "size"),
    [
        ("大.jpg", files.picture("JPEG", (4000, 2000)), (1600, 800)),
        ("小.png", files.picture("PNG", (40, 20)), (40, 20)),
        ("竖.jpg", files.picture("JPEG", (400, 200), exif=TURNED), (200, 400)),
        ("动.gif", files.picture("GIF", (90, 30), mode="P", colour=3), (90, 30)),
        ("网.webp", files.picture("WEBP", (90, 30)), (90, 30)),
        ("扫.bmp", files.picture("BMP", (90, 30)), (90, 30)),
        ("十六位.png", files.picture("PNG", (90, 30), mode="I;16", colour=65535), (90, 30)),
        ("印刷.jpg", files.picture("JPEG", (90, 30), mode="CMYK", colour=(0, 255, 255, 0)), (90, 30)),
    ],
)
def test_pictures_are_shown_upright_and_no_longer_than_the_screen_needs(name, data, size):
    assert counted(content(name, data)).count == 1
    image = seen(name, data)
    assert (image.format, image.mode, image.size) == ("PNG", "RGB", size)


def test_a_fax_has_all_its_pages_and_a_picture_tells_nothing_of_where_it_was_taken():
    assert counted(content("传真.tif", fax())).count == 3
    assert [seen("传真.tif", fax(), page).getpixel((9, 9))[0] for page in (1, 2, 3)] == [0, 255, 0]
    shown = seen("现场.jpg", files.picture("JPEG", exif=TURNED))
    assert dict(shown.info) == {}
    assert dict(shown.getexif()) == {}
    glass = files.picture("PNG", mode="RGBA", colour=(255, 0, 0, 0))
    assert seen("透明.png", glass).getpixel((9, 9)) == (255, 255, 255)


def test_a_paper_of_ten_thousand_pages_shows_the_first_and_says_so():
    paper = content("长.pdf", files.long_pdf(10_000))
    pages = counted(paper)
    assert pages.count == MOST_PAGES
    assert "共 10,000 页" in pages.why
    assert drawn(paper, MOST_PAGES).data
    with pytest.raises(Invalid, match="没有可以预览的第 201 页"):
        drawn(paper, MOST_PAGES + 1)


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("断.pdf", files.pdf("one")[:200], "PDF 已损坏"),
        ("空.pdf", b"%PDF-1.4", "PDF 已损坏"),
        ("锁.pdf", files.pdf("one").replace(b"/Root", b"/Encrypt << /Filter /Standard >> /Root"), "PDF"),
        ("断.png", files.picture(size=(400, 400))[:100], "图片已损坏"),
        ("断.jpg", files.picture("JPEG", (400, 400))[:300], ""),
        ("亿像素.png", files.png_claiming(10_000, 10_000), "10000×10000，超过 64 百万像素"),
        ("谎.png", files.png_claiming(60_000, 60_000), "60000×60000"),
        ("证照.ofd", files.OFD, "OFD 阅读器"),
        ("报告.wps", files.DOC, "请下载后用 Office 或 WPS 打开"),
        ("清单.xlsx", files.XLSX, "请下载后用 Office 或 WPS 打开"),
        ("说明.txt", b"ok", "请下载查看"),
        ("冒充.pdf", files.HTML, "扩展名却是"),
    ],
)
def test_what_cannot_be_drawn_says_why_and_what_to_do(name, data, why):
    if why:
        pages = counted(content(name, data))
        assert pages.count == 0
        assert why in pages.why
        assert "请" in pages.why
    with pytest.raises(Invalid) as caught:
        drawn(content(name, data), 1)
    assert caught.value.problems[0].remedy


@pytest.mark.parametrize("size", [(1_000_000, 10), (200_000, 200_000), (3, 3), (0, 0)])
def test_a_page_of_any_size_is_a_picture_of_bounded_size(size):
    assert max(seen("页.pdf", files.pdf("x", size=size)).size) <= 1600


def test_a_picture_too_heavy_for_the_child_is_refused_and_the_next_one_is_drawn(monkeypatch):
    monkeypatch.setenv("SHUPING_MAX_UPLOAD_MEGABYTES", "200")
    settings.cache_clear()
    heavy = files.picture("PNG", (8000, 8000), mode="RGBA", colour=(255, 0, 0, 9), compress_level=1)
    with pytest.raises(Invalid, match="超出了限制"):
        drawn(content("重.png", heavy), 1)
    assert seen("轻.png", files.picture()).size == (40, 20)


def test_scripts_in_a_paper_do_not_keep_its_pages_from_being_shown():
    extra = "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> /AA << /WC << /S /Launch /F (calc) >> >>"
    assert dark(seen("脚本.pdf", files.pdf("one", extra=extra)))


@pytest.mark.parametrize("page", [0, 2, 200])
def test_there_is_no_page_outside_a_paper(page):
    with pytest.raises(Invalid, match="没有"):
        drawn(content("通知.pdf", files.PDF), page)


def test_pages_go_to_those_who_may_read_the_file_and_to_nobody_else(people):
    with writing() as session:
        row = receive(
            session=session,
            actor=people["陈填报"].actor,
            file=HandedFile("通知.pdf", files.PDF),
            organisation_id=by_code(session, "M05").id,
        )
        file_id = row.id or 0
    with reading() as session:
        for name in ("陈填报", "赵敏", "钱审核"):
            facts = {"session": session, "actor": people[name].actor, "file_id": file_id}
            assert pages_of(**facts).count == 1
            assert page_picture(number=1, **facts).media_type == "image/png"
        for name in ("周填报", "吴德城", "秦专家", "王立新"):
            facts = {"session": session, "actor": people[name].actor, "file_id": file_id}
            with pytest.raises(NotAllowed):
                pages_of(**facts)
            with pytest.raises(NotAllowed):
                page_picture(number=1, **facts)
        with pytest.raises(NotFound):
            pages_of(session=session, actor=people["赵敏"].actor, file_id=999)
