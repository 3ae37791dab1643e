"""Broken and hostile workbooks, each with its own fault, and a few odd ones that must be read."""
