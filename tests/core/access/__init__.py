"""Tests of people, permissions and sign-in."""
