"""What stands in a field is of the field's own type; anything else is refused by the field's Chinese name."""

from decimal import Decimal

import pytest

from core.errors import Invalid
from core.questionnaires.fields import COLUMN, LABELS, QUESTION, checked_field
from core.questionnaires.form import Kind, Row


def test_values_of_the_right_type_pass_texts_trimmed_and_lists_as_tuples():
    assert checked_field(QUESTION, "unit", " 条 ") == "条"
    assert checked_field(QUESTION, "rows", [Row("r1", "行")]) == (Row("r1", "行"),)
    assert checked_field(QUESTION, "manual", None) is None
    assert checked_field(COLUMN, "points", Decimal(2)) == 2
    assert checked_field(COLUMN, "kind", Kind.DATE) is Kind.DATE


@pytest.mark.parametrize("name", [*QUESTION, "code", "nothing"])
def test_what_is_of_no_type_a_field_takes_is_refused(name):
    with pytest.raises(Invalid) as caught:
        checked_field(QUESTION, name, object())
    assert LABELS.get(name, name) in str(caught.value.problems[0])
