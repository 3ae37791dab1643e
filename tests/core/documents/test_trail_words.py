"""Whoever reads the trail reads words: every field the services keep has its name, every code its label."""

import ast
from collections.abc import Iterator
from dataclasses import fields

from core.designs.notice import Notice
from core.documents.trail_words import FIELDS, change, state
from core.settings import ROOT


def test_every_field_the_services_keep_is_told_by_a_name():
    unnamed = {
        key
        for module in (ROOT / "core").rglob("*.py")
        for key in kept_fields(ast.parse(module.read_text(encoding="utf-8")))
        if key.isascii() and key not in FIELDS
    }
    assert unnamed | ({each.name for each in fields(Notice)} - {*FIELDS}) == set()


def kept_fields(module: ast.Module) -> Iterator[str]:
    """The names written in what is given to the trail as before and after, or made for it by a function."""
    for node in ast.walk(module):
        kept: list[ast.AST] = []
        if isinstance(node, ast.Call):
            kept = [each.value for each in node.keywords if each.arg in ("before", "after")]
        elif isinstance(node, ast.FunctionDef) and node.name in ("_facts", "_shown", "told_of"):
            kept = [node]
        for held in (each for root in kept for each in ast.walk(root) if isinstance(each, ast.Dict)):
            for key in held.keys:
                if isinstance(key, ast.Constant):
                    yield str(key.value)


def test_codes_and_moments_are_told_in_words():
    assert change(None, {"at": "2020-04-15T09:00:00+00:00"}) == "时间：2020年4月15日 17:00"
    assert change({"stage": "draft"}, {"stage": "review"}) == "阶段：起草 → 专家论证"
    assert change({"email": ""}, {"email": "a@b.cn"}) == "邮箱：空 → a@b.cn"


def test_a_screen_shortens_checksums_and_the_export_keeps_them():
    kept = {"sha256": "a" * 64}
    assert change(None, kept) == f"校验值：{'a' * 16}…"
    assert state(kept) == f"校验值：{'a' * 64}"
    assert state(None) == ""
