"""Tests of timed work."""
