"""What is left after the server was killed in the middle of saving: everything it acknowledged."""
