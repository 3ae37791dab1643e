"""What people see when a screen breaks: a sentence and a number that is found in the log."""

import logging
import secrets

import streamlit as st
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Message

from core.errors import ShupingError
from pages.server import cookies
from pages.server.headers import harden

log = logging.getLogger("shuping.screens")


def report(error: Exception) -> bool:
    """Show a product error as its sentence, anything else as an error number; never a trace."""
    if isinstance(error, ShupingError):
        st.error(str(error))
        return True
    number = _logged(error)
    st.error(
        f"系统出错，错误编号 {number}。已保存的内容不受影响，请刷新页面重试；仍有问题时请把编号告诉系统管理员。"
    )
    return True


async def answer(request: Request, error: Exception) -> Response:
    """The same for a request: a sentence and a number. It is sent outside the gate, so it is hardened here."""
    response = JSONResponse(
        {
            "错误": f"系统出错，错误编号 {_logged(error)}",
            "处理办法": "请稍后重试；仍有问题时请把编号告诉系统管理员",
        },
        status_code=500,
    )
    start: Message = {"type": "http.response.start", "headers": response.raw_headers}
    harden(start, path=request.url.path, secure=cookies.scheme(request) == "https")
    return response


def _logged(error: Exception) -> str:
    number = secrets.token_hex(4).upper()
    log.error("错误编号 %s", number, exc_info=error)
    return number
