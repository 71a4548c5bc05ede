"""What the outline was unsure of, as stable codes with words for the clerk.

A doubt never changes the text: the node stays as it stands in the document, and the clerk decides.
"""

from enum import StrEnum

from services.kit.errors import Text


class Doubt(StrEnum):
    """Why a node deserves a second look. At most one is given; the order of `TEXTS` says which wins."""

    SEQUENCE_GAP = "sequence_gap"
    SEQUENCE_RESTART = "sequence_restart"
    MISSING_HEAD = "missing_head"
    BROKEN_OFF = "broken_off"
    HEADING_CUT_GUESSED = "heading_cut_guessed"
    HEADING_GUESSED = "heading_guessed"
    BOILERPLATE = "boilerplate"


TEXTS: dict[Doubt, Text] = {
    Doubt.SEQUENCE_GAP: Text(
        "编号与上一项不连续，中间可能缺了内容；原编号照录，未作改动。",
        "The number does not follow the one before; something may be lost in between. It is kept as it stands.",
    ),
    Doubt.SEQUENCE_RESTART: Text(
        "编号重复、倒退或重新开始；原编号照录，请核对所属层级。",
        "The number repeats, goes back or starts again; it is kept as it stands. Check where it belongs.",
    ),
    Doubt.MISSING_HEAD: Text(
        "这一段从半句开始，前文可能缺失，不能确定属于哪一项。",
        "This passage starts in mid-sentence; its beginning may be lost, and so is the item it belongs to.",
    ),
    Doubt.BROKEN_OFF: Text(
        "这一句没有写完就中断，后文可能缺失。",
        "This sentence breaks off; what follows may be lost.",
    ),
    Doubt.HEADING_CUT_GUESSED: Text(
        "标题与正文之间没有标点，标题止于何处系推断。",
        "No punctuation stands between heading and body; where the heading ends is a guess.",
    ),
    Doubt.HEADING_GUESSED: Text(
        "没有编号，因其独立成行且较短而推断为标题。",
        "Without a number; taken for a heading because it is short and stands alone.",
    ),
    Doubt.BOILERPLATE: Text(
        "像是网页导航、推荐链接等与文件无关的内容。",
        "Looks like navigation, links or other trimmings of a web page rather than the document.",
    ),
}
