"""Figures and their pictures."""
