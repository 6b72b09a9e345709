"""A carrier's number as it stands on labels: what is taken for one, and what is not."""

import pytest

from app.domain.tracking import tracking_in


@pytest.mark.parametrize(
    ("read", "number"),
    [
        ("1Z 999 AA1 01 2345 6784", "1Z999AA10123456784"),
        ("jjd000390007812345678", "JJD000390007812345678"),
        ("(00)340434161094042557", "00340434161094042557"),
        ("]C100340434161094042557", "00340434161094042557"),
        ("%0071234501234567890123275276", "0071234501234567890123275276"),
        ("01234567890128", "01234567890128"),
        ("RR123456785DE", "RR123456785DE"),
        ("12345", None),
        ("PETRA-PETERSEN", None),
        ("1Z999AA1/0123", None),
        ("9" * 36, None),
        ("", None),
    ],
)
def test_spaces_and_signs_of_the_label_do_not_count(read: str, number: str | None) -> None:
    """
    Letters and digits in a row, some of them digits; whatever the scanner or the print puts between them is left out.
    """
    assert tracking_in(read) == number
