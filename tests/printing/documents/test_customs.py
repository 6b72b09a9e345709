"""The customs declaration as a paper: every line, sums, and a dash where something is still to be filled in."""

from typing import Any

import pytest

from printing.documents.papers import Wish, kinds_of, pages, paper_pdf
from tests.printing.documents.test_papers import body, words

LINE = {
    "sku": "S",
    "name": "Łódka, gęślą",
    "quantity": 2,
    "hs_code": "611595",
    "origin": "PT",
    "value_cents": 2400,
    "weight_g": 400,
}


def declaration(*lines: dict[str, Any], **more: Any) -> dict[str, Any]:
    paper = {
        "form": "CN22",
        "sender": "Gangway, Köln",
        "currency": "EUR",
        "total_cents": 2400,
        "gross_g": 500,
    }
    return body(1, customs={**paper, "lines": list(lines or (LINE,)), **more})


def test_the_declaration_says_what_customs_want_to_know() -> None:
    """
    Form, sender, code and origin, net weight, values and their sum.
    """
    said = [text for page in pages("customs", declaration(), Wish(on="2026-11-28")) for text in words(page)]
    for wanted in (
        "CN22 Customs declaration",
        "Gangway, Köln",
        "611595 · PT",
        "Łódka, gęślą · 400\u00a0g",
        "24.00\u00a0EUR",
    ):
        assert wanted in said
    assert paper_pdf("customs", declaration(), Wish()).startswith(b"%PDF")


def test_what_is_missing_is_a_dash() -> None:
    """
    Somebody fills it in by hand.
    """
    line = {**LINE, "hs_code": "", "value_cents": None, "weight_g": 0}
    said = [text for page in pages("customs", declaration(line), Wish()) for text in words(page)]
    assert "– · PT" in said
    assert "–" in said


def test_long_lists_go_on_over_pages() -> None:
    """
    None of a hundred lines is lost.
    """
    lines = [{**LINE, "sku": f"S{no}", "name": f"Thing {no}"} for no in range(100)]
    found = pages("customs", declaration(*lines), Wish())
    said = {text for page in found for text in words(page)}
    assert len(found) > 3
    assert {f"Thing {no} · 400\u00a0g" for no in range(100)} <= said


def test_only_parcels_that_have_one_have_the_paper() -> None:
    """
    Nor a gift note where nobody wrote one.
    """
    assert kinds_of(body()) == ("delivery_note", "packing_slip")
    assert kinds_of({**declaration(), "gift_note": "Hi"}) == (
        "delivery_note",
        "packing_slip",
        "gift_note",
        "customs",
    )
    with pytest.raises(ValueError, match="no paper"):
        pages("customs", body(), Wish())
    assert paper_pdf("gift_note", body(gift_note="Hi"), Wish()).startswith(b"%PDF")
