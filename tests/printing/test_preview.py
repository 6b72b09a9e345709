"""The labels as they look: each is compared dot by dot with the picture that was looked at and accepted.

`UPDATE_GOLDEN=1 pytest tests/printing/test_preview.py` writes the pictures anew; look at them before committing.
"""

import io
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from printing.decode import from_zpl
from printing.preview import label_zpl, preview_png
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
        golden.write_bytes(preview_png(kind, body))
    accepted = Image.open(golden)
    printed = from_zpl(label_zpl(kind, body))
    assert printed is not None
    assert printed.size == accepted.size
    assert printed.tobytes() == accepted.convert("1").tobytes()


def test_the_preview_is_the_print() -> None:
    """
    What the screen shows is what the printer's bytes hold.
    """
    shown = Image.open(io.BytesIO(preview_png("shipping", shipping_body())))
    printed = from_zpl(label_zpl("shipping", shipping_body()))
    assert printed is not None
    assert shown.convert("1").tobytes() == printed.tobytes()
