"""Ways of weighing and their records."""
