"""The papers of a closed parcel: delivery note and packing slip, in the customer's language, with prices or without."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.locale.words import LANGUAGES, say
from printing.documents.customs import customs_pages
from printing.documents.manifest import KIND as MANIFEST
from printing.documents.manifest import manifest_pages
from printing.documents.page import Paper, Row, bars_for, pages_of
from printing.draw import draw
from printing.encode import to_pdf_pages
from printing.label import Label
from printing.labels.gift_note import gift_note_label
from printing.labels.parts import NO_BREAK_SPACE, Body, address, parcel_number, said, weight

KINDS = ("delivery_note", "packing_slip")
SPECIAL = ("gift_note", "customs")  # only of parcels that have one
GERMAN = frozenset(("DE", "AT", "CH", "LI", "LU"))
DOTS_PER_MM = 8
SERIALS_A_ROW = 4


@dataclass(frozen=True, slots=True)
class Wish:
    """How a paper is wanted. Without a language it is the customer's; a gift never shows what it cost."""

    language: str | None = None
    prices: bool = False
    on: str = ""


def paper_pdf(kind: str, body: Body, wish: Wish) -> bytes:
    """The paper as a PDF. Raises ValueError, KeyError or TypeError when kind or body are not what it is made of."""
    return to_pdf_pages([draw(page, DOTS_PER_MM) for page in pages(kind, body, wish)], DOTS_PER_MM)


def pages(kind: str, body: Body, wish: Wish) -> tuple[Label, ...]:
    """The pages of one paper: of a parcel, or the manifest of a load."""
    if kind == MANIFEST:
        return manifest_pages(body, wish.language)
    if kind not in KINDS and not (kind in SPECIAL and body.get(kind)):
        raise ValueError(f"no paper of kind {kind!r}")
    if kind == "gift_note":
        return (gift_note_label(body),)
    if kind == "customs":
        return customs_pages(body, wish.on)
    language = wish.language if wish.language in LANGUAGES else language_of(body)
    gift = said(body.get("gift_note"))
    priced = wish.prices and kind == "delivery_note" and not gift and not body.get("price_free")
    order = said(body.get("order"))
    names = ("quantity", "number", "product", "price")
    facts = [
        ("order", order),
        ("parcel", parcel_number(body)),
        ("sscc", said(body.get("sscc"))),
        ("on", wish.on),
    ]
    if kind == "packing_slip":
        facts += [("carton", said(body.get("carton"))), ("weight", weight(body.get("weight_g")))]
    heads = (*(say(f"paper.{name}", language) for name in names),)
    return pages_of(
        Paper(
            title=say(f"paper.{kind}", language),
            address=address(body.get("ship_to") or {}, 4.2),
            facts=tuple((say(f"paper.{name}", language), value) for name, value in facts if value),
            heads=(heads[0], heads[1], heads[2], heads[3]),
            rows=tuple(row for one in body["contents"] for row in _rows(one, language, priced=priced)),
            code=bars_for(order),
            total=_total(body, language) if priced else None,
            note_title=say("paper.gift", language),
            note=gift,
            page=say("paper.page", language, no="{no}", of="{of}"),
        )
    )


def kinds_of(body: Body) -> tuple[str, ...]:
    """Which papers belong to what was labelled."""
    if body.get("parcels"):
        return (MANIFEST,)
    special = (kind for kind in SPECIAL if body.get(kind))
    return (*KINDS, *special) if body.get("contents") else ()


def language_of(body: Body) -> str:
    """The language that the order names, else that of the country it goes to, else English."""
    named = said(body.get("language")).lower()[:2]
    if named in LANGUAGES:
        return named
    country = said((body.get("ship_to") or {}).get("country")).upper()
    return "de" if country in GERMAN else "en"


def _rows(content: Mapping[str, Any], language: str, *, priced: bool) -> Iterator[Row]:
    """The row of a product, and below it the serials of its pieces, a few in a row."""
    name = said(content.get("name")) or said(content["sku"])
    price = _money(_sum_cents([content]), said(content.get("currency")), language) if priced else ""
    yield Row(str(int(content["quantity"])), said(content["sku"]), name, price)
    serials = [said(serial) for serial in content.get("serials") or ()]
    for at in range(0, len(serials), SERIALS_A_ROW):
        told = ", ".join(serials[at : at + SERIALS_A_ROW])
        yield Row("", "", say("paper.serials", language, serials=told))


def _total(body: Body, language: str) -> tuple[str, str] | None:
    contents = body["contents"]
    cents = _sum_cents(contents)
    if cents is None:
        return None
    currency = said(contents[0].get("currency")) if contents else ""
    return say("paper.total", language), _money(cents, currency, language)


def _sum_cents(contents: list[Mapping[str, Any]]) -> int | None:
    """What these pieces cost together; None as soon as one has no price."""
    cents = 0
    for one in contents:
        price = one.get("price_cents")
        if not isinstance(price, int):
            return None
        cents += price * int(one["quantity"])
    return cents


def _money(cents: int | None, currency: str, language: str) -> str:
    if cents is None:
        return ""
    point = "," if language == "de" else "."
    amount = f"{cents // 100}{point}{cents % 100:02d}"
    return f"{amount}{NO_BREAK_SPACE}{currency}".strip()
