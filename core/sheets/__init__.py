"""Workbooks people hand in and take away: read in a limited child process, annotated, written."""
