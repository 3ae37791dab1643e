"""Changes, contributions, spreads and lights."""
