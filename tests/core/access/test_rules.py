"""Pure decisions of access, case by case."""

from datetime import UTC, datetime, timedelta

import pytest

from core.access.rules import Scope, locked_until, password_faults, session_over

LENGTH = "长度"
CLASSES = "三类"
COMMON = "常见"
CONTEXT = "不能包含"
FEW = "不同的字符"

# What 陈填报 (chentianbao) of 德州市教育和体育局 may use: the password, and the rules it breaks.
POLICY = [
    ("Correct-Horse-7", ()),
    ("xK7#mQ2!vB", ()),
    ("数据共享2026年第一次", (CLASSES,)),
    ("长风破浪会有时A1", (LENGTH,)),
    ("长风破浪会有时直A1", ()),
    ("Tr0ub4dor&3zz", ()),
    ("a1-b2-c3-d4", ()),
    ("ABCdef123456xyz", ()),
    ("一二三四五六七八Aa", ()),
    ("Zx9 Zy8 Zw7 q", ()),
    ("共享交换平台接口Key-2026", ()),
    ("山" * 10 + "水B1火土金木", ()),
    ("春眠不觉晓处处闻啼鸟夜来风雨声花落知多少A1", ()),
    ("千山鸟飞绝万径人踪灭孤舟蓑笠翁独钓寒江雪Z9" * 2, ()),
    ("床前明月光疑是地上霜举头望明月低头思故乡1a" * 3, ()),
    ("黄河之水天上来奔流到海不复回Aa1" + "，" * 60, ()),
    ("aB3" + "测" * 80 + "试用口令", ()),
    ("Aa1" + "xyzw" * 63, ()),
    ("password-Kilo-Tango-77-Zulu", ()),
    ("my-dezhou-Office-9081-Key", ()),
    ("Ünïcödé-Wörd-9", ()),
    ("😀😁😂🤣Aa1-xyz", ()),
    ("", (LENGTH, CLASSES, FEW)),
    ("Ab1-x", (LENGTH,)),
    ("Ab1-xyzQw", (LENGTH,)),
    ("abcdefghijkl", (CLASSES,)),
    ("ABCDEFGHIJKL", (CLASSES,)),
    ("314159265358", (CLASSES,)),
    ("abcdefgh1234", (CLASSES,)),
    ("ABCDEFGH1234", (CLASSES,)),
    ("abcdefgh----", (CLASSES,)),
    ("数据共享绩效评估考核口令", (CLASSES,)),
    ("Aa1" + "x" * 254, (LENGTH, FEW)),
    ("Aa1" + "xyzw" * 64, (LENGTH,)),
    ("Password123!", (COMMON,)),
    ("pAsSw0Rd!1A", (COMMON,)),
    ("Qwerty-123", (COMMON,)),
    ("Shuping2026!", (COMMON,)),
    ("12345678-Ab", (COMMON,)),
    ("Iloveyou-1", (COMMON,)),
    ("1qaz2wsx-AB", (COMMON,)),
    ("Woaini-123x", (COMMON,)),
    ("Chentianbao-2026", (CONTEXT,)),
    ("xx-CHENTIANBAO-9", (CONTEXT,)),
    ("我是陈填报Aa-12345", (CONTEXT,)),
    ("德州市教育和体育局Aa1", (CONTEXT,)),
    ("Aa1-市教体局-9876", (CONTEXT,)),
    ("AAAAaaaa1111", (FEW,)),
    ("Aa1-Aa1-Aa1-", (FEW,)),
    ("aaaaaaaaaaaa", (CLASSES, FEW)),
]


def test_the_table_is_as_long_as_promised_and_reaches_past_what_bcrypt_reads():
    assert len(POLICY) >= 40
    sizes = [len(password.encode()) for password, faults in POLICY if not faults]
    assert sum(73 <= size <= 256 for size in sizes) >= 3


@pytest.mark.parametrize(("password", "broken"), POLICY)
def test_a_password_is_judged_by_the_policy(password: str, broken: tuple[str, ...]):
    names = ["陈填报", "德州市教育和体育局", "市教体局"]
    faults = password_faults(password, login="chentianbao", names=names, minimum_length=10)
    assert len(faults) == len(broken)
    for word in broken:
        assert any(word in fault for fault in faults), (word, faults)


@pytest.mark.parametrize(("minimum", "accepted"), [(8, True), (15, True), (16, False)])
def test_the_installation_sets_the_shortest_length(minimum, accepted):
    faults = password_faults("Correct-Horse-7", login="x", names=[], minimum_length=minimum)
    assert (faults == []) is accepted


START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
LIMITS = {"limit": 5, "window": timedelta(minutes=15), "duration": timedelta(minutes=30)}


def minutes(*moments: float) -> list[datetime]:
    return [START + timedelta(minutes=moment) for moment in moments]


@pytest.mark.parametrize(
    ("failures", "until"),
    [
        ((), None),
        ((0, 1, 2, 3), None),
        ((0, 1, 2, 3, 4), 34),
        ((0, 0, 0, 0, 0), 30),
        ((0, 4, 8, 12, 15), 45),
        ((0, 4, 8, 12, 15.02), None),
        ((0, 4, 8, 12, 16, 17), 47),
        ((0, 1, 2, 3, 4, 40), 34),
        ((0, 1, 2, 3, 4, 40, 41, 42, 43, 44), 74),
    ],
)
def test_five_failures_within_fifteen_minutes_lock_for_thirty_from_the_last(failures, until):
    found = locked_until(minutes(*failures), **LIMITS)
    assert found == (None if until is None else START + timedelta(minutes=until))


@pytest.mark.parametrize(
    ("rested", "lasted", "reason"),
    [
        (0, 0, None),
        (14.99, 60, None),
        (15, 60, "长时间未操作"),
        (0, 599.99, None),
        (0, 600, "登录已满最长时限"),
        (20, 600, "登录已满最长时限"),
    ],
)
def test_a_session_ends_when_idle_or_old(rested, lasted, reason):
    now = START + timedelta(minutes=lasted)
    found = session_over(
        now=now,
        last_seen_at=now - timedelta(minutes=rested),
        expires_at=START + timedelta(hours=10),
        idle=timedelta(minutes=15),
    )
    assert found == reason


def test_an_empty_scope_covers_nothing_and_everything_covers_all():
    assert not Scope().covers(1)
    assert not Scope().covers(None)
    assert Scope(everything=True).covers(1)
    assert Scope(everything=True).covers(None)


def test_scopes_join_and_caches_tell_them_apart():
    joined = Scope(organisation_ids=frozenset({1}), person_id=7) | Scope(organisation_ids=frozenset({2}))
    assert (joined.covers(1), joined.covers(2), joined.covers(3), joined.person_id) == (True, True, False, 7)
    assert (joined | Scope(everything=True)).everything
    keys = {
        scope.key
        for scope in (Scope(), joined, Scope(everything=True), Scope(organisation_ids=frozenset({1})))
    }
    assert len(keys) == 4
