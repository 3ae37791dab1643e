"""Everybody comes here first: what is there for me, one click away."""

from core.access.permissions import Permission
from pages.ui import frame, guard

viewer = guard.page(Permission.WORKBENCH_HOME_READ)
frame.heading("我的工作台", f"{viewer.profile.name}，您好。")
