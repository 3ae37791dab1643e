"""How long the wide table of five hundred responses takes, beside writing the same cells with openpyxl alone."""

import random
import statistics
import tempfile
import time
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from sqlalchemy import Engine
from sqlmodel import select

from core import clock
from core.audit.actor import Actor
from core.documents.responses import wide_file
from core.organisations.models import Organisation
from core.organisations.rules import OrganisationKind
from core.questionnaires.cells import cells
from core.questionnaires.form import Column, Form, Kind, Option, Question, Row, Section
from core.questionnaires.models import Questionnaire, QuestionnaireUnit, QuestionnaireVersion
from core.questionnaires.rules import QuestionnaireState
from core.responses.models import Answer, Response
from core.responses.rules import ResponseState
from core.store.engine import engine_for
from core.store.migrate import upgrade
from core.store.session import reading, writing
from tests.bench.line import Line

UNITS, ROUNDS, TARGET = 500, 5, 2.0
# A matrix of 20 × 8 and forty questions beside it: two hundred boxes.
ROWS, COLUMNS, SINGLES = 20, 8, 40
_CHOICES = tuple(Option(code, f"第{code}类情况", Decimal(1)) for code in "abcd")


def measure() -> list[Line]:
    """The whole verb, from the database to the file, and the same cells by openpyxl's write-only mode."""
    with tempfile.TemporaryDirectory(prefix="shuping-bench-") as folder:
        engine = engine_for(f"sqlite:///{Path(folder) / 'responses.db'}")
        upgrade(engine)
        questionnaire_id = _answered(engine)
        facts: dict[str, Any] = {
            "questionnaire_id": questionnaire_id,
            "round_id": 0,
            "which": "handed-in",
            "actor": Actor.system(),
        }
        with reading(engine) as session:
            data = wide_file(session=session, **facts).data
        sheets = {
            sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)]
            for sheet in load_workbook(BytesIO(data), read_only=True)
        }
        ours, bare = [], []
        for _ in range(ROUNDS):
            began = time.perf_counter()
            with reading(engine) as session:
                wide_file(session=session, **facts)
            between = time.perf_counter()
            _written(sheets)
            ours.append(between - began)
            bare.append(time.perf_counter() - between)
        engine.dispose()
    return [
        Line(
            "500 responses × 200 cells exported",
            statistics.median(ours),
            statistics.median(bare),
            "s",
            TARGET,
        )
    ]


def form() -> Form:
    """Forty questions of four kinds and the matrix, the choices of them scored."""
    kinds = (Kind.SINGLE, Kind.NUMBER, Kind.TEXT, Kind.DATE)
    singles = tuple(
        Question(f"Q{at}", f"第{at}题题目", kinds[at % 4], options=_CHOICES if at % 4 == 0 else ())
        for at in range(SINGLES)
    )
    columns = tuple(
        Column(f"c{at}", f"列{at}", kinds[at % 4], options=_CHOICES if at % 4 == 0 else ())
        for at in range(COLUMNS)
    )
    matrix = Question(
        "M", "矩阵", Kind.MATRIX, rows=tuple(Row(f"r{at}", f"行{at}") for at in range(ROWS)), columns=columns
    )
    return Form("五百家问卷", (Section("S1", "单题", singles), Section("S2", "矩阵", (matrix,))))


def _answered(engine: Engine) -> int:
    """Every box of every unit filled; written straight, because saving is not what is measured."""
    asked, now, dice = form(), clock.now(), random.Random(5)
    with writing(engine) as session:
        held = Questionnaire(
            code="WJ", title=asked.title, state=QuestionnaireState.OPEN, document=asked.to_dict(),
            due_at=now + timedelta(days=1), created_at=now, created_by="", changed_at=now, changed_by="", last_change="",
        )  # fmt: skip
        session.add(held)
        session.flush()
        version = QuestionnaireVersion(
            questionnaire_id=held.id or 0, number=1, title=asked.title, document=asked.to_dict(), sha256=asked.sha256,
            published_at=now, published_by="", reason="",
        )  # fmt: skip
        session.add(version)
        session.flush()
        held.published_id = version.id
        session.add_all(
            Organisation(
                code=f"U{at:03}",
                name=f"单位{at}",
                short_name=f"单位{at}",
                kind=OrganisationKind.DEPARTMENT,
                order_no=at,
            )
            for at in range(UNITS)
        )
        session.flush()
        units = session.exec(select(Organisation.id)).all()
        session.add_all(
            QuestionnaireUnit(questionnaire_id=held.id or 0, organisation_id=each or 0) for each in units
        )
        rows = [
            Response(
                place=f"{held.id}:0:{each}", questionnaire_id=held.id or 0, version_id=version.id or 0,
                organisation_id=each or 0, state=ResponseState.HANDED_IN, begun_at=now, begun_by="",
                handed_in_at=now, handed_in_by="某科长", is_on_time=True,
            )
            for each in units
        ]  # fmt: skip
        session.add_all(rows)
        session.flush()
        for row in rows:
            session.add_all(
                Answer(response_id=row.id or 0, cell=key, value=value, at=now, person_name="某科员")
                for key, value in _values(asked, dice)
            )
        return held.id or 0


def _values(asked: Form, dice: random.Random) -> list[tuple[str, str]]:
    said = {
        Kind.SINGLE: lambda: dice.choice("abcd"),
        Kind.NUMBER: lambda: str(dice.randint(0, 9999)),
        Kind.TEXT: lambda: f"由业务系统推送第{dice.randint(1, 99)}批",
        Kind.DATE: lambda: f"2021-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}",
    }
    return [(cell.key, said[cell.kind]()) for cell in cells(asked)]


def _written(sheets: dict[str, list[list[Any]]]) -> int:
    book = Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    target = BytesIO()
    book.save(target)
    return len(target.getvalue())
