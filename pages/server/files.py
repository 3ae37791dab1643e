"""Files that leave: exports and evidence, each decided by a service, none through Streamlit's /media."""

from collections.abc import Callable
from urllib.parse import quote

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from core.access.denials import record_denial
from core.access.permissions import Permission
from core.audit.actor import Actor
from core.audit.service import record
from core.documents import (
    administration,
    analysis_exports,
    collection,
    design_exports,
    exports,
    form_exports,
    library,
    projects,
    responses,
)
from core.errors import NotAllowed, NotFound, NotSignedIn, ShupingError, Unavailable
from core.evidence.names import clean_name
from core.evidence.preview import PNG, page_picture
from core.evidence.service import FileContent, hand_out
from core.store.session import reading, writing
from pages.server import cookies

STATUS = ((NotSignedIn, 401), (NotAllowed, 403), (NotFound, 404), (Unavailable, 503))

BOARDS = "/api/results/{edition_id:int}/boards"
UNITS = "/api/results/{edition_id:int}/units"
RESULT = "/api/results/{edition_id:int}"
COMPARE = f"{RESULT}/compare"
COLLECTION = "/api/collection/{version_id:int}"
ROUND = "/api/projects/rounds/{round_id:int}"
ANSWERS = "/api/answers/{questionnaire_id:int}/{round_id:int}"
SYSTEM = "/api/indicators/{version_id:int}"

# No row has a larger number; PostgreSQL refuses even to compare with one.
LARGEST_ID = 2**31 - 1

Verb = Callable[..., FileContent]


def routes() -> list[BaseRoute]:
    """The addresses under /api/; every one is a GET that a service decides."""
    return [
        *_evidence(),
        _route(f"{BOARDS}/{{audience}}.xlsx", exports.board_file, Permission.RESULTS_BOARD_EXPORT),
        _route(
            f"{BOARDS}/{{audience}}/ranking.{{kind}}", exports.board_chart, Permission.RESULTS_BOARD_EXPORT
        ),
        _route(f"{UNITS}/{{unit_code}}.xlsx", exports.unit_file, Permission.RESULTS_UNIT_EXPORT),
        _route(f"{UNITS}/{{unit_code}}/profile.{{kind}}", exports.unit_chart, Permission.RESULTS_UNIT_EXPORT),
        _route(f"{SYSTEM}.xlsx", exports.system_file, Permission.INDICATORS_SYSTEM_EXPORT),
        _route(
            f"{SYSTEM}/values-template.xlsx", exports.values_template_file, Permission.COLLECTION_VALUES_READ
        ),
        _route("/api/topics/heat/{year:int}.xlsx", exports.heat_file, Permission.TOPICS_HEAT_EXPORT),
        _route(
            "/api/topics/heat/{year:int}/{span}/{measure}.{kind}",
            exports.heat_chart,
            Permission.TOPICS_HEAT_EXPORT,
        ),
        _route(f"{COLLECTION}/status.xlsx", collection.status_file, Permission.COLLECTION_RUN_READ),
        _route(f"{COLLECTION}/status.{{kind}}", collection.status_chart, Permission.COLLECTION_RUN_READ),
        _route(f"{COLLECTION}/draft.xlsx", collection.draft_file, Permission.COLLECTION_VALUES_READ),
        _route("/api/audit/trail.xlsx", exports.trail_file, Permission.AUDIT_TRAIL_EXPORT),
        *_lists(),
        *_analyses(),
        *_administration(),
        *_library(),
        *_designs(),
        *_forms(),
        *_projects(),
        *_responses(),
    ]


def _evidence() -> list[BaseRoute]:
    file, read = "/api/evidence/{file_id:int}", Permission.EVIDENCE_FILE_READ
    return [
        _route(file, hand_out, read),
        _route(f"{file}/pages/{{number:int}}.png", page_picture, read, send=picture),
    ]


def _lists() -> list[BaseRoute]:
    return [
        _route("/api/lists/online.xlsx", administration.online_file, Permission.ACCESS_SESSION_READ),
        _route("/api/lists/projects.xlsx", projects.projects_file, Permission.PROJECTS_PROGRESS_EXPORT),
        _route("/api/lists/editions.xlsx", exports.editions_file, Permission.RESULTS_BOARD_EXPORT),
        _route("/api/lists/values.xlsx", collection.value_sets_file, Permission.COLLECTION_VALUES_READ),
        _route("/api/lists/designs.xlsx", design_exports.designs_file, Permission.INDICATORS_DESIGN_READ),
        _route(
            "/api/lists/questionnaires.xlsx",
            form_exports.questionnaires_file,
            Permission.QUESTIONNAIRES_FORM_EXPORT,
        ),
        _route("/api/lists/systems.xlsx", exports.systems_file, Permission.INDICATORS_SYSTEM_EXPORT),
        _route(
            "/api/lists/designs/{design_id:int}/weightings.xlsx",
            design_exports.weightings_file,
            Permission.INDICATORS_WEIGHTS_READ,
        ),
        _route(
            "/api/lists/rounds/{round_id:int}/calls.xlsx",
            projects.calls_file,
            Permission.PROJECTS_CHASE_EDIT,
        ),
    ]


def _library() -> list[BaseRoute]:
    export, intake = Permission.INDICATORS_LIBRARY_EXPORT, Permission.INDICATORS_LIBRARY_IMPORT
    return [
        _route("/api/library/indicators.xlsx", library.library_file, export),
        _route("/api/library/template.xlsx", library.library_template_file, intake),
    ]


def _projects() -> list[BaseRoute]:
    progress, chase = Permission.PROJECTS_PROGRESS_EXPORT, Permission.PROJECTS_CHASE_EDIT
    return [
        _route(f"{ROUND}/progress.xlsx", projects.progress_file, progress),
        _route(f"{ROUND}/missing.{{kind}}", projects.missing_file, progress),
        _route(
            "/api/projects/{project_id:int}/tasks.xlsx", projects.tasks_file, Permission.PROJECTS_TASK_EXPORT
        ),
        _route(
            "/api/projects/tasks-template.xlsx", projects.tasks_template_file, Permission.PROJECTS_TASK_EDIT
        ),
        _route("/api/projects/contacts.xlsx", projects.contacts_file, chase),
        _route("/api/projects/contacts-template.xlsx", projects.contacts_template_file, chase),
    ]


def _administration() -> list[BaseRoute]:
    units = "/api/organisations"
    edit, export = Permission.ORGANISATIONS_TREE_EDIT, Permission.ORGANISATIONS_TREE_EXPORT
    items = Permission.DICTIONARIES_ITEM_EXPORT
    accounts, people = Permission.ACCESS_PERSON_EDIT, Permission.ACCESS_PERSON_EXPORT
    return [
        _route(f"{units}/units.xlsx", administration.units_file, export),
        _route(f"{units}/{{below:int}}/units.xlsx", administration.units_file, export),
        _route(f"{units}/template.xlsx", administration.units_template_file, edit),
        _route("/api/people/people.xlsx", administration.people_file, people),
        _route("/api/people/{below:int}/people.xlsx", administration.people_file, people),
        _route("/api/people/template.xlsx", administration.people_template_file, accounts),
        _route("/api/dictionaries/items.xlsx", administration.dictionaries_file, items),
        _route(
            "/api/dictionaries/template.xlsx",
            administration.dictionaries_template_file,
            Permission.DICTIONARIES_ITEM_EDIT,
        ),
        _route("/api/people/slips/{token}.{kind}", administration.slip_file, accounts),
    ]


def _designs() -> list[BaseRoute]:
    read, design = Permission.INDICATORS_DESIGN_READ, "/api/designs/{design_id:int}"
    give = Permission.INDICATORS_OPINION_GIVE
    return [
        _route(f"{SYSTEM}/annex.docx", design_exports.system_annex, Permission.INDICATORS_SYSTEM_EXPORT),
        _route(f"{design}/annex.docx", design_exports.design_annex, read),
        _route(f"{design}/system.xlsx", design_exports.design_workbook, read),
        _route(f"{design}/notice.docx", design_exports.design_notice, read),
        _route(f"{design}/files/{{file_id:int}}", design_exports.archived_file, read),
        _route(f"{design}/opinions.{{kind}}", design_exports.opinions_file, read),
        _route("/api/solicitations/{design_id:int}/annex.docx", design_exports.solicited_annex, give),
    ]


def _responses() -> list[BaseRoute]:
    export, which = Permission.QUESTIONNAIRES_ANSWER_EXPORT, f"{ANSWERS}/{{which}}"
    return [
        _route(
            "/api/questionnaires/{questionnaire_id:int}/blank.{kind}",
            responses.blank_file,
            Permission.QUESTIONNAIRES_FORM_EXPORT,
        ),
        _route(
            "/api/responses/{response_id:int}/paper.docx",
            responses.paper_file,
            Permission.QUESTIONNAIRES_ANSWER_READ,
        ),
        _route(f"{ANSWERS}/values/{{audience}}.xlsx", responses.fed_file, export),
        _route(f"{ANSWERS}/sources.xlsx", responses.sources_file, export),
        _route(f"{which}/wide.xlsx", responses.wide_file, export),
        _route(f"{which}/long.xlsx", responses.long_file, export),
        _route(f"{which}/statistics.xlsx", responses.statistics_file, export),
        _route(f"{which}/questions/{{box}}/chart.{{kind}}", responses.question_chart, export),
        _route(f"{which}/questions/{{box}}/by/{{across}}.{{kind}}", responses.crossing_file, export),
    ]


def _forms() -> list[BaseRoute]:
    export, form = Permission.QUESTIONNAIRES_FORM_EXPORT, "/api/questionnaires/{questionnaire_id:int}"
    return [
        _route(f"{form}.xlsx", form_exports.form_file, export),
        _route(f"{form}/versions/{{number:int}}.xlsx", form_exports.form_version_file, export),
    ]


def _analyses() -> list[BaseRoute]:
    brief, compare = Permission.ANALYSIS_BRIEF_EXPORT, Permission.ANALYSIS_COMPARE_EXPORT
    return [
        _route(f"{RESULT}/cockpit.xlsx", analysis_exports.cockpit_file, brief),
        _route(f"{RESULT}/cockpit/distribution.{{kind}}", analysis_exports.cockpit_chart, brief),
        _route(f"{RESULT}/brief.{{kind}}", analysis_exports.brief_file, brief, send=page_or_attachment),
        _route(f"{COMPARE}/within/{{unit_code}}.{{kind}}", analysis_exports.within_file, compare),
        _route(f"{COMPARE}/peers/{{audience}}/{{indicator}}.{{kind}}", analysis_exports.peers_file, compare),
        _route(
            f"{COMPARE}/periods/{{unit_code}}/{{indicator}}.{{kind}}", analysis_exports.periods_file, compare
        ),
    ]


def attachment(content: FileContent) -> Response:
    """A file to be saved, never shown in place; its name survives in any browser (RFC 5987, RFC 6266)."""
    name = quote(clean_name(content.name), safe="")
    disposition = f"attachment; filename=\"export\"; filename*=UTF-8''{name}"
    return Response(content.data, media_type=content.media_type, headers={"content-disposition": disposition})


def page_or_attachment(content: FileContent) -> Response:
    """A page of ours to be read where it is, which holds no script and may load nothing; else an attachment."""
    if content.media_type != analysis_exports.HTML:
        return attachment(content)
    return Response(content.data, media_type=content.media_type)


def picture(content: FileContent) -> Response:
    """A picture our own child drew, to be shown in a screen."""
    if content.media_type != PNG:
        raise ValueError(f"only pictures we drew are shown in place, not {content.media_type}")
    return Response(content.data, media_type=PNG)


def _route(
    path: str, verb: Verb, permission: Permission, *, send: Callable[[FileContent], Response] = attachment
) -> Route:
    async def answer(request: Request) -> Response:
        return await anyio.to_thread.run_sync(_answer, request, verb, permission, send)

    return Route(path, answer, methods=["GET"])


def _answer(
    request: Request, verb: Verb, permission: Permission, send: Callable[[FileContent], Response]
) -> Response:
    """Build outside any write transaction (a chart takes its time), then leave the trail, then send."""
    visitor, path = request.state.visitor, request.url.path
    if any(isinstance(value, int) and value > LARGEST_ID for value in request.path_params.values()):
        return JSONResponse({"错误": "没有这个文件"}, status_code=404)
    actor = Actor(visitor.person_id, visitor.name, cookies.client_ip(request), visitor.session_id)
    try:
        with reading() as session:
            content = verb(session=session, actor=actor, **request.path_params)
    except ShupingError as error:
        if isinstance(error, NotAllowed | NotSignedIn):
            record_denial(actor=actor, action=permission, error=error, object_id=path)
        status = next((code for family, code in STATUS if isinstance(error, family)), 400)
        return JSONResponse({"错误": str(error)}, status_code=status)
    with writing() as session:
        record(
            session=session,
            actor=actor,
            action=permission,
            object_type="file",
            object_id=path,
            object_name=content.name,
        )
    return send(content)
