"""The label of a closed cage or pallet: its own SSCC, whose it is, how many parcels. Knows no printer and no carrier."""

from app.domain.parcels import is_sscc
from printing import code128
from printing.label import Align, Block, Box, Code128, Element, Label, Text, Weight, Words
from printing.labels.parts import (
    A6_HEIGHT_MM,
    A6_WIDTH_MM,
    INNER_MM,
    MARGIN_MM,
    Body,
    caption,
    field,
    said,
    weight,
)
from printing.labels.shipping import BARS_MM, COLUMN_MM, LINE_MM, sscc_symbol


def pallet_label(body: Body) -> Label:
    """For whom it is and what is on it; the SSCC is the lowest symbol, without one the number of the manifest is."""
    sscc, load = said(body.get("sscc")), said(body["load"])
    if sscc and not is_sscc(sscc):
        raise ValueError(f"not an SSCC: {sscc!r}")
    lowest = sscc_symbol(sscc) if sscc else _manifest(load)
    return Label(A6_WIDTH_MM, A6_HEIGHT_MM, (*_carrier(body), *_fields(body, load), *lowest))


def _carrier(body: Body) -> list[Element]:
    return [
        caption("CARRIER", MARGIN_MM, 5),
        Block((Words(said(body.get("carrier")), 14, Weight.EXTRABOLD),), MARGIN_MM, 10.5, INNER_MM, 48),
        Box(MARGIN_MM, 61.5, INNER_MM, LINE_MM),
    ]


def _fields(body: Body, load: str) -> list[Element]:
    count = len(body.get("parcels") or ())
    left_mm = COLUMN_MM - MARGIN_MM - 4
    return [
        *field("MANIFEST", load, (MARGIN_MM, 64.5, left_mm, 15), 6),
        *field("PARCELS", str(count), (COLUMN_MM, 64.5, 28, 15), 6),
        Box(MARGIN_MM, 79, INNER_MM, LINE_MM),
        *field("CAGE", said(body.get("cage")), (MARGIN_MM, 82, left_mm, 11.5), 4),
        *field("WEIGHT", weight(body.get("weight_g")), (COLUMN_MM, 82, 28, 11.5), 4),
        Box(COLUMN_MM - 3, 61.5, LINE_MM, 33.5),
        Box(MARGIN_MM, 94.5, INNER_MM, LINE_MM),
    ]


def _manifest(load: str) -> list[Element]:
    """No number was left for it: the manifest's own stands there."""
    bars = [Code128(load, MARGIN_MM, 102, INNER_MM, BARS_MM)] if code128.encodable(load) else []
    return [
        caption("MANIFEST", MARGIN_MM, 97.5),
        *bars,
        Text(load, A6_WIDTH_MM / 2, 137, 3.9, Weight.BOLD, Align.CENTER),
    ]
