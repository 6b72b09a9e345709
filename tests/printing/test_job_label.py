"""The labels as they look: each is compared dot by dot with the picture that was looked at and accepted.

`UPDATE_GOLDEN=1 pytest tests/printing/test_job_label.py` writes the pictures anew; look at them before committing.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from printing.decode import from_zpl
from printing.draw import draw
from printing.encode import to_png
from printing.job_label import DOTS_PER_MM, label_zpl
from printing.labels.catalogue import label_of
from tests.printing.samples import shipping_body, to_name

GOLDEN = Path(__file__).parent / "golden"

CASES: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "shipping": ("shipping", shipping_body()),
    "shipping-long": (
        "shipping",
        shipping_body(ship_to=to_name("Gesellschaft für Binnenschifffahrt mbH & Co. KG " * 3)),
    ),
    "shipping-arabic": ("shipping", shipping_body(ship_to=to_name("أحمد العلي"))),
    "internal": ("internal", shipping_body(sscc=None, of=None)),
    "place": ("place", {"place": "A-01-03", "zone": "A"}),
    "tote": ("tote", {"tote": "TOTE-0042"}),
}


@pytest.mark.parametrize("name", CASES)
def test_the_label_looks_as_accepted(name: str) -> None:
    """
    A changed label is looked at by a person before it goes out on ten thousand parcels.
    """
    kind, body = CASES[name]
    golden = GOLDEN / f"{name}.png"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_bytes(to_png(draw(label_of(kind, body), DOTS_PER_MM), DOTS_PER_MM))
    accepted = Image.open(golden)
    printed = from_zpl(label_zpl(kind, body))
    assert printed is not None
    assert printed.size == accepted.size
    assert printed.tobytes() == accepted.convert("1").tobytes()
