"""Every kind of connector by itself."""
