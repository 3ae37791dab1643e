"""Weighting: expert scores, pairwise judgements, entropy and combinations, each use kept as a record."""
