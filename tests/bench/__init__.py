"""Measurements beside a peer: `python -m tests.bench` prints them and writes bench.json."""
