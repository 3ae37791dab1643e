"""Parts of the screen of roles."""
