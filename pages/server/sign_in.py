"""Signing in, out and setting a password: small HTML pages that work before any websocket."""

from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import anyio.to_thread
from jinja2 import Environment, FileSystemLoader
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from core.access.own_password import change_own_password
from core.access.passwords import decoy_hash, matches
from core.access.sign_in import Visitor, end_session, open_session, refuse_attempt, reserve_attempt
from core.audit.actor import Actor
from core.errors import Invalid, NotAllowed, ShupingError
from core.settings import settings
from core.store.session import writing
from pages.server import cookies
from pages.server.directory import Directory

HERE = Path(__file__).parent
HOME = "/"
FOREIGN = "这个表单不是从本系统的页面提交的，已拒绝；请在本页重新填写"


@lru_cache(maxsize=1)
def _templates() -> Environment:
    return Environment(loader=FileSystemLoader(HERE / "templates"), autoescape=True)


def page(name: str, status: int = 200, **facts: Any) -> HTMLResponse:
    """One of our small pages, escaped."""
    return HTMLResponse(_templates().get_template(name).render(**facts), status_code=status)


def safe_target(target: str) -> str:
    """Where to go after signing in: a path of ours, never another site."""
    try:
        parts = urlsplit(target.replace("\\", "/"))
    except ValueError:
        return HOME
    if parts.scheme or parts.netloc or not parts.path.startswith("/") or parts.path.startswith("//"):
        return HOME
    if parts.path.startswith(("/signin", "/signout", "/password")):
        return HOME
    return parts.path + (f"?{parts.query}" if parts.query else "")


def routes(directory: Directory) -> list[BaseRoute]:
    """Every address a stranger may reach, and those of one's own session."""

    async def show(request: Request) -> Response:
        if not cookies.may_carry_session(request):
            return page("no_tls.html", 403, address=request.url.netloc)
        target = safe_target(request.query_params.get("next", HOME))
        if await directory.visitor(cookies.read_token(request)) is not None:
            return RedirectResponse(target, status_code=303)
        return page("sign_in.html", target=target, login="", fault="", note=_note(request))

    async def enter(request: Request) -> Response:
        if not cookies.may_carry_session(request):
            return page("no_tls.html", 403, address=request.url.netloc)
        if not _from_ourselves(request):
            return page("sign_in.html", 403, target=HOME, login="", fault=FOREIGN, note="")
        form = await request.form(max_files=0, max_fields=8)
        target, login = safe_target(_text(form, "next")), _text(form, "login")
        ip, browser = cookies.client_ip(request), request.headers.get("user-agent", "")
        try:
            token = await anyio.to_thread.run_sync(_enter, login, _text(form, "password"), ip, browser)
        except ShupingError as error:
            return page("sign_in.html", 401, target=target, login=login, fault=str(error), note="")
        response = RedirectResponse(target, status_code=303)
        cookies.set_token(response, request, token)
        return response

    async def leave(request: Request) -> Response:
        if request.method == "GET":
            return page("sign_out.html")
        if not _from_ourselves(request):
            return page("sign_out.html", 403)
        token = cookies.read_token(request)
        visitor = await directory.visitor(token)
        if visitor is not None:
            await anyio.to_thread.run_sync(_leave, visitor, cookies.client_ip(request))
            directory.forget(token)
        response = RedirectResponse("/signin?left=1", status_code=303)
        response.headers["clear-site-data"] = '"cache", "storage"'
        cookies.clear_token(response, request)
        return response

    async def password(request: Request) -> Response:
        visitor: Visitor = request.state.visitor
        facts: dict[str, Any] = {
            "forced": visitor.must_change_password,
            "minimum": settings().password_min_length,
            "target": safe_target(request.query_params.get("next", HOME)),
        }
        if request.method == "GET":
            return page("password.html", faults=[], **facts)
        if not _from_ourselves(request):
            return page("password.html", 403, faults=[FOREIGN], **facts)
        form = await request.form(max_files=0, max_fields=8)
        facts["target"] = safe_target(_text(form, "next"))
        faults = await anyio.to_thread.run_sync(_change, visitor, form, cookies.client_ip(request))
        if faults:
            return page("password.html", 400, faults=faults, **facts)
        directory.forget(cookies.read_token(request))
        return RedirectResponse(facts["target"], status_code=303)

    async def state(request: Request) -> Response:
        signed_in = await directory.visitor(cookies.read_token(request)) is not None
        return JSONResponse({"signed_in": signed_in}, status_code=200 if signed_in else 401)

    return [
        Route("/signin", show, methods=["GET"]),
        Route("/signin/", _slashless, methods=["GET"]),
        Route("/signin", enter, methods=["POST"]),
        Route("/signout", leave, methods=["GET", "POST"]),
        Route("/password", password, methods=["GET", "POST"]),
        Route("/session/state", state, methods=["GET"]),
        Route("/healthz", _healthy, methods=["GET"]),
        Mount("/signin/assets", StaticFiles(directory=HERE / "assets")),
    ]


async def _healthy(_request: Request) -> Response:
    return PlainTextResponse("ok")


async def _slashless(request: Request) -> Response:
    return RedirectResponse(request.url.path.rstrip("/"), status_code=303)


def _enter(login: str, password: str, ip: str, browser: str) -> str:
    """Three short transactions around one slow hash: no writer waits for bcrypt."""
    with writing() as session:
        attempt = reserve_attempt(session=session, login=login, ip=ip)
    if not (matches(password, attempt.password_hash or decoy_hash()) and attempt.password_hash):
        with writing() as session:
            left = refuse_attempt(session=session, attempt=attempt, ip=ip)
        raise NotAllowed("账号或口令不正确", remedy=_tries(left))
    with writing() as session:
        return open_session(session=session, attempt=attempt, ip=ip, browser=browser)


def _tries(left: int) -> str:
    if left:
        return f"还可再试 {left} 次，连续输错将锁定 {settings().lockout_minutes} 分钟"
    return f"该账号已锁定 {settings().lockout_minutes} 分钟，可联系系统管理员核实身份后解锁"


def _leave(visitor: Visitor, ip: str) -> None:
    actor = Actor(visitor.person_id, visitor.name, ip, visitor.session_id)
    with writing() as session:
        end_session(session=session, actor=actor, session_id=visitor.session_id)


def _change(visitor: Visitor, form: FormData, ip: str) -> list[str]:
    new = _text(form, "new")
    if new != _text(form, "again"):
        return ["两次输入的新口令不一致"]
    actor = Actor(visitor.person_id, visitor.name, ip, visitor.session_id)
    try:
        change_own_password(actor=actor, old=_text(form, "old"), new=new)
    except Invalid as error:
        return [problem.rule for problem in error.problems]
    except ShupingError as error:
        return [str(error)]
    return []


def _text(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value[:1024].replace("\0", "") if isinstance(value, str) else ""


def _from_ourselves(request: Request) -> bool:
    """Whether a form was sent from our own page; other sites' forms carry their Origin."""
    origin = request.headers.get("origin")
    return origin is None or cookies.netloc(origin) == request.headers.get("host", "")


def _note(request: Request) -> str:
    if "left" in request.query_params:
        return "您已安全退出。"
    if "over" in request.query_params:
        return "登录已失效（长时间未操作、在别处退出或被强制下线），请重新登录，将回到刚才的页面。"
    return ""
