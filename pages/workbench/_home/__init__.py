"""Sections of the first screen."""
