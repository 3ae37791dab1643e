"""Boards and unit results."""
