"""Sections of the unit screen."""
