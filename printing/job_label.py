"""A print job's label as the bytes that a printer gets. Knows no printer."""

from printing.draw import draw
from printing.encode import to_zpl
from printing.labels.catalogue import label_of
from printing.labels.parts import Body

DOTS_PER_MM = 8
"""203 dpi, what most label printers on packing tables have."""


def label_zpl(kind: str, body: Body, dots_per_mm: int = DOTS_PER_MM) -> bytes:
    """Draws before anything is sent; whatever is wrong with the body comes out here."""
    return to_zpl(draw(label_of(kind, body), dots_per_mm), dots_per_mm)
