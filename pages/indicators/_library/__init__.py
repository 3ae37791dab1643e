"""Parts of the screen of the library."""
