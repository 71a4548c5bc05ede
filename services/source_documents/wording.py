"""Words for a ticket, taken from a node of an outline. Only words of the document are used."""

import re

from services.source_documents.outline import OutlineNode
from services.source_documents.sentences import is_finished, join_broken

TITLE_LENGTH = 60
_SHORTEST_CLAUSE = 6
_STOPS = "。！？!?…；;：:，,、 \u3000"
_CLAUSE = re.compile("[，,；;：:。！？“”《》（）()]")
_OPENERS = "“《（("
_CLOSERS = "”》）)"


def _clauses(words: str) -> list[int]:
    """Offsets of the stops that stand outside of quotations, titles and brackets."""
    stops: list[int] = []
    depth = 0
    for match in _CLAUSE.finditer(words):
        if match.group() in _OPENERS:
            depth += 1
        elif match.group() in _CLOSERS:
            depth = max(0, depth - 1)
        elif depth == 0:
            stops.append(match.start())
    return stops


def suggest_title(node: OutlineNode) -> str:
    """A short title for a ticket, at most 60 characters, without the number and the stop at its end.

    A heading is taken whole, or as many of its clauses as fit; of a sentence the first clause that says something
    (six characters or more). Blanks inside Chinese words are closed. Blank nodes give "".
    """
    raw = (node.heading or node.text).strip()
    words = join_broken(raw.removeprefix(node.marker).lstrip(_STOPS + ".．")).rstrip(_STOPS)
    if not words:
        return join_broken(raw)[:TITLE_LENGTH].strip()
    if node.heading and len(words) <= TITLE_LENGTH:
        return words
    fitting = [stop for stop in _clauses(words) if _SHORTEST_CLAUSE <= stop <= TITLE_LENGTH]
    if fitting:
        return words[: fitting[-1] if node.heading else fitting[0]].rstrip(_STOPS)
    return words[:TITLE_LENGTH].rstrip()


def _own_words(text: str, node: OutlineNode) -> list[str]:
    end = node.children[0].start if node.children else node.end
    words = text[node.start : end]
    stripped = words.rstrip()
    if "\n" in words[len(stripped) :]:
        gap = "\n"
    else:
        gap = " " if len(stripped) < len(words) and not is_finished(words, 0, len(words)) else ""
    parts = [join_broken(words), gap]
    for child in node.children:
        parts.extend(_own_words(text, child))
    return parts


def requirement_text(text: str, node: OutlineNode) -> str:
    """What the node and all below it say, for the requirement of a ticket.

    Line breaks and blanks that only broke the text are closed; paragraphs stay on lines of their own.
    """
    return "".join(_own_words(text, node)).strip()
