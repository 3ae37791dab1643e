"""Sixty names as nobody should send them: what is shown and sent of each is one readable, harmless name."""

import re
import unicodedata
from urllib.parse import quote

import pytest

from core.evidence.names import MOST_BYTES, MOST_CHARACTERS, UNNAMED, clean_name, split

# What arrives, and what is kept of it.
HOSTILE = [
    ("../../etc/passwd.pdf", "passwd.pdf"),
    ("..\\..\\Windows\\win.ini.pdf", "win.ini.pdf"),
    ("/etc/cron.d/x.pdf", "x.pdf"),
    ("C:\\资料\\报告.pdf", "报告.pdf"),
    ("C:报告.pdf", "C：报告.pdf"),
    ("\\\\server\\share\\a.pdf", "a.pdf"),
    ("file:///etc/a.pdf", "a.pdf"),
    ("http://example.test/a.pdf?x=1", "a.pdf？x=1"),
    ("a/b/", "b"),
    ("..", UNNAMED),
    (".", UNNAMED),
    ("...", UNNAMED),
    ("/", UNNAMED),
    ("", UNNAMED),
    (" ", UNNAMED),
    ("\0", UNNAMED),
    ("报告\0.pdf", "报告.pdf"),
    ("报告.exe\0.pdf", "报告.exe.pdf"),
    ("报\x01\x02\x1b[31m告.pdf", "报[31m告.pdf"),
    ("a\r\nSet-Cookie: x=1.pdf", "a Set-Cookie： x=1.pdf"),
    ("a\nb.pdf", "a b.pdf"),
    ("a\tb.pdf", "a b.pdf"),
    ("a\u2028b\u2029.pdf", "a b.pdf"),
    ("a\x85b.pdf", "ab.pdf"),
    ("报告\u202efdp.exe", "报告fdp.exe"),
    ("\u202d\u202e\u202c\u2066\u2067\u2069.pdf", f"{UNNAMED}.pdf"),
    ("报\u200b告\u200c\u200e\u200f.pdf", "报告.pdf"),
    ("\ufeff报告.pdf", "报告.pdf"),
    ("报\u00ad告.pdf", "报告.pdf"),
    ("\u2060\u206a报告.pdf", "报告.pdf"),
    ("\ud800报告.pdf", "报告.pdf"),
    ("报告\udfff.pdf", "报告.pdf"),
    ("报告\uffff\ufdd0.pdf", "报告.pdf"),
    ("CON", "_CON"),
    ("con.pdf", "_con.pdf"),
    ("NUL.tar.pdf", "_NUL.tar.pdf"),
    ("aux .pdf", "_aux.pdf"),
    ("COM1.pdf", "_COM1.pdf"),
    ("LPT¹.pdf", "_LPT¹.pdf"),
    ("PRN.", "_PRN"),
    ("报告.pdf.", "报告.pdf"),
    ("报告.pdf . . ", "报告.pdf"),
    ("报告 .pdf", "报告.pdf"),
    ("  报告.pdf", "报告.pdf"),
    (".htaccess", f"{UNNAMED}.htaccess"),
    ("..pdf", f"{UNNAMED}.pdf"),
    ("....报告.pdf", "报告.pdf"),
    ('a"b.pdf', "a＂b.pdf"),
    ("a<script>.pdf", "a＜script＞.pdf"),
    ("a|b*c?.pdf", "a｜b＊c？.pdf"),
    ("报告.pdf::$DATA", "报告.pdf：：$DATA"),
    ("a:b:c.pdf", "a：b：c.pdf"),
    ("e\u0301.pdf", "é.pdf"),
    ("x" + "\u0332\u0333\u033f\u0346" * 40 + ".pdf", "x\u0332\u0333\u0332.pdf"),
    ("👨\u200d👩\u200d👧合影.jpg", "👨\u200d👩\u200d👧合影.jpg"),
    ("报\u200d告.jpg", "报告.jpg"),
    ("𠮷\ue000㐀𪚥.pdf", "𠮷\ue000㐀𪚥.pdf"),
    ("a     b\u3000\u00a0c.pdf", "a b c.pdf"),
    ("'; DROP TABLE evidence_files; --.pdf", "'; DROP TABLE evidence_files; --.pdf"),
    ("=cmd('calc')!A1.csv", "=cmd('calc')!A1.csv"),
    ("-rf.pdf", "-rf.pdf"),
    ("![x](http:／／x.test).png", "![x](http：／／x.test).png"),
    ("长" * 300 + ".pdf", "长" * 78 + ".pdf"),
    ("a" * 300 + ".docx", "a" * 115 + ".docx"),
    ("🙂" * 100 + ".jpeg", "🙂" * 58 + ".jpeg"),
    ("a." + "b" * 300, "a." + "b" * 118),
]
ILL = re.compile(r'[\x00-\x1f\x7f-\x9f/\\<>:"|?*\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]')


def test_sixty_hostile_names_are_each_cleaned_to_one_readable_name():
    assert len(HOSTILE) >= 60
    assert {raw: clean_name(raw) for raw, _ in HOSTILE} == dict(HOSTILE)


@pytest.mark.parametrize("known", [[raw for raw, _ in HOSTILE]])
def test_no_cleaned_name_can_hide_lead_elsewhere_or_fail_to_be_sent(known):
    for raw in known:
        name = clean_name(raw)
        assert not ILL.search(name), raw
        assert name == unicodedata.normalize("NFC", name) == clean_name(name), raw
        assert name.strip(". ") == name != "", raw
        assert (len(name), len(name.encode())) <= (MOST_CHARACTERS, MOST_BYTES), raw
        assert quote(name, safe="").isascii()


def test_the_extension_survives_the_cut_and_an_ordinary_name_is_left_alone():
    assert clean_name("关于印发〈2020年度考核办法〉的通知（德数发〔2020〕3号）.pdf").endswith("3号）.pdf")
    assert split(clean_name("长" * 500 + ".xlsx")) == ("长" * 78, "xlsx")
    assert split("没有扩展名") == ("没有扩展名", "")
    assert split("2020. 附件 一") == ("2020. 附件 一", "")
