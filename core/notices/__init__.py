"""Notices to people inside the product, and the messages that go out of it."""
