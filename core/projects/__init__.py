"""Evaluation projects: what is assessed, by which systems, in which rounds, and how far it has come."""
