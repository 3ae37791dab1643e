"""What is committed names no machine, no private address and no session that wrote it."""

import re

import pytest

from core.settings import ROOT
from tests.architecture.house import tracked

TEXT = {
    ".py",
    ".md",
    ".toml",
    ".csv",
    ".cfg",
    ".ini",
    ".yml",
    ".yaml",
    ".lock",
    ".txt",
    ".html",
    ".css",
    ".js",
    ".sh",
    ".service",
    ".json",
    "",
}
# Spelt in halves so that this file does not find itself.
FORBIDDEN = {
    "a home folder": r"/(?:home|Users|root)/[a-z]",
    "a folder of one machine": r"/(?:work|mnt|workspace)" + r"/[a-z]",
    "a Windows folder": r"\b[A-Z]:\\\\?(?:Users|Windows)",
    "a package registry": r"(?:files\.python"
    + r"hosted|pypi\.org/simp"
    + r"le|mirrors?\.[a-z]+\.(?:com|cn|edu)|artifact"
    + r"ory|--(?:extra-)?index"
    + r"-url)",
    "a private key": r"BEGIN [A-Z ]*PRIVATE" + r" KEY",
    "an emoji": "[\U0001f300-\U0001f5ff\U0001f680-\U0001faff\u2728\u2705\u274c]",
}
# Odd characters are what these tests are about.
ODD_ON_PURPOSE = ("tests/",)


@pytest.mark.parametrize("fault", FORBIDDEN)
def test_no_committed_text_names(fault: str):
    found = []
    for path in tracked():
        name = path.relative_to(ROOT).as_posix()
        if path.suffix not in TEXT or name == "tests/architecture/test_hygiene.py":
            continue
        if fault == "an emoji" and name.startswith(ODD_ON_PURPOSE):
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        found += [f"{name}: {match.group()}" for match in re.finditer(FORBIDDEN[fault], text)]
    assert found == []


def test_no_data_or_secret_is_committed():
    names = [path.relative_to(ROOT).as_posix() for path in tracked()]
    assert not [
        name
        for name in names
        if name.startswith("data/var") or name.endswith((".db", ".key", ".pem", ".env"))
    ]


def test_the_lock_files_carry_hashes():
    for name in ("requirements.lock", "tests/requirements.lock", "tests/bench/requirements.lock"):
        lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
        pinned = [line for line in lines if re.match(r"[A-Za-z0-9._-]+(\[.*\])?==", line)]
        assert len(pinned) > 20, name
        assert sum("--hash=sha256:" in line for line in lines) >= len(pinned), name
