"""Hours are never screen time: words that say they are get refused, as in the rules of points (rules §14)."""

from services.points.rules import forbidden_subject
from services.study import errors


def refuse_screen_time(*worded: tuple[str, str | None]) -> None:
    """`worded` are pairs of pointer and text. Errors: `study.not_study`."""
    for pointer, words in worded:
        found = forbidden_subject(words) if words else None
        if found is not None:
            raise errors.NOT_STUDY.at(pointer, subject=found)
