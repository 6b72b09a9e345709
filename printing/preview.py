"""A print job's label without a printer: as a picture, as a page, or as the bytes that a printer would get."""

from printing.draw import draw
from printing.encode import to_pdf, to_png, to_zpl
from printing.labels.catalogue import label_of
from printing.labels.parts import Body

DOTS_PER_MM = 8
"""203 dpi, what most label printers on packing tables have."""


def preview_png(kind: str, body: Body, dots_per_mm: int = DOTS_PER_MM) -> bytes:
    return to_png(draw(label_of(kind, body), dots_per_mm), dots_per_mm)


def preview_pdf(kind: str, body: Body, dots_per_mm: int = DOTS_PER_MM) -> bytes:
    return to_pdf(draw(label_of(kind, body), dots_per_mm), dots_per_mm)


def label_zpl(kind: str, body: Body, dots_per_mm: int = DOTS_PER_MM) -> bytes:
    """Draws before anything is sent; whatever is wrong with the body comes out here."""
    return to_zpl(draw(label_of(kind, body), dots_per_mm), dots_per_mm)
