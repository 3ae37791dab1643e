"""A file is taken for what its own bytes are; what pretends to be something else is refused with a remedy."""

import re

import pytest

from core.errors import Invalid
from core.evidence.kinds import BY_EXTENSION, EXTENSIONS, KINDS, in_words, recognised
from core.settings import settings
from tests.core.evidence import files
from tests.core.evidence.files import DOC, DOCX, GOOD, HTML, OFD, PDF, PPT, PROGRAM, SVG, XLS, XLSX, picture

PNG, JPEG, ZIP = picture(), picture("JPEG"), files.archive("报告.pdf", "a.exe")
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(40)
RTF, SHELL, PHP = b"{\\rtf1 hello}", b"#!/bin/sh\nrm -rf /\n", b"<?php system($_GET['x']);"
TEXT = "系统运行正常".encode()
ENCRYPTED, MACROS = files.compound("EncryptedPackage"), files.compound("Workbook", "_VBA_PROJECT")
DOCM = files.office("word/document.xml", "word/vbaProject.bin")

# Name, bytes, and a piece of the rule that refuses them.
MISMATCHES = [
    ("通知.pdf", PROGRAM, "内容是程序"),
    ("通知.pdf", HTML, "内容是网页或脚本"),
    ("通知.pdf", SVG, "内容是网页或脚本"),
    ("通知.pdf", PNG, "内容是PNG 图片"),
    ("通知.pdf", JPEG, "内容是JPEG 图片"),
    ("通知.pdf", DOCX, "内容是Word 文档"),
    ("通知.pdf", DOC, "内容是旧版 Word"),
    ("通知.pdf", OFD, "内容是OFD"),
    ("通知.pdf", ZIP, "内容是压缩包"),
    ("通知.pdf", TEXT, "内容是文本"),
    ("通知.pdf", b"\x01\x02\x03%PDF-1.7", "无法识别的内容"),
    ("现场.jpg", PDF, "内容是PDF 文档"),
    ("现场.jpg", PNG, "内容是PNG 图片"),
    ("现场.jpg", HEIC, "内容是HEIC 照片"),
    ("现场.jpg", PROGRAM, "内容是程序"),
    ("现场.jpg", HTML, "内容是网页或脚本"),
    ("现场.jpg", b"\xff\xd8", "无法识别的内容"),
    ("截图.png", JPEG, "内容是JPEG 图片"),
    ("截图.png", SVG, "内容是网页或脚本"),
    ("截图.png", b"\x89PNG", "无法识别的内容|内容是文本"),
    ("动图.gif", PNG, "内容是PNG 图片"),
    ("动图.gif", b"GIF8" + HTML, "无法识别的内容|内容是文本"),
    ("扫描.bmp", b"BM" + TEXT * 4, "无法识别的内容|内容是文本"),
    ("传真.tif", PDF, "内容是PDF 文档"),
    ("网图.webp", b"RIFF\0\0\0\0WAVEfmt ", "内容是录音"),
    ("证照.ofd", PDF, "内容是PDF 文档"),
    ("证照.ofd", ZIP, "内容是压缩包"),
    ("证照.ofd", DOCX, "内容是Word 文档"),
    ("报告.docx", XLSX, "内容是Excel 工作簿"),
    ("报告.docx", ZIP, "内容是压缩包"),
    ("报告.docx", DOC, "内容是旧版 Word"),
    ("报告.docx", RTF, "内容是RTF 文档"),
    ("报告.docx", HTML, "内容是网页或脚本"),
    ("报告.docx", files.archive("word/document.xml"), "内容是压缩包"),
    ("清单.xlsx", DOCX, "内容是Word 文档"),
    ("清单.xlsx", XLS, "内容是旧版 Excel"),
    ("清单.xlsx", TEXT, "内容是文本"),
    ("清单.xlsx", files.archive("[Content_Types].xml", "xl/workbook.bin"), "内容是压缩包"),
    ("汇报.pptx", XLSX, "内容是Excel 工作簿"),
    ("旧报告.doc", XLS, "内容是旧版 Excel"),
    ("旧报告.doc", DOCX, "内容是Word 文档"),
    ("旧报告.doc", RTF, "内容是RTF 文档"),
    ("旧报告.doc", files.compound("__properties_version1.0"), "其他 OLE 文件"),
    ("旧清单.xls", PPT, "内容是旧版 PowerPoint"),
    ("旧清单.xls", HTML, "内容是网页或脚本"),
    ("旧清单.xls", TEXT, "内容是文本"),
    ("旧汇报.ppt", DOC, "内容是旧版 Word"),
    ("报告.wps", PDF, "内容是PDF 文档"),
    ("报告.wps", XLS, "内容是旧版 Excel"),
    ("清单.et", DOC, "内容是旧版 Word"),
    ("汇报.dps", ZIP, "内容是压缩包"),
    ("说明.txt", PROGRAM, "内容是程序"),
    ("说明.txt", HTML, "内容是网页或脚本"),
    ("说明.txt", SVG, "内容是网页或脚本"),
    ("说明.txt", b"\xef\xbb\xbf  <!-- a --><!-- b --><HTML>", "内容是网页或脚本"),
    ("说明.txt", SHELL, "内容是网页或脚本"),
    ("说明.txt", PHP, "内容是网页或脚本"),
    ("说明.txt", "说明".encode("utf-16"), "内容是UTF-16"),
    ("说明.txt", TEXT + b"\0" + TEXT, "无法识别的内容"),
    ("说明.txt", PDF, "内容是PDF 文档"),
    ("运行日志.log", b"\x80\xff\xfe\x01" * 50, "无法识别的内容"),
    ("清单.csv", XLSX, "内容是Excel 工作簿"),
    ("清单.csv", PNG, "内容是PNG 图片"),
    ("清单.csv", b"<svg onload=alert(1)>", "内容是网页或脚本"),
    ("清单.csv", b"SQLite format 3\0" + bytes(99), "内容是数据库"),
]
REFUSED = [
    ("病毒.exe", PROGRAM, "扩展名为“.exe”"),
    ("通知.pdf.exe", PDF, "扩展名为“.exe”"),
    ("通知.exe.pdf", PDF, "两个扩展名"),
    ("通知.html.pdf", PDF, "两个扩展名"),
    ("图.svg.png", PNG, "两个扩展名"),
    ("图.svg", SVG, "扩展名为“.svg”"),
    ("页.html", HTML, "扩展名为“.html”"),
    ("页.htm", HTML, "扩展名为“.htm”"),
    ("包.zip", ZIP, "扩展名为“.zip”"),
    ("照片.heic", HEIC, "扩展名为“.heic”"),
    ("带宏.docm", DOCM, "扩展名为“.docm”"),
    ("带宏.docx", DOCM, "含有宏"),
    ("带宏.xls", MACROS, "含有宏"),
    ("加密.docx", ENCRYPTED, "打开密码"),
    ("加密.xls", ENCRYPTED, "打开密码"),
    ("通知", PDF, "没有扩展名"),
    ("通知.", PDF, "没有扩展名"),
    ("fdp.通知\u202epdf.exe", PDF, "扩展名为“.exe”"),
    ("通知.pdf::$DATA", PDF, "扩展名为“.pdf：：$DATA”"),
    ("通知.pdf\0.html", HTML, "扩展名为“.html”"),
    ("空.pdf", b"", "文件是空的"),
    ("断.docx", DOCX[: len(DOCX) // 2], "已损坏"),
    ("断.doc", DOC[:520], "已损坏"),
    ("绕.doc", DOC[:512] + b"\0" * 512 + DOC[1024:], "已损坏"),
    ("溢.docx", files.office("word/document.xml", "../../etc/x"), "部件名称异常"),
    (
        "炸弹.docx",
        files.archive("[Content_Types].xml", "word/document.xml", content=bytes(8_000_000)),
        "压缩比异常",
    ),
]
_CHINESE = re.compile("[\u4e00-\u9fff]")


def refusal(name: str, data: bytes) -> Invalid:
    with pytest.raises(Invalid) as caught:
        recognised(name, data)
    return caught.value


@pytest.mark.parametrize("name", GOOD)
def test_evidence_of_every_kind_is_taken_by_its_own_bytes(name):
    kind = recognised(name, GOOD[name])
    assert name.rpartition(".")[2].lower() in kind.extensions
    assert kind.media_type.partition("/")[0] in ("application", "image", "text")


def test_every_kind_and_extension_is_tried():
    assert {name.rpartition(".")[2].lower() for name in GOOD} == set(EXTENSIONS) == set(BY_EXTENSION)
    assert len(EXTENSIONS) == sum(len(kind.extensions) for kind in KINDS)


def test_sixty_files_that_are_not_what_they_say_are_all_refused_and_each_is_told_what_it_is():
    assert len(MISMATCHES) >= 60
    for name, data, rule in MISMATCHES:
        error = refusal(name, data)
        [problem] = error.problems
        assert re.search(rule, problem.rule), (name, problem.rule)
        assert problem.value == name
        assert _CHINESE.search(problem.remedy)
        assert name in str(error)


@pytest.mark.parametrize(("name", "data", "rule"), REFUSED, ids=[each[0] for each in REFUSED])
def test_dangerous_locked_and_broken_files_are_refused_with_a_remedy(name, data, rule):
    [problem] = refusal(name, data).problems
    assert rule in problem.rule
    assert _CHINESE.search(problem.remedy)


def test_no_type_a_browser_would_draw_or_run_is_ever_given():
    given = {kind.media_type for kind in KINDS}
    assert not given & {"text/html", "image/svg+xml", "text/javascript", "application/xhtml+xml", "text/xml"}


def test_a_file_over_the_limit_is_refused_before_it_is_looked_into(monkeypatch):
    monkeypatch.setenv("SHUPING_MAX_UPLOAD_MEGABYTES", "1")
    settings.cache_clear()
    [problem] = refusal("大.pdf", PDF + bytes(1_100_000)).problems
    assert problem.rule == "文件超过 1 MB（现为 1.0 MB）"
    assert "不超过 1 MB" in in_words()


def test_comments_without_end_before_a_text_cost_no_time():
    assert recognised("长.txt", b"<!---->" * 500_000 + TEXT).content == "text"
