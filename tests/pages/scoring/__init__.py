"""Values in, editions out."""
