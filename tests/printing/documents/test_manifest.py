"""The manifest on paper: every parcel once, in the language of the desk, with room to sign."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.domain.parcels import sscc_of
from app.domain.prints import PrintJob
from printing.documents.papers import Wish, kinds_of, pages, paper_pdf
from printing.documents.sink import Papers
from printing.label import Block, Text


def body(parcels: int = 3, **changes: Any) -> dict[str, Any]:
    numbers = [sscc_of("34012345", no) for no in range(1, parcels + 1)]
    rows = [{"sscc": one, "order": f"SO-{one[-4:]}", "weight_g": 700, "city": "Köln"} for one in numbers]
    load = {"load": "M-7F3A21B09C", "cage": "DHL-1", "carrier": "DHL", "sscc": sscc_of("34012345", 900)}
    return {**load, "weight_g": 2100, "closed_at_ms": 1_790_000_000_000, "parcels": rows, **changes}


def words(of: dict[str, Any], language: str | None = None) -> list[str]:
    found: list[str] = []
    for page in pages("manifest", of, Wish(language)):
        for element in page.elements:
            if isinstance(element, Text):
                found.append(element.text)
            elif isinstance(element, Block):
                found += [one.text for one in element.words]
    return found


@pytest.mark.parametrize("parcels", [1, 18, 19, 250])
def test_every_parcel_is_on_one_page_once(parcels: int) -> None:
    """
    However many there are.
    """
    of = body(parcels)
    said = words(of)
    assert all(said.count(one["sscc"]) == 1 for one in of["parcels"])


def test_it_says_who_gets_what_and_when() -> None:
    """
    Carrier, cage, manifest, count, and when it was closed; room for name and signature.
    """
    said = words(body())
    assert {"DHL", "DHL-1", "M-7F3A21B09C", "3", "2026-09-21 14:13 UTC"} <= set(said)
    assert any("signature" in text for text in said)


def test_it_is_in_the_language_of_the_desk_or_as_wished() -> None:
    """
    English where nothing is said.
    """
    assert "Ladeliste" in words(body(language="de"))
    assert "Manifest" in words(body(language="de"), "en")
    assert "Manifest" in words(body())


def test_it_comes_with_the_label_of_its_load_once(tmp_path: Path) -> None:
    """
    A label that is printed again brings no second paper.
    """
    papers = Papers(tmp_path, today=lambda: date(2026, 9, 21))
    job = PrintJob("p1", "pallet", body()["sscc"], body())
    papers(job)
    papers(job)
    [file] = tmp_path.iterdir()
    assert file.name == f"{job.sscc}-manifest.pdf"
    assert file.read_bytes().startswith(b"%PDF")


def test_a_load_has_a_manifest_and_a_parcel_has_its_own_papers() -> None:
    """
    Neither is asked for the other's.
    """
    assert kinds_of(body()) == ("manifest",)
    assert "manifest" not in kinds_of({"contents": [{"sku": "A", "quantity": 1}]})
    assert paper_pdf("manifest", body(), Wish()).startswith(b"%PDF")
