"""Indicator systems."""
