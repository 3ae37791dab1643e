"""Questionnaires: what is asked, in which words, under which conditions, and what an answer is worth."""
