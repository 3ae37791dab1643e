"""Canonical spelling and fingerprints."""

from decimal import Decimal

import pytest

from core.indicators.canonical import canonical_json, fingerprint, plain_decimal, rebuilt
from core.indicators.system import GradeBand


@pytest.mark.parametrize(
    ("number", "text"), [("5.0", "5"), ("100", "100"), ("0.50", "0.5"), ("1E+2", "100"), ("0.00", "0")]
)
def test_a_decimal_has_one_spelling(number, text):
    assert plain_decimal(Decimal(number)) == text


def test_the_order_of_keys_does_not_matter():
    assert canonical_json({"乙": 1, "甲": 2}) == canonical_json({"甲": 2, "乙": 1})
    assert fingerprint({"乙": 1, "甲": 2}) == fingerprint({"甲": 2, "乙": 1})


def test_unknown_keys_are_refused():
    assert rebuilt(GradeBand, {"code": "A", "name": "优秀", "lower": "90"}).lower == 90
    with pytest.raises(TypeError, match="colour"):
        rebuilt(GradeBand, {"code": "A", "name": "优秀", "lower": "90", "colour": "red"})
