"""Code lists that forms, imports and screens share: a type, its values and their Chinese labels."""
