"""What the shared data are used for, topic by topic."""
