"""The demonstration's next system: the departments' one for 2021, an invented draft the units are asked about.

What it tells shows every screen of the design process with something in it; nothing of it is published,
so no edition and no number of 2020 knows of it.
"""

from datetime import timedelta
from typing import Final

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from core import clock
from core.access.models import Person
from core.audit.actor import Actor
from core.designs.deliberation import Ruling, attach_file, comment_on, decide_comment, give_opinion
from core.designs.metric_edits import PutMetric
from core.designs.models import DesignComment, SystemDesign
from core.designs.rules import FileKind, Stage
from core.designs.service import copy_as_design, edit_design, move_design
from core.documents.paper import Paper
from core.evidence.service import HandedFile
from core.indicators.models import IndicatorSystemVersion
from core.indicators.rules import RULE_KINDS
from core.indicators.system import IndicatorSystem
from core.store.session import reading, writing

LABEL: Final = "2021（演示）"
AUDIENCE: Final = "department"
# Who says what of which indicator, what was decided of it and why.
COMMENTS: Final = (
    (
        "zhuanjia",
        "A22",
        "演示：各单位退回整改都较快，零分线 60% 偏低，拉不开差距，建议提高到 70%。",
        "adopted",
        "",
    ),
    (
        "zhuanjia",
        "C12",
        "演示：交换规模受业务量影响大，建议降低占比，多看授权使用率。",
        "rejected",
        "演示：已按同组 P90 对数归一，业务量小的单位不吃亏，占比不变。",
    ),
    (
        "pinggu",
        "D21",
        "演示：应用案例的申报口径要写明上报年度，避免往年案例重复申报。",
        "partly",
        "演示：在应用说明中注明上报年度，评分办法不变。",
    ),
)
# The lower bound of the comment that was adopted.
RAISED: Final = ("A22-2", "零分线=60%", "零分线=70%")
OPINIONS: Final = (
    ("gongan", "C13", "演示：涉密和执法办案类需求按规定不予共享，建议计算满足率时剔除。"),
    ("jiaoti_sh", "B12", "演示：学校数据按学期更新，建议采集及时率按学期计算承诺频率。"),
)
DAYS_TO_ANSWER: Final = 30


def build_draft(engine: Engine | None, actor: Actor) -> None:
    """Copy the published system and bring the copy to where the units are asked; done once, in one unit of work."""
    with reading(engine) as session:
        source = session.exec(
            select(IndicatorSystemVersion.id)
            .where(IndicatorSystemVersion.audience == AUDIENCE)
            .order_by(col(IndicatorSystemVersion.id))
        ).first()
        held = session.exec(select(SystemDesign.id).where(SystemDesign.version_label == LABEL)).first()
    if source is None or held is not None:
        return
    minutes = HandedFile("演示会议纪要.docx", _minutes())
    with writing(engine) as session:
        design_id = copy_as_design(session=session, actor=actor, version_id=source, version_label=LABEL)
        _move(session, actor, design_id, Stage.REVIEW)
        _review(session, actor, design_id)
        _move(session, actor, design_id, Stage.DISCUSSION)
        attach_file(session=session, actor=actor, design_id=design_id, kind=FileKind.MINUTES, file=minutes)
        _move(session, actor, design_id, Stage.SOLICITING)
        for login, node, text in OPINIONS:
            give_opinion(
                session=session,
                actor=_somebody(session, login),
                design_id=design_id,
                node_code=node,
                text=text,
            )


def _review(session: Session, actor: Actor, design_id: int) -> None:
    for login, node, text, decision, reason in COMMENTS:
        comment_id = comment_on(
            session=session, actor=_somebody(session, login), design_id=design_id, node_code=node, text=text
        )
        comment = session.get_one(DesignComment, comment_id)
        ruling = Ruling(decision, reason, comment.version)
        decide_comment(session=session, actor=actor, comment_id=comment_id, ruling=ruling)
    design = session.get_one(SystemDesign, design_id)
    edit = _raised(IndicatorSystem.from_dict(design.document))
    edit_design(session=session, actor=actor, design_id=design_id, edit=edit, version=design.version)


def _raised(system: IndicatorSystem) -> PutMetric:
    code, before, after = RAISED
    metric = system.metric_by_code[code]
    return PutMetric(
        metric.leaf,
        metric.code,
        metric.name,
        metric.input,
        metric.rule,
        RULE_KINDS[metric.rule].form.write(metric.parameters, metric.unit == "%").replace(before, after),
        metric.empty,
        metric.numerator,
        metric.denominator,
        metric.unit,
        metric.formula,
    )


def _move(session: Session, actor: Actor, design_id: int, to: Stage) -> None:
    session.flush()
    version = session.get_one(SystemDesign, design_id).version
    due = clock.today() + timedelta(days=DAYS_TO_ANSWER) if to is Stage.SOLICITING else None
    move_design(session=session, actor=actor, design_id=design_id, to=to, version=version, due_on=due)


def _somebody(session: Session, login: str) -> Actor:
    person = session.exec(select(Person).where(Person.login == login)).one()
    return Actor(person.id, person.name)


def _minutes() -> bytes:
    paper = Paper("会议纪要（演示）")
    paper.title("专项小组办公室会议纪要（演示）")
    paper.body("会议听取了市级部门指标体系 2021 年修订稿的说明和专家论证情况，同意按修订稿征求各单位意见。")
    return paper.bytes()
