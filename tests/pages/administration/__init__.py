"""People, roles, organisations, sessions, the trail."""
