"""A child process for files nobody trusts: little memory, little time, none of the server's secrets."""
