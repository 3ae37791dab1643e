"""Tests of the design of indicator systems."""
