"""The first screen of every role."""
