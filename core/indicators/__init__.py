"""Indicator systems: the tree, its metrics, scoring rules, ledger and grades, and their workbook."""
