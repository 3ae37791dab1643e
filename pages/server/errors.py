"""What people see when a screen breaks: a sentence and a number that is found in the log."""

import logging
import secrets

import streamlit as st

from core.errors import ShupingError

log = logging.getLogger("shuping.screens")


def report(error: Exception) -> bool:
    """Show a product error as its sentence, anything else as an error number; never a trace."""
    if isinstance(error, ShupingError):
        st.error(str(error))
        return True
    number = secrets.token_hex(4).upper()
    log.error("错误编号 %s", number, exc_info=error)
    st.error(
        f"系统出错，错误编号 {number}。已保存的内容不受影响，请刷新页面重试；仍有问题时请把编号告诉系统管理员。"
    )
    return True
