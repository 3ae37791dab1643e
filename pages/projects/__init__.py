"""Evaluation projects from their start to their end."""
