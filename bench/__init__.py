"""Measurements at the size of a city. `python -m bench` builds the city once and writes a table of ratios."""
