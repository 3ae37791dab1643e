"""Sections of the collection screen."""
