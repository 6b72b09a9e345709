"""The label on a tote."""

import pytest

from printing.draw import draw
from printing.labels.catalogue import label_of
from tests.printing.samples import codes_in


@pytest.mark.parametrize("tote", ["0042", "TOTE-0042"])
def test_a_tote_is_scanned_with_its_prefix(tote: str) -> None:
    """
    TOTE- before the number, once.
    """
    assert codes_in(draw(label_of("tote", {"tote": tote}))) == [("TOTE-0042", "]C0")]
