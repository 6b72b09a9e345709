"""Where customs apply, and what may stand on their paper."""

import pytest

from app.domain.customs import cents, customs_apply, declared, form_of


@pytest.mark.parametrize(
    ("here", "there", "applies"),
    [
        ("DE", "DE", False),
        ("DE", "FR", False),
        ("DE", "CH", True),
        ("de", "ch ", True),
        ("CH", "LI", False),
        ("CH", "DE", True),
        ("DE", "GB", True),
        ("NO", "IS", True),
        ("", "CH", False),
        ("DE", "", False),
        ("DE", "Schweiz", False),
    ],
)
def test_customs_apply_at_the_border_of_a_union(here: str, there: str, applies: bool) -> None:
    """
    Not within the union, not within the country, and not where nobody knows where one is.
    """
    assert customs_apply(here, there) is applies


@pytest.mark.parametrize(
    ("field", "text", "kept"),
    [
        ("hs_code", "6115.95 00", "61159500"),
        ("hs_code", "0101", None),
        ("origin", " de", "DE"),
        ("origin", "Germany", None),
        ("origin", "xx", None),
        ("value", "12,50", "12.50"),
        ("value", "12.505", None),
        ("value", "0,00", None),
        ("weight", "350", "350"),
        ("weight", "0", None),
        ("currency", "eur", "EUR"),
    ],
)
def test_what_was_typed_is_kept_in_one_form(field: str, text: str, kept: str | None) -> None:
    """
    Or refused.
    """
    assert declared(field, text) == kept


def test_amounts_are_whole_cents_and_choose_the_form() -> None:
    """
    Up to 300 and 2 kg the small form.
    """
    assert [cents(text) for text in ("12", "12.5", "12.50", "0.05")] == [1200, 1250, 1250, 5]
    assert (form_of(30_000, 2_000), form_of(30_001, 100), form_of(1, 2_001)) == ("CN22", "CN23", "CN23")
