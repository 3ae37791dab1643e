"""What a year cannot start without: units, code lists and their histories, changed by administrators."""
