"""Parts of the screen of units."""
