"""Who may import whom; the contracts are sentences in pyproject.toml."""

import re
import subprocess
import sys
import tomllib

import pytest

from core.settings import ROOT
from tests.architecture.house import NOT_SECTIONS, Source, entries, sources

SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
CONTRACTS = {contract["id"]: contract for contract in SETTINGS["contracts"]}


def test_every_contract_is_kept():
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command as run; run()",
        "--no-cache",
    ]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_every_contract_is_a_sentence():
    for contract in CONTRACTS.values():
        assert re.fullmatch(r"[A-Z].{20,}\.", contract["name"]), contract["name"]


def test_every_capability_has_its_layer():
    layers = " ".join(CONTRACTS["core"]["layers"])
    named = set(re.findall(r"core\.(\w+)", layers))
    existing = {
        path.stem
        for path in (ROOT / "core").iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert existing - {"__init__"} <= named


def test_every_section_is_in_the_contract_that_keeps_sections_apart():
    sections = {
        f"pages.{path.name}"
        for path in (ROOT / "pages").iterdir()
        if (path / "__init__.py").exists() and path.name not in NOT_SECTIONS
    }
    assert sections == set(CONTRACTS["sections"]["modules"])


def test_every_folder_of_code_is_a_package_so_that_the_contracts_see_it():
    for source in sources():
        assert (ROOT / source.path.parent / "__init__.py").exists(), source.name


ALLOWED = {
    "Home.py": ("streamlit", "pages.ui"),
    "asgi.py": ("streamlit", "starlette", "core.settings", "pages.server"),
}


@pytest.mark.parametrize("source", entries()[:2], ids=lambda source: source.name)
def test_the_entry_scripts_hold_no_knowledge_of_their_own(source: Source):
    ours = {name for name in source.imports() if name.split(".")[0] in ("core", "connectors", "pages")}
    foreign = {
        name for name in source.imports() if name.split(".")[0] in ("sqlmodel", "sqlalchemy", "cli", "asgi")
    }
    assert not foreign
    for name in ours:
        assert name.startswith(ALLOWED[source.name]) or name == "pages", name
    assert source.lines <= (60 if source.name == "Home.py" else 100)


def test_the_command_line_asks_services_and_never_the_database_or_a_screen():
    [cli] = [source for source in entries() if source.name == "cli.py"]
    tops = {name.split(".")[0] for name in cli.imports()}
    assert not tops & {"streamlit", "sqlmodel", "sqlalchemy", "pages"}
    assert not [name for name in cli.imports() if name.endswith(".models")]


def test_nothing_imports_an_entry_script_except_the_command_that_serves():
    for source in (*sources(), *entries()):
        found = source.imports() & {"Home", "asgi", "cli"}
        assert not found or source.name == "cli.py", source.name
