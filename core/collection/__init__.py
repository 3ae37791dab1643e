"""Collected values: what every assessed organisation reported or was measured at, and its workbook."""
