"""Questionnaires: made, filled, looked at."""
