"""The logistics label of a closed parcel (GS1 General Specifications 6.6, A6). Knows no printer and no carrier."""

from app.domain.parcels import is_sscc
from printing.label import Align, Block, Box, Code128, Element, Label, Text, Weight
from printing.labels.internal import internal_label
from printing.labels.parts import (
    A6_HEIGHT_MM,
    A6_WIDTH_MM,
    INNER_MM,
    MARGIN_MM,
    NO_BREAK_SPACE,
    Body,
    address,
    caption,
    caution_block,
    field,
    parcel_number,
    route,
    said,
    weight,
)

COLUMN_MM = 72
BARS_MM = 32
LINE_MM = 0.5


def shipping_label(body: Body) -> Label:
    """Where it goes, what it is, and the SSCC as the lowest symbol. Without an SSCC it is an internal label."""
    sscc = said(body.get("sscc"))
    if not sscc:
        return internal_label(body)
    if not is_sscc(sscc):
        raise ValueError(f"not an SSCC: {sscc!r}")
    return Label(A6_WIDTH_MM, A6_HEIGHT_MM, (*_ship_to(body), *_fields(body), *sscc_symbol(sscc)))


def hri(sscc: str) -> str:
    """The number as a person reads it: extension, company and serial, check digit."""
    return NO_BREAK_SPACE.join(("(00)", sscc[0], sscc[1:8], sscc[8:17], sscc[17]))


def _ship_to(body: Body) -> list[Element]:
    words = route(body)
    by = [*field("BY", words, (MARGIN_MM, 48.5, INNER_MM, 12), 6)] if words else []
    return [
        caption("SHIP TO", MARGIN_MM, 5),
        *caution_block(body, 24, 4),
        Block(address(body.get("ship_to") or {}, 6.4), MARGIN_MM, 10.5, INNER_MM, 36 if words else 48),
        *by,
        Box(MARGIN_MM, 61.5, INNER_MM, LINE_MM),
    ]


def _fields(body: Body) -> list[Element]:
    return [
        *field("ORDER", said(body.get("order")), (MARGIN_MM, 64.5, COLUMN_MM - MARGIN_MM - 4, 15), 6),
        *field("PARCEL", parcel_number(body), (COLUMN_MM, 64.5, 28, 15), 6),
        Box(MARGIN_MM, 79, INNER_MM, LINE_MM),
        *field("CARTON", said(body.get("carton")), (MARGIN_MM, 82, COLUMN_MM - MARGIN_MM - 4, 11.5), 4),
        *field("WEIGHT", weight(body.get("weight_g")), (COLUMN_MM, 82, 28, 11.5), 4),
        Box(COLUMN_MM - 3, 61.5, LINE_MM, 33.5),
        Box(MARGIN_MM, 94.5, INNER_MM, LINE_MM),
    ]


def sscc_symbol(sscc: str) -> list[Element]:
    """The SSCC as the lowest symbol of the label, with its number as a person reads it."""
    return [
        caption("SSCC", MARGIN_MM, 97.5),
        Code128((("00", sscc),), MARGIN_MM, 102, INNER_MM, BARS_MM),
        Text(hri(sscc), A6_WIDTH_MM / 2, 137, 3.9, Weight.BOLD, Align.CENTER),
    ]
