"""People, roles, organisations, sessions and the trail."""
