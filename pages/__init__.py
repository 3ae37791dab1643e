"""Screens, one folder a section; no screen lies directly in this folder (design rule of the gate)."""
