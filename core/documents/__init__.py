"""Rows in, workbooks and documents out; every one names its edition."""
