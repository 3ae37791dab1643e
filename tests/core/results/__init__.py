"""Editions, frozen and read."""
