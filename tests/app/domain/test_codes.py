"""Numbers that look like a barcode of ours."""

import pytest

from app.domain.codes import OWN_PREFIXES, own_prefix_of
from app.scanning.parse import OwnKind


def test_every_kind_of_own_code_has_its_prefix() -> None:
    """
    What the scanner reads as ours is what no number may begin with.
    """
    assert {prefix.rstrip("-") for prefix in OWN_PREFIXES} == {kind.value for kind in OwnKind}


@pytest.mark.parametrize(
    ("text", "prefix"),
    [
        ("TOTE-55", "TOTE-"),
        ("loc-1", "LOC-"),
        (" BOX-S", "BOX-"),
        ("TOTE55", None),
        ("A-TOTE-1", None),
        ("", None),
    ],
)
def test_a_number_that_begins_like_a_code_of_ours(text: str, prefix: str | None) -> None:
    """
    In upper or lower case, with a blank before it; in the middle it harms nobody.
    """
    assert own_prefix_of(text) == prefix
