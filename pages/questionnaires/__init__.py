"""Questionnaires: their design, their filling, and what came of it."""
