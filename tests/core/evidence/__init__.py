"""Tests of kept files."""
