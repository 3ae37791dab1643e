"""Code lists and their items, narrowed, sorted and paged."""

import pytest

from core.administration.dictionary_queries import item_card, item_rows, type_rows
from core.errors import NotAllowed, NotFound


def test_lists_count_their_items_and_say_whether_the_product_asks_by_them(ask):
    rows = {row.code: row for row in ask(type_rows)}
    assert (rows["theme"].items, rows["theme"].is_builtin, rows["theme"].is_active) == (12, True, True)


def test_items_are_narrowed_sorted_and_paged(ask):
    rows, total = ask(item_rows, type_code="theme", sort="-value", limit=3)
    assert (total, [row.value for row in rows]) == (12, ["212", "211", "210"])
    assert ask(item_rows, text="公共服务")[1] == 1
    assert ask(item_rows, state="stopped") == ([], 0)
    assert ask(item_card, item_id=rows[0].id) == rows[0]


def test_an_unknown_item_is_not_found_and_strangers_read_nothing(ask):
    with pytest.raises(NotFound):
        ask(item_card, item_id=10**6)
    with pytest.raises(NotAllowed):
        ask(type_rows, who="陈填报")
