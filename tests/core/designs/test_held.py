"""A published draft takes no change, whoever asks and however new their view of it is."""

import pytest

from core.designs.held import editable, fresh, named
from core.designs.rules import Stage
from core.errors import Conflict, Invalid, NotFound
from core.store.session import reading, writing
from tests.core.designs.drafting import brought_to, drafted, held


def test_the_row_is_given_to_whoever_saw_it_as_it_is(people):
    design_id = drafted(people)
    with reading() as session:
        assert named(fresh(session, design_id, 1)) == "小体系 2"
        with pytest.raises(Conflict, match="建立草案"):
            fresh(session, design_id, 7)
        with pytest.raises(NotFound):
            fresh(session, 99, 1)


def test_what_is_published_may_be_copied_and_not_changed(people, at):
    at("2026-03-02 09:00")
    design_id = brought_to(people, Stage.SOLICITING)
    with writing() as session:
        fresh(session, design_id, held(design_id).version).stage = Stage.PUBLISHED
    with reading() as session, pytest.raises(Invalid, match="已发布并冻结") as caught:
        editable(session, design_id, held(design_id).version)
    assert "复制为新版本" in caught.value.remedy
