"""The label on a rack."""

import pytest

from printing.draw import draw
from printing.labels.catalogue import label_of
from tests.printing.samples import codes_in


@pytest.mark.parametrize("place", ["A-01-03-2", "LOC-A-01-03-2"])
def test_a_place_is_scanned_with_its_prefix(place: str) -> None:
    """
    LOC- before the place, once.
    """
    assert codes_in(draw(label_of("place", {"place": place, "zone": "A"}))) == [("LOC-A-01-03-2", "]C0")]
