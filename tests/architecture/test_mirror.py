"""The tests stand where the code stands."""

import ast
from pathlib import Path

import pytest

from core.settings import ROOT
from tests.architecture.house import Source, sources

# What holds nothing that could be wrong by itself; each with the test that runs it.
EXEMPT = {
    "core/access/models.py": "tests/core/access/test_policy.py",
    "core/audit/models.py": "tests/core/audit/test_service.py",
    "core/calendars/models.py": "tests/core/calendars/test_service.py",
    "core/collection/models.py": "tests/core/store/test_migrate.py",
    "core/dictionaries/models.py": "tests/core/dictionaries/test_service.py",
    "core/evidence/models.py": "tests/core/evidence/test_service.py",
    "core/indicators/fault.py": "tests/core/indicators/test_checks.py",
    "core/indicators/models.py": "tests/core/store/test_migrate.py",
    "core/jobs/models.py": "tests/core/jobs/test_service.py",
    "core/organisations/models.py": "tests/core/organisations/test_service.py",
    "core/results/models.py": "tests/core/store/test_triggers.py",
    "core/weighting/models.py": "tests/core/weighting/test_service.py",
    "pages/server/cookies.py": "tests/pages/server/test_sign_in.py",
    "pages/server/directory.py": "tests/pages/server/test_gate.py",
    "pages/server/headers.py": "tests/pages/server/test_gate.py",
}
# Parts of one machine, tested through the one door they have.
TOGETHER = {
    "tests/core/sheets/test_reading.py": (
        "core/sheets/limited.py",
        "core/sheets/limits.py",
        "core/sheets/parsing.py",
        "core/sheets/precheck.py",
        "core/sheets/scanning.py",
        "core/sheets/transport.py",
    ),
    "tests/core/confined/test_running.py": ("core/confined/child.py",),
    "tests/core/sheets/test_writing.py": ("core/sheets/sealing.py", "core/sheets/texts.py"),
    "tests/core/sheets/test_annotating.py": ("core/sheets/marking.py",),
    "tests/core/indicators/test_rules.py": (
        "core/indicators/curve_rules.py",
        "core/indicators/curves.py",
        "core/indicators/rule_kind.py",
        "core/indicators/scale_rules.py",
    ),
    "tests/core/indicators/test_checks.py": ("core/indicators/part_checks.py",),
    "tests/core/indicators/test_parameters.py": ("core/indicators/fields.py", "core/indicators/numerals.py"),
    "tests/core/indicators/test_system.py": ("core/indicators/node.py", "core/indicators/tree.py"),
    "tests/core/indicators/test_workbook.py": (
        "core/indicators/layout.py",
        "core/indicators/workbook_parts.py",
    ),
    "tests/core/notices/test_service.py": ("core/notices/models.py",),
    "tests/core/collection/test_workbook.py": (
        "core/collection/number_cells.py",
        "core/collection/number_sheet.py",
        "core/collection/record_sheets.py",
    ),
}
COVERED = EXEMPT | {name: test for test, names in TOGETHER.items() for name in names}
# The parts of a screen, in folders named with an underscore, are tested with the screen.
CODE = [source for source in sources() if not any(part.startswith("_") for part in source.path.parts)]


def mirror(path: Path) -> Path:
    """Where the tests of a module stand; the parts of a screen are tested with the screen."""
    return Path("tests", *path.parent.parts, f"test_{path.name}")


@pytest.mark.parametrize("source", CODE, ids=lambda source: source.name)
def test_every_module_has_its_tests_and_they_assert(source: Source):
    wanted = Path(COVERED.get(source.name, mirror(source.path)))
    assert (ROOT / wanted).is_file(), f"{source.name} has no {wanted}"
    tree = ast.parse((ROOT / wanted).read_text(encoding="utf-8"))
    asserts = [node for node in ast.walk(tree) if isinstance(node, ast.Assert)]
    assert asserts, f"{wanted} asserts nothing"


def test_the_exemptions_are_few_and_real():
    assert len(EXEMPT) <= 15
    assert len(COVERED) <= 40
    for name, covered_by in COVERED.items():
        assert (ROOT / name).is_file(), name
        assert (ROOT / covered_by).is_file(), covered_by
        assert not (ROOT / mirror(Path(name))).is_file(), f"{name} has tests of its own now"


def test_every_test_is_a_sentence_and_asserts_or_expects_something():
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                place = f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
                assert node.name.count("_") >= 3, place
                written = ast.unparse(node)
                assert "assert" in written or "raises" in written or "expect" in written, place


def test_every_folder_of_tests_is_a_package():
    for path in (ROOT / "tests").rglob("*.py"):
        assert (path.parent / "__init__.py").exists(), path.parent
