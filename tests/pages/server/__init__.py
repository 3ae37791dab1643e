"""Tests of the gate and the pages before sign-in."""
