"""Tests of the child process for files nobody trusts."""
