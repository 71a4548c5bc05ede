"""Looking into outlines: walking, finding, printing as a small table."""

from collections.abc import Iterable, Iterator

from services.source_documents.outline import OutlineNode


def preorder(nodes: Iterable[OutlineNode]) -> Iterator[OutlineNode]:
    for node in nodes:
        yield node
        yield from preorder(node.children)


def own_words(node: OutlineNode) -> str:
    return node.heading or node.text


def shape(nodes: Iterable[OutlineNode]) -> list[str]:
    """One line a node: dots for its depth, then its words; `!code` behind them where there is a doubt."""
    return [
        "." * (node.level - 1) + own_words(node).strip() + (f" !{node.doubtful}" if node.doubtful else "")
        for node in preorder(nodes)
    ]


def marked(nodes: Iterable[OutlineNode]) -> list[str]:
    """Markers of the direct children that have one."""
    return [node.marker for node in nodes if node.marker]


def child(nodes: Iterable[OutlineNode], beginning: str) -> OutlineNode:
    """The one node among these whose words begin so."""
    found = [node for node in nodes if own_words(node).strip().startswith(beginning)]
    assert len(found) == 1, f"{beginning}: {len(found)} nodes"
    return found[0]
