"""The label of a parcel that is packed but has no SSCC yet, so that it can wait on a shelf. No carrier takes it."""

from printing import code128
from printing.label import Align, Block, Box, Code128, Element, Ink, Label, Text, Weight, Words
from printing.labels.parts import (
    A6_HEIGHT_MM,
    A6_WIDTH_MM,
    INNER_MM,
    MARGIN_MM,
    Body,
    address,
    caption,
    caution_block,
    field,
    parcel_number,
    said,
    weight,
)

COLUMN_MM = 72
LINE_MM = 0.5


def internal_label(body: Body) -> Label:
    """Says in white on black that it is no shipping label, and brings the order back by one scan."""
    order = said(body.get("order"))
    return Label(A6_WIDTH_MM, A6_HEIGHT_MM, (*_warning(), *_order(order), *_rest(body)))


def _warning() -> list[Element]:
    middle_mm = A6_WIDTH_MM / 2
    return [
        Box(MARGIN_MM, 5, INNER_MM, 22),
        Text("PACKED, NOT LABELLED", middle_mm, 9.5, 5, Weight.EXTRABOLD, Align.CENTER, Ink.WHITE),
        Text("Do not ship. Print its label first.", middle_mm, 19, 3.2, Weight.BOLD, Align.CENTER, Ink.WHITE),
    ]


def _order(order: str) -> list[Element]:
    """An order number that bars can't hold is printed in letters alone, larger."""
    bars = _bars(order)
    block = Block((Words(order, 9, Weight.EXTRABOLD),), MARGIN_MM, 36, INNER_MM, 15 if bars else 40)
    return [caption("ORDER", MARGIN_MM, 31), block, *bars]


def _bars(order: str) -> list[Element]:
    if not code128.encodable(order):
        return []
    needed_mm = (len(code128.modules(order)) + 2 * code128.QUIET_MODULES) * code128.MODULE_MIN_MM
    return [Code128(order, MARGIN_MM, 53, INNER_MM, 24)] if needed_mm <= INNER_MM else []


def _rest(body: Body) -> list[Element]:
    return [
        Box(MARGIN_MM, 81, INNER_MM, LINE_MM),
        *field("PARCEL", parcel_number(body), (MARGIN_MM, 84, 24, 12), 5),
        *field("CARTON", said(body.get("carton")), (MARGIN_MM + 26, 84, 38, 12), 4.4),
        *field("WEIGHT", weight(body.get("weight_g")), (COLUMN_MM, 84, 28, 12), 4.4),
        Box(MARGIN_MM, 97.5, INNER_MM, LINE_MM),
        caption("SHIP TO", MARGIN_MM, 100.5),
        *caution_block(body, 24, 99),
        Block(address(body.get("ship_to") or {}, 5), MARGIN_MM, 105.5, INNER_MM, 37.5),
    ]
