"""Responses: what units answer, keep as drafts, hand in, and are asked to mend."""
