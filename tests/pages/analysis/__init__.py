"""Cockpit and comparisons."""
