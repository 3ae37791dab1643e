"""Numbers fetched from elsewhere: how fresh they are and what each fetch brought."""
