"""Timed work as plain functions and the one table of it; the clock that calls them lives in connectors."""
