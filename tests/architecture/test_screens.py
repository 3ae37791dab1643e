"""Every screen asks the guard first, stands in the menu once, and does nothing a screen must not."""

import ast
import csv

import pytest

from core.access.permissions import Permission
from core.settings import REFERENCE, ROOT
from tests.architecture.house import Source, chain, screens, sources

with (REFERENCE / "menus.csv").open(encoding="utf-8-sig", newline="") as file:
    MENU = list(csv.DictReader(file))
LISTED = {row["画面"]: row for row in MENU if row["类型"] == "screen"}
SCREENS = screens()
DRAWN = sources("pages")

each_screen = pytest.mark.parametrize("source", SCREENS, ids=lambda source: source.name)
each_file = pytest.mark.parametrize("source", DRAWN, ids=lambda source: source.name)


def test_no_screen_lies_directly_in_pages_where_an_address_would_open_it():
    assert [path.name for path in (ROOT / "pages").glob("*.py")] == ["__init__.py"]


def test_the_menu_lists_every_screen_once_and_no_other():
    scripts = [row["画面"] for row in MENU if row["类型"] == "screen"]
    assert sorted(scripts) == sorted(str(source.path.relative_to("pages")) for source in SCREENS)


def test_every_screen_has_an_address_of_its_own_and_a_section_that_exists():
    addresses = [row["地址"] for row in LISTED.values()]
    assert len(addresses) == len({*addresses})
    assert all(address and "/" not in address for address in addresses)
    sections = {row["代码"] for row in MENU if row["类型"] == "section"}
    assert {row["上级"] for row in LISTED.values()} == sections
    assert len({row["代码"] for row in MENU}) == len(MENU)


@each_screen
def test_a_screen_first_asks_the_guard_for_the_permission_its_menu_names(source: Source):
    acts = [node for node in source.tree.body if not isinstance(node, ast.Import | ast.ImportFrom)]
    docstring, first = acts[0], acts[1]
    assert isinstance(docstring, ast.Expr)
    call = getattr(first, "value", None)
    assert isinstance(call, ast.Call), f"{source.name}:{first.lineno}"
    assert chain(call.func) == "guard.page", f"{source.name}:{first.lineno}"
    [asked] = [chain(argument) for argument in call.args]
    permission = Permission[asked.removeprefix("Permission.")]
    assert LISTED[str(source.path.relative_to("pages"))]["权限"] == permission


FORBIDDEN = {
    "st.cache_resource": "one visitor can clear it for everybody",
    "st.download_button": "its file lies open under /media",
    "st.experimental_user": "the gate says who it is",
    "st.form": "what is typed must be saved as it is typed",
    "components.html": "it runs in our own origin",
    "st.components.v1.html": "it runs in our own origin",
    "st.html": "stored text would draw over the page",
    "st.login": "people sign in at the gate",
    "st.secrets": "secrets come from the settings",
}


@each_file
def test_a_screen_uses_nothing_that_opens_a_hole(source: Source):
    assert not {name for name in source.imports() if name.startswith("streamlit.components")}
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute):
            assert chain(node) not in FORBIDDEN, (
                f"{source.name}:{node.lineno} {chain(node)}: {FORBIDDEN[chain(node)]}"
            )
        if isinstance(node, ast.Call):
            words = {word.arg for word in node.keywords}
            assert not {"unsafe_allow_html", "unsafe_allow_javascript"} & words, (
                f"{source.name}:{node.lineno}"
            )


@each_file
def test_nothing_is_drawn_inside_a_transaction(source: Source):
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.With) or not any("writing(" in ast.unparse(item) for item in node.items):
            continue
        drawn = [
            f"{source.name}:{inner.lineno} {chain(inner)}"
            for inner in ast.walk(node)
            if isinstance(inner, ast.Attribute) and chain(inner).startswith("st.")
        ]
        assert drawn == []


@each_file
def test_what_is_cached_names_whom_it_is_for(source: Source):
    for function in source.functions():
        cached = [mark for mark in function.decorator_list if "cache_data" in ast.unparse(mark)]
        if cached:
            names = {argument.arg for argument in function.args.args + function.args.kwonlyargs}
            assert names & {"scope_key", "person_id", "sha256", "key"}, f"{source.name}:{function.lineno}"
            assert "max_entries" in ast.unparse(cached[0]), f"{source.name}:{function.lineno}"


@each_file
def test_a_section_of_a_screen_keeps_nothing_of_one_person_for_the_next(source: Source):
    """A screen's own script runs anew for everybody; what it imports is there once for all of them."""
    if source in SCREENS:
        return
    shared = [
        node.lineno
        for node in source.tree.body
        if isinstance(node, ast.Assign)
        for call in ast.walk(node.value)
        if isinstance(call, ast.Call) and chain(call.func).split(".")[-1] == "Screen"
    ]
    assert shared == [], f"{source.name}: make the Screen inside the function that draws with it"


def test_no_two_screens_share_a_file_name():
    names = [source.path.name for source in SCREENS]
    assert len(names) == len({*names})
