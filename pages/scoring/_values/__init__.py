"""Sections of the values screen."""
