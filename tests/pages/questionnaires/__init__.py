"""Tests of the questionnaires section."""
