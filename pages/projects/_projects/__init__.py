"""Sections of the projects screen."""
