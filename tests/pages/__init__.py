"""Tests of the screens and of what serves them."""
