"""Notices and messages on both engines."""
