"""Parts of the screen of questionnaires."""
