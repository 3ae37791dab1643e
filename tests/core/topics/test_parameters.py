"""The committed parameters are sound, and an unsound list is refused with every fault."""

import pytest

from core.errors import Invalid, Unavailable
from core.topics.parameters import FILE, current, entries, listed, read


def test_the_committed_list_holds_the_weights_of_the_formula_and_a_version():
    parameters = read()
    assert parameters.weights == (0.30, 0.25, 0.15, 0.15, 0.15)
    assert parameters.version
    assert (parameters.consumer_cap, parameters.window_months, parameters.half_life_months) == (0.3, 12, 3.0)
    assert current() == parameters
    assert listed()[0].code == "version"
    assert all(entry.name and entry.note for entry in entries())


def changed(tmp_path, old, new):
    path = tmp_path / "topic_heat.csv"
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("权重,0.30", "权重,0.40", "之和须为 1"),
        ("封顶,0.30", "封顶,三成", "不小于 0 的数"),
        ("月数,12", "月数,1.5", "不小于 0 的数"),
        ("consumer_cap", "consumer_top", "缺少参数"),
        ("参数,名称", "参数,名字", "表头须依次为"),
    ],
)
def test_an_unsound_list_is_refused_and_says_what(tmp_path, old, new, fault):
    with pytest.raises(Invalid) as caught:
        read(changed(tmp_path, old, new))
    assert fault in " ".join(map(str, caught.value.problems))


def test_a_missing_list_is_named_with_what_to_do(tmp_path):
    with pytest.raises(Unavailable, match="读不到参考数据文件"):
        entries(tmp_path / "topic_heat.csv")
