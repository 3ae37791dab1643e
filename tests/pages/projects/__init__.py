"""Tests of the projects section."""
