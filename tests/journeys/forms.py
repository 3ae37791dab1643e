"""Dialogs and fields as people use them: by their titles and labels, waiting for what comes of it."""

from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Locator, TimeoutError, expect

from tests.journeys.desk import Desk

# Milliseconds in which an open list has been drawn, and how often it is opened.
OPENS, TRIES = 5_000, 4


def dialog(desk: Desk, title: str) -> Locator:
    """The open dialog or drawer of this title."""
    found = desk.page.get_by_role("dialog").filter(has=desk.page.get_by_text(title, exact=True))
    expect(found).to_be_visible()
    return found


def fill(place: Locator, **texts: str) -> None:
    """Type into fields by their labels; `_` stands for an opening bracket."""
    for label, text in texts.items():
        field = place.get_by_label(label.replace("_", "（"), exact=False).first
        field.fill(text)
        field.press("Tab")


def choose(desk: Desk, place: Locator, label: str, text: str) -> None:
    """Choose the option that holds a text; a list that the screen closed by drawing anew is opened again."""
    box = place.get_by_role("combobox", name=label).first
    option = desk.page.get_by_role("option").filter(has_text=text).first
    for _ in range(TRIES):
        box.click()
        with suppress(TimeoutError):
            option.click(timeout=OPENS)
            break
    else:
        raise AssertionError(f"“{label}” offers no “{text}”")
    desk.page.keyboard.press("Tab")


def press(place: Locator, name: str) -> None:
    """Press a button once it may be pressed."""
    button = place.get_by_role("button", name=name).first
    expect(button).to_be_enabled()
    button.click()


def upload(desk: Desk, place: Locator, file: Path) -> None:
    """Choose a file in the dialog the system opens, again if another one was chosen before."""
    with desk.page.expect_file_chooser() as waiting:
        place.get_by_test_id("stFileUploader").get_by_role("button").last.click()
    waiting.value.set_files(file)


def told(desk: Desk, text: str) -> None:
    """The sentence stands on the screen, and everything is drawn."""
    expect(desk.main.get_by_text(text).first).to_be_visible()
    desk.settle()
