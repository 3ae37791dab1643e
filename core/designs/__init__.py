"""Indicator systems being designed: composed as drafts, discussed, and published."""
