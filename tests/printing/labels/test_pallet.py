"""The label of a closed load, read from the printer's own bytes."""

from typing import Any

import pytest

from printing.decode import from_zpl
from printing.job_label import label_zpl
from printing.label import Block, Text
from printing.labels.pallet import pallet_label
from tests.printing.samples import SSCC, STRANGE_NAMES, codes_in


def body(**changes: Any) -> dict[str, Any]:
    parcels = [{"sscc": SSCC, "order": "SO-1", "weight_g": 700, "city": "Berlin"}] * 12
    load = {"load": "M-7F3A21B09C", "cage": "DHL-1", "carrier": "DHL", "sscc": SSCC, "weight_g": 48_250}
    return {**load, "closed_at_ms": 1_790_000_000_000, "parcels": parcels, **changes}


def read(of: dict[str, Any]) -> list[tuple[str, str]]:
    bitmap = from_zpl(label_zpl("pallet", of))
    assert bitmap is not None
    return codes_in(bitmap)


@pytest.mark.parametrize("carrier", STRANGE_NAMES[:6], ids=range(6))
def test_the_number_of_the_whole_is_read_whoever_takes_it(carrier: str) -> None:
    """
    The SSCC as bars, and for people the carrier, the manifest, how many parcels.
    """
    assert read(body(carrier=carrier)) == [("00" + SSCC, "]C1")]


def test_people_read_what_is_on_it() -> None:
    """
    Carrier, manifest, cage, count and weight.
    """
    elements = pallet_label(body()).elements
    said = [one.text for one in elements if isinstance(one, Text)]
    said += [word.text for one in elements if isinstance(one, Block) for word in one.words]
    assert {"DHL", "M-7F3A21B09C", "DHL-1", "12", "48.25\u00a0kg"} <= set(said)


def test_without_a_number_the_manifest_is_read() -> None:
    """
    No range was left: the load is found by its manifest.
    """
    assert [text for text, _ in read(body(sscc=None))] == ["M-7F3A21B09C"]


def test_a_wrong_number_is_not_printed() -> None:
    """
    A number whose check digit is wrong fails, so that a person looks.
    """
    with pytest.raises(ValueError, match="not an SSCC"):
        pallet_label(body(sscc="340123450000000179"))
