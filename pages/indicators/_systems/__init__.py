"""Sections of the systems screen."""
