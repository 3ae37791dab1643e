"""A draft as the authority, the experts and the units work on it."""

from datetime import date

from core.designs import queries
from core.designs.deliberation import Ruling, attach_file, comment_on, decide_comment
from core.designs.models import SystemDesign
from core.designs.rules import FileKind, Stage
from core.designs.service import DesignDraft, create_design, edit_design, move_design
from core.evidence.service import HandedFile
from core.store.session import reading, writing
from tests.core.scoring.boards import tiny_system

DRAFT = DesignDraft("T", "小体系", "2", "department")
MINUTES = HandedFile("会议纪要.pdf", b"%PDF-1.7 minutes")
DUE = date(2026, 3, 20)


def drafted(people, draft=DRAFT, *, by="赵敏", system=None, key=None) -> int:
    with writing() as session:
        return create_design(
            session=session,
            actor=people[by].actor,
            draft=draft,
            system=tiny_system() if system is None else system,
            client_key=key,
        )


def held(design_id: int) -> SystemDesign:
    with reading() as session:
        return session.get_one(SystemDesign, design_id)


def seen(people, design_id: int, by="赵敏") -> queries.DesignView:
    with reading() as session:
        return queries.design(session=session, actor=people[by].actor, design_id=design_id)


def edited(people, design_id: int, edit, *, by="赵敏", version=None, key=None) -> str:
    with writing() as session:
        return edit_design(
            session=session,
            actor=people[by].actor,
            design_id=design_id,
            edit=edit,
            version=version or held(design_id).version,
            client_key=key,
        )


def moved(people, design_id: int, to: Stage, *, by="赵敏", version=None, **facts) -> str:
    facts = {"due_on": DUE} | facts if to is Stage.SOLICITING else facts
    with writing() as session:
        return move_design(
            session=session,
            actor=people[by].actor,
            design_id=design_id,
            to=to,
            version=version or held(design_id).version,
            **facts,
        )


def said(people, design_id: int, node="A", text="满分偏高", by="秦专家") -> int:
    with writing() as session:
        return comment_on(
            session=session, actor=people[by].actor, design_id=design_id, node_code=node, text=text
        )


def ruled(people, verb, identity: int, *, by="赵敏", decision="adopted", reason="", version=1, **facts):
    name = "comment_id" if verb is decide_comment else "opinion_id"
    with writing() as session:
        return verb(
            session=session,
            actor=people[by].actor,
            ruling=Ruling(decision, reason, version),
            **{name: identity},
            **facts,
        )


def filed(people, design_id: int, kind=FileKind.MINUTES, file=MINUTES, by="赵敏") -> int:
    with writing() as session:
        return attach_file(session=session, actor=people[by].actor, design_id=design_id, kind=kind, file=file)


def brought_to(people, stage: Stage, *, system=None) -> int:
    """A draft taken through every step before this stage."""
    design_id = drafted(people, system=system)
    if stage is Stage.DRAFT:
        return design_id
    moved(people, design_id, Stage.REVIEW)
    if stage is Stage.REVIEW:
        return design_id
    ruled(people, decide_comment, said(people, design_id))
    moved(people, design_id, Stage.DISCUSSION)
    if stage is Stage.DISCUSSION:
        return design_id
    filed(people, design_id)
    moved(people, design_id, Stage.SOLICITING)
    return design_id
