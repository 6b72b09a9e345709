"""What the labels have in common: captions, the address, fields, weights in words. Knows no single label."""

from collections.abc import Mapping
from typing import Any

from printing.label import Align, Block, Element, Text, Weight, Words

A6_WIDTH_MM = 105
A6_HEIGHT_MM = 148
MARGIN_MM = 5
INNER_MM = A6_WIDTH_MM - 2 * MARGIN_MM

CAPTION_MM = 2.2
NO_BREAK_SPACE = "\u00a0"

Body = Mapping[str, Any]


def said(value: object) -> str:
    """A value of a body as text; nothing is an empty text, never the word None."""
    return "" if value is None else str(value).strip()


def caption(text: str, x_mm: float, y_mm: float) -> Text:
    return Text(text, x_mm, y_mm, CAPTION_MM, Weight.SEMIBOLD)


def address(ship_to: Mapping[str, Any], capital_mm: float) -> tuple[Words, ...]:
    """Name, street, postcode with city, country: the lines as a carrier reads them, empty ones left out."""
    small_mm = capital_mm * 0.84
    city = f"{said(ship_to.get('postcode'))} {said(ship_to.get('city'))}"
    lines = (
        Words(said(ship_to.get("name")), capital_mm, Weight.EXTRABOLD),
        Words(said(ship_to.get("street")), small_mm, Weight.SEMIBOLD),
        Words(city, capital_mm, Weight.EXTRABOLD),
        Words(said(ship_to.get("country")).upper(), small_mm, Weight.BOLD),
    )
    return tuple(line for line in lines if line.text.strip())


def route(body: Body) -> str:
    """Who carries it and how, as the order says; empty where it names nobody and the site's carrier takes it."""
    return " · ".join(filter(None, (said(body.get("carrier")), said(body.get("service")))))


def field(
    title: str, value: str, block: tuple[float, float, float, float], capital_mm: float
) -> list[Element]:
    """A caption and under it a value that may be long; `block` is x, y, width and height of both."""
    x_mm, y_mm, width_mm, height_mm = block
    below_mm = CAPTION_MM + 2
    words = (Words(value or "–", capital_mm, Weight.BOLD),)
    return [
        caption(title, x_mm, y_mm),
        Block(words, x_mm, y_mm + below_mm, width_mm, height_mm - below_mm, Align.LEFT),
    ]


def parcel_number(body: Body) -> str:
    """ "1 / 2", or the number alone while nobody knows how many it will be."""
    number, of = said(body.get("no")), said(body.get("of"))
    return f"{number}{NO_BREAK_SPACE}/{NO_BREAK_SPACE}{of}" if of else number


def weight(weight_g: object) -> str:
    if not isinstance(weight_g, int):
        return ""
    if weight_g < 1000:
        return f"{weight_g}{NO_BREAK_SPACE}g"
    kilos = f"{weight_g // 1000}.{weight_g % 1000:03d}".rstrip("0").rstrip(".")
    return f"{kilos}{NO_BREAK_SPACE}kg"


MARK_WORDS = {
    "hazmat": "DANGEROUS GOODS",
    "limited_quantity": "LIMITED QUANTITY",
    "lithium": "LITHIUM BATTERIES",
}


def cautions(body: Body) -> str:
    """What a carrier must mind about the parcel, in words that every carrier knows; empty where there is nothing."""
    age = body.get("age_min")
    words = [f"AGE CHECK {age}+"] if isinstance(age, int) and age else []
    words += ["FRAGILE"] if body.get("fragile") else []
    words += [MARK_WORDS[mark] for mark in body.get("marks") or () if mark in MARK_WORDS]
    return " · ".join(words)


def caution_block(body: Body, x_mm: float, y_mm: float) -> list[Element]:
    """The cautions, right-aligned beside the caption of the address; nothing where there are none."""
    words = cautions(body)
    if not words:
        return []
    width_mm = A6_WIDTH_MM - MARGIN_MM - x_mm
    return [Block((Words(words, 3, Weight.EXTRABOLD),), x_mm, y_mm, width_mm, 5.5, Align.RIGHT)]
