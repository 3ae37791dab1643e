"""Boards and units."""
