"""The one scoring engine: system and values in, scores, explanations and traces out; nothing is stored."""
