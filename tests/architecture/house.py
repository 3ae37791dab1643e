"""The source files of the product, parsed once."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from core.settings import ROOT

CODE = ("core", "connectors", "pages")
ENTRIES = ("Home.py", "asgi.py", "cli.py")
# Alembic names and shapes what lies here.
FOREIGN = "core/store/migrations"
NOT_SECTIONS = ("server", "ui")


@dataclass(frozen=True)
class Source:
    """One Python file."""

    path: Path

    @cached_property
    def text(self) -> str:
        """What is written in it."""
        return (ROOT / self.path).read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """The same, parsed."""
        return ast.parse(self.text)

    @property
    def lines(self) -> int:
        """How long it is."""
        return len(self.text.splitlines())

    @property
    def name(self) -> str:
        """Its path as people cite it."""
        return self.path.as_posix()

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Every function and method, nested ones too."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node

    def imports(self) -> set[str]:
        """Every module it imports, in full."""
        found = set()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                found |= {str(node.module)} | {f"{node.module}.{alias.name}" for alias in node.names}
        return found


@cache
def sources(*folders: str) -> tuple[Source, ...]:
    """Every module of the product, or of some of its folders; migrations are Alembic's."""
    found = sorted(path for folder in folders or CODE for path in (ROOT / folder).rglob("*.py"))
    relative = [path.relative_to(ROOT) for path in found]
    return tuple(Source(path) for path in relative if not path.as_posix().startswith(FOREIGN))


def entries() -> tuple[Source, ...]:
    """The three scripts at the top."""
    return tuple(Source(Path(name)) for name in ENTRIES)


def screens() -> tuple[Source, ...]:
    """Every file the menu opens: directly in a section, not a part of a screen."""
    return tuple(
        source
        for source in sources("pages")
        if len(source.path.parts) == 3
        and source.path.parts[1] not in NOT_SECTIONS
        and not source.path.name.startswith("_")
    )


@cache
def tracked() -> tuple[Path, ...]:
    """Every file git keeps or would keep."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return tuple(ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file())


def chain(node: ast.AST) -> str:
    """The dotted name of an expression: `st.session_state`; empty for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = chain(node.value)
        return f"{before}.{node.attr}" if before else ""
    return ""
