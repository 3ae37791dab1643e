"""Parts of the screen of accounts."""
