"""Usage logs, the index, and the reads."""
