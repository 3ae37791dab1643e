"""Indicators are described in the words of the dictionaries."""

from sqlmodel import select

from core.dictionaries.models import DictionaryItem
from core.library.service import edit_indicator
from core.library.terms import terms_of
from core.store.session import reading, writing
from tests.builders.indicators import indicator


def switch_off(label: str) -> None:
    with writing() as session:
        session.exec(select(DictionaryItem).where(DictionaryItem.label == label)).one().is_active = False


def test_the_committed_words_are_those_of_the_real_systems(people):
    with reading() as session:
        terms = terms_of(session)
    assert terms.dimensions == ("资产清查", "数据采集", "数据共享", "开放应用", "数据安全", "体制机制")
    assert terms.frequencies == ("实时", "日", "周", "月", "季", "半年", "年")


def test_a_word_switched_off_is_kept_by_those_that_have_it_and_offered_to_nobody(act, added):
    switch_off("资产清查")
    with reading() as session:
        assert "资产清查" not in terms_of(session).dimensions
        assert terms_of(session, keeping=indicator()).dimensions[-1] == "资产清查"
    facts = {"indicator_id": added.id, "version": added.version, "reason": "改名"}
    assert act(edit_indicator, indicator=indicator(name="新名"), **facts) == 2
