"""Delivery note and packing slip: every piece is on a page, in the customer's language, and a gift hides its price."""

import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from printing.documents.papers import KINDS, Wish, language_of, pages, paper_pdf
from printing.draw import draw
from printing.label import Block, Label, Text
from tests.strategies import SHORT_OF_TIME

SHIP_TO = {
    "name": "Zoë Müller",
    "street": "Lange Straße 7",
    "postcode": "10115",
    "city": "Berlin",
    "country": "DE",
}


def content(no: int, **more: Any) -> dict[str, Any]:
    return {"sku": f"SKU-{no}", "name": f"Thing {no}", "quantity": no % 5 + 1, **more}


def body(lines: int = 3, **more: Any) -> dict[str, Any]:
    contents = [content(no, price_cents=1299, currency="EUR") for no in range(1, lines + 1)]
    parcel = {
        "order": "SO-1",
        "sscc": "340123450000000178",
        "carton": "M",
        "no": 1,
        "of": 2,
        "weight_g": 1830,
    }
    return {**parcel, "ship_to": SHIP_TO, "contents": contents, **more}


def words(label: Label) -> list[str]:
    found: list[str] = []
    for element in label.elements:
        if isinstance(element, Text):
            found.append(element.text)
        elif isinstance(element, Block):
            found += [one.text for one in element.words]
    return found


def all_words(kind: str, of: dict[str, Any], wish: Wish = Wish()) -> list[str]:
    return [text for page in pages(kind, of, wish) for text in words(page)]


@SHORT_OF_TIME
@given(st.sampled_from(KINDS), st.integers(0, 120), st.booleans(), st.booleans())
def test_every_product_stands_on_one_page_once(kind: str, lines: int, prices: bool, gift: bool) -> None:
    """
    However many there are: none is lost between two pages, and all of it stays inside of the paper.
    """
    note = {"gift_note": "Alles Gute!"} if gift else {}
    found = pages(kind, body(lines, **note), Wish(prices=prices))
    said = [text for page in found for text in words(page)]
    assert [text for text in said if text.startswith("SKU-")] == [f"SKU-{no}" for no in range(1, lines + 1)]
    assert said.count("Alles Gute!") == int(gift)
    for page in found:
        for element in page.elements:
            if isinstance(element, Block):
                assert element.y_mm + element.height_mm <= page.height_mm - 12


def test_the_language_is_the_customers() -> None:
    """
    What the order names, else what is spoken where it goes, else English; whoever asks for another one gets it.
    """
    assert language_of(body()) == "de"
    assert language_of(body(ship_to={**SHIP_TO, "country": "NL"})) == "en"
    assert language_of(body(language="en-GB")) == "en"
    assert "Lieferschein" in all_words("delivery_note", body())
    assert "Delivery note" in all_words("delivery_note", body(), Wish(language="en"))
    assert "Lieferschein" in all_words("delivery_note", body(), Wish(language="xx"))


def test_prices_only_where_they_are_wanted_and_never_with_a_gift() -> None:
    """
    A note for a company is without prices; one for whoever gets a present, too.
    """
    priced = all_words("delivery_note", body(2), Wish(prices=True))
    assert "64,95\u00a0EUR" in priced
    for hidden in (
        all_words("delivery_note", body(2)),
        all_words("packing_slip", body(2), Wish(prices=True)),
        all_words("delivery_note", body(2, gift_note="For you"), Wish(prices=True)),
    ):
        assert not any("EUR" in text for text in hidden)
    unknown = body(contents=[content(1, price_cents=100, currency="EUR"), content(2)])
    assert "Summe" not in all_words("delivery_note", unknown, Wish(prices=True))


def test_serials_stand_below_their_product() -> None:
    """
    Forty of them are no reason to print none.
    """
    serials = [f"SN-{no}" for no in range(40)]
    said = " ".join(all_words("delivery_note", body(contents=[content(1, serials=serials)])))
    assert all(f"SN-{no}" in said for no in range(40))


@pytest.mark.parametrize("kind", KINDS)
def test_a_paper_is_a_pdf_with_ink_on_every_page(kind: str) -> None:
    """
    A4, as many pages as there are, in every script of the addresses.
    """
    names = {"name": "山田太郎", "street": "شارع 5", "city": "Київ", "country": "JP"}
    of = body(60, ship_to=names)
    pdf = paper_pdf(kind, of, Wish(on="2026-11-28"))
    found = pages(kind, of, Wish())
    assert pdf.startswith(b"%PDF")
    assert pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") >= 1
    assert len(found) == 3
    for page in found:
        drawn = draw(page)
        assert drawn.size == (1680, 2376)
        assert isinstance(drawn, Image.Image)
        assert min(drawn.histogram()[0], drawn.histogram()[255]) > 1000
    assert len(io.BytesIO(pdf).getvalue()) < 400_000


@pytest.mark.parametrize("wrong", [{"contents": [{"quantity": 1}]}, {"contents": [{"sku": "A"}]}, {}])
def test_what_is_no_parcel_is_said_at_once(wrong: dict[str, Any]) -> None:
    """
    Half a paper is never drawn.
    """
    with pytest.raises((KeyError, ValueError, TypeError)):
        paper_pdf("delivery_note", wrong, Wish())
    with pytest.raises(ValueError, match="no paper"):
        paper_pdf("invoice", body(), Wish())


def test_a_price_free_order_shows_no_price_even_when_asked() -> None:
    """
    Its goods go to somebody who must not see what they cost.
    """
    shown = all_words("delivery_note", body(price_free=True), Wish(prices=True))
    assert not any("EUR" in text for text in shown)
    assert any("EUR" in text for text in all_words("delivery_note", body(), Wish(prices=True)))
