"""Texts that a spreadsheet program would take for formulas: they are written so that it does not."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Of a text; the full-width signs are read as signs by Chinese editions."""
