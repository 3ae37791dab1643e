"""Pauses grow and end; numbers and addresses are checked before they are kept."""

from datetime import timedelta

from core.notices.rules import PAUSES, contact_problems, is_mobile, pause_after


def test_the_pauses_grow_and_then_there_is_no_use_in_another_try():
    assert [pause_after(number) for number in range(1, 6)] == [timedelta(minutes=m) for m in PAUSES]
    assert list(PAUSES) == sorted(PAUSES)
    assert pause_after(6) is None
    assert pause_after(0) is None


def test_a_short_message_reaches_mobile_numbers_alone():
    assert is_mobile("13800000000")
    assert not is_mobile("0534-2600000")


def test_every_fault_of_a_contact_is_named():
    assert contact_problems("张三", "0534-2600000", "") == []
    assert contact_problems("张三", "", "a@dz.gov.cn") == []
    faults = contact_problems(" ", "12", "a b@c")
    assert [fault.rule for fault in faults] == ["姓名不能为空", "电话号码格式不对", "邮箱格式不对"]
    assert contact_problems("张三", "", "")[0].rule == "电话和邮箱至少填一项"
