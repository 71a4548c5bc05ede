"""How many further processes an import is worth."""

from services.kit.machine import cores

FEWEST_ROWS = 8_000
"""Fewer are done before another process could be of help."""
MOST_PROCESSES = 2
"""All of an import's processes together stay below 400 MiB; and more would wait for the database."""


def processes_for(rows: int) -> int:
    """None where the first process has only one core, or few rows; they are then read and made in a thread of it."""
    return min(cores(), MOST_PROCESSES) if cores() > 1 and rows >= FEWEST_ROWS else 0
