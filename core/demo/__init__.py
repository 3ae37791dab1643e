"""The demonstration: an invented year of 德州市, built through the same doors a user comes through."""
