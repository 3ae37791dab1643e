"""Channels against servers of the tests."""
