"""The customs declaration of a parcel (CN22 or CN23 of the Universal Postal Union): in English, as every post reads it."""

from collections.abc import Iterator, Mapping
from typing import Any

from printing.documents.page import Paper, Row, bars_for, pages_of
from printing.label import Label
from printing.labels.parts import NO_BREAK_SPACE, Body, address, parcel_number, said, weight

CERTIFIED = (
    "I certify that the particulars given in this declaration are correct and that this item does not contain "
    "any dangerous article prohibited by legislation or by postal or customs regulations."
)
MISSING = "–"


def customs_pages(body: Body, on: str) -> tuple[Label, ...]:
    """The declaration with every line of the parcel; what nobody knew when it was closed is a dash to be filled in."""
    paper = body["customs"]
    currency = said(paper.get("currency"))
    facts = (
        ("Sender", said(paper.get("sender")) or MISSING),
        ("Order", said(body.get("order"))),
        ("Parcel", parcel_number(body)),
        ("Number", said(body.get("sscc"))),
        ("Gross", weight(paper.get("gross_g"))),
        ("Category", "Sale of goods"),
        ("Date", on),
    )
    return pages_of(
        Paper(
            title=f"{said(paper.get('form'))} Customs declaration",
            address=address(body.get("ship_to") or {}, 4.2),
            facts=tuple((name, value) for name, value in facts if value),
            heads=("Quantity", "HS code · origin", "Description · net weight", "Value"),
            rows=tuple(_rows(paper["lines"], currency)),
            code=bars_for(said(body.get("order"))),
            total=("Total value", _money(paper.get("total_cents"), currency)),
            note_title=CERTIFIED,
            note="Date and signature:",
            page="{no} / {of}",
        )
    )


def _rows(lines: list[Mapping[str, Any]], currency: str) -> Iterator[Row]:
    for line in lines:
        number = f"{said(line.get('hs_code')) or MISSING} · {said(line.get('origin')) or MISSING}"
        net = weight(line.get("weight_g") or None) or MISSING
        name = f"{said(line.get('name')) or said(line['sku'])} · {net}"
        yield Row(str(int(line["quantity"])), number, name, _money(line.get("value_cents"), currency))


def _money(cents: object, currency: str) -> str:
    if not isinstance(cents, int):
        return MISSING
    return f"{cents // 100}.{cents % 100:02d}{NO_BREAK_SPACE}{currency or MISSING}"
