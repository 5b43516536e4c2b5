"""Matches between an old and a new plan: their kinds of change, comparability, themes."""
