"""Tests that mirror core/."""
