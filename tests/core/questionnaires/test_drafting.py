"""What reading gives."""

from core.questionnaires.drafting import Codes, Read
from core.questionnaires.form import Form


def test_a_code_is_given_once_and_numbered_after_that():
    codes = Codes("meta")
    assert [codes.free("Q1"), codes.free("Q1"), codes.free("Q1"), codes.free("meta")] == [
        "Q1",
        "Q1_2",
        "Q1_3",
        "meta_2",
    ]
    assert Read(Form("卷")).warnings == ()
