"""Sections of the cockpit."""
