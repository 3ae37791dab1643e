"""Files people hand in and files results rest on: kept by content, read by permission, checked by hash."""
