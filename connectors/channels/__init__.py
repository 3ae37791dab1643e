"""The ways messages leave the product, one file a way."""
