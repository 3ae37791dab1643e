"""Runnable stand-ins of the platforms numbers come from."""
