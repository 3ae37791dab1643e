"""The trail of who did what to which object: appended in the act's own transaction, never changed."""
