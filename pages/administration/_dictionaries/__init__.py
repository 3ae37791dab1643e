"""Parts of the screen of code lists."""
