"""The demonstration's draft: experts and units were heard, the difference is the one that was adopted."""

from sqlmodel import select

from core.access.service import NewPerson, add_person
from core.audit.actor import Actor
from core.demo.drafting import COMMENTS, LABEL, OPINIONS, build_draft
from core.demo.prepare import committed_system
from core.demo.stories import people as stories
from core.designs import queries
from core.designs.differences import differences
from core.designs.models import SystemDesign
from core.designs.rules import Decision, Stage
from core.indicators.service import publish_system
from core.organisations.queries import by_code
from core.store.session import reading, writing

SYSTEM = Actor.system()


def test_a_draft_waits_for_the_units_with_everything_said_of_it(people):
    wanted = {each[0] for each in (*COMMENTS, *OPINIONS)}
    with writing() as session:
        system, source = committed_system("department")
        publish_system(session=session, actor=SYSTEM, system=system, source=source)
        for story in stories():
            if story.login in wanted:
                unit = by_code(session, story.organisation).id if story.organisation else None
                new = NewPerson(story.login, story.name, unit, story.roles, is_demo=True)
                add_person(session=session, actor=SYSTEM, new=new)
    build_draft(None, SYSTEM)
    with reading() as session:
        held = session.exec(select(SystemDesign)).one()
        view = queries.design(session=session, actor=SYSTEM, design_id=held.id)
        talk = queries.talk(session=session, actor=SYSTEM, design_id=held.id)
    assert (held.stage, held.version_label, held.code) == (Stage.SOLICITING, LABEL, system.code)
    assert [comment.decision for comment in talk.comments] == [
        Decision.ADOPTED,
        Decision.REJECTED,
        Decision.PARTLY,
    ]
    assert sorted(opinion.unit for opinion in talk.opinions) == ["德州市公安局", "德州市教育和体育局"]
    # The label of the version, and the rule of the comment that was adopted.
    changed = differences(system, view.system)
    assert [(each.code, each.field) for each in changed] == [("", "version"), ("A22-2", "rule")]
    build_draft(None, SYSTEM)
    with reading() as session:
        assert len(session.exec(select(SystemDesign)).all()) == 1
