"""How outlier treatment is written."""

from fractions import Fraction

import pytest

from core.indicators.treatments import Treatment, read_treatment


@pytest.mark.parametrize(
    "text", ["缩尾=5", "分位=5%~95%", "对数", "缩尾=3；对数", "分位=2.5%~100%；对数", ""]
)
def test_a_treatment_reads_back_as_it_is_written(text):
    assert read_treatment(read_treatment(text).text) == read_treatment(text)
    assert read_treatment(text).text == text


def test_a_treatment_holds_its_numbers_exactly():
    assert read_treatment("分位=5%~95%") == Treatment(low=Fraction(1, 20), high=Fraction(19, 20))
    assert read_treatment("缩尾=5;对数") == Treatment(winsorise=5, log=True)


@pytest.mark.parametrize("text", ["缩尾", "缩尾=0", "去掉异常", "分位=95%~5%", "分位=5%"])
def test_other_texts_are_refused_with_an_example(text):
    with pytest.raises(ValueError, match=r"缩尾=5|分位=5%~95%"):
        read_treatment(text)
