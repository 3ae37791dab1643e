"""Tests that mirror core/sheets."""
