"""The three modes of comparing."""
