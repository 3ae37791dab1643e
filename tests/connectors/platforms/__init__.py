"""The stand-ins, against the values they were made from."""
