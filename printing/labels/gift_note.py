"""The gift note of an order on one label, to be laid into the parcel. Says who gives what to nobody but its reader."""

from printing.label import Align, Block, Box, Label, Weight, Words
from printing.labels.parts import A6_HEIGHT_MM, A6_WIDTH_MM, INNER_MM, MARGIN_MM, Body, said

LINE_MM = 0.5


def gift_note_label(body: Body) -> Label:
    """The words of the note as large as they go, line by line as they were written; below them the order, small."""
    lines = [line.strip() for line in said(body["gift_note"]).splitlines() if line.strip()]
    if not lines:
        raise ValueError("a gift note without words")
    words = tuple(Words(line, 6, Weight.SEMIBOLD) for line in lines)
    small = (Words(said(body.get("order")) or "–", 2.2, Weight.MEDIUM),)
    return Label(
        A6_WIDTH_MM,
        A6_HEIGHT_MM,
        (
            Box(MARGIN_MM, MARGIN_MM, INNER_MM, A6_HEIGHT_MM - 2 * MARGIN_MM, LINE_MM),
            Block(words, MARGIN_MM + 6, MARGIN_MM + 10, INNER_MM - 12, A6_HEIGHT_MM - 40, Align.CENTER),
            Block(small, MARGIN_MM + 6, A6_HEIGHT_MM - 15, INNER_MM - 12, 6, Align.CENTER),
        ),
    )
