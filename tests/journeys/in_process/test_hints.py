"""From the order API to the packer's table: hints, lots, customs and the scales, by scans over real sockets."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from app.domain.packing import PackingRules
from app.main import Device, build
from app.scales.simulated import SimulatedScale
from app.scales.station import StationScale
from app.scales.wires import ScaleAddress, opened
from app.store.ids import new_id
from printing.documents.papers import Wish, kinds_of, paper_pdf
from tests.journeys.in_process.house import BADGE, CODES, PIN, Hand, House, settled
from tests.journeys.outside.floor import wait_for
from tests.sync.central.warehouse import SHIP_TO, product_row

TO_BERN = {**SHIP_TO, "city": "Bern", "country": "CH"}
ORDER = {
    "number": "SO-1",
    "ship_to": TO_BERN,
    "gift_note": "Alles Gute!\nŁucja",
    "instructions": "In Seidenpapier",
    "insert": "Autumn card",
    "currency": "EUR",
    "lines": [{"sku": "MUG", "quantity": 2, "price_cents": 1299}],
}


def of_lot(sku: str, lot: str) -> str:
    """The code on a piece: GTIN and lot, as GS1-128."""
    return f"]C101{CODES[sku].zfill(14)}10{lot}"


@pytest.fixture
def device(house: House) -> Iterator[Device]:
    """A table in Germany that weighs its parcels."""
    mug = product_row("MUG", gtin=CODES["MUG"], marks=["lithium"], age_min=18, origin="PT")
    house.central.post("/v1/products", [mug])
    house.central.post("/v1/orders", ORDER)
    config = replace(house.config(), packing=PackingRules(country="DE", weighs=True))
    device = build(config)
    device.reads.enrol(house.central.enrol_code(), house.cable.url)
    device.start()
    wait_for("the first work", lambda: device.reads.status()["held"], 60)
    yield device
    device.close()


def kinds(view: Any) -> list[str]:
    return [hint["kind"] for hint in view["hints"]]


def test_everything_that_was_said_reaches_the_packer_and_the_papers(house: House, device: Device) -> None:
    """
    Lot from the pick, hints at the table, Yes to the instructions, the missing code for customs, the weight by itself.
    """
    hand = Hand(device)
    hand.log_in(BADGE, PIN)
    hand.press("start", {"kind": "pick"})
    hand.good("TOTE-T1")
    for _ in range(2):
        hand.good(of_lot("MUG", "L1"))
    hand.good("LOC-PACK")

    view = hand.good("SO-1")["view"]
    assert kinds(view) == ["instructions", "customs", "mark_lithium", "age", "gift_note", "insert"]
    assert "In Seidenpapier" in view["hints"][0]["text"]
    hand.good(f"BOX-{view['carton']['suggested']}")
    refused = hand.scan(of_lot("MUG", "L2"))
    assert (refused["outcome"], refused["reason"]) == ("refused", "wrong_lot")
    for _ in range(2):
        view = hand.good(of_lot("MUG", "L1"))["view"]
    assert view["question"]["id"] == "instructions"
    view = hand.good("CMD-YES")["view"]
    assert view["await"] == ["customs"]
    view = hand.good("6912.00")["view"]
    assert view["await"] == ["weight"]
    for code, reason in (("CMD-DONE", "weight_wanted"), ("9999", "weight_off")):
        refused = hand.scan(code)
        assert (refused["outcome"], refused["reason"]) == ("refused", reason)

    scale = SimulatedScale(0)
    scale.start()
    address = ScaleAddress("127.0.0.1", scale.port)
    station = StationScale(device.desks, new_id, lambda: opened(address))
    station.start()
    scale.put(view["parcel"]["weight_g"] + 3)
    wait_for("the weight", lambda: hand.view()["parcel"]["sscc"], 60)
    station.close()
    scale.close()

    wait_for("two labels", lambda: len(house.label_codes()) == 2, 60)
    assert [row["kind"] for row in device.reads.prints()] == ["gift_note", "shipping"]
    (document,) = device.reads.documents()
    body, on = device.reads.document(document["id"]) or ({}, "")
    assert kinds_of(body) == ("delivery_note", "packing_slip", "gift_note", "customs")
    assert (body["age_min"], body["marks"], body["weight_g"]) == (
        18,
        ["lithium"],
        view["parcel"]["weight_g"] + 3,
    )
    assert (body["customs"]["form"], body["customs"]["total_cents"]) == ("CN22", 2598)
    assert all(paper_pdf(kind, body, Wish(on=on)).startswith(b"%PDF") for kind in kinds_of(body))

    settled(device)
    told = {row["kind"]: row["body"] for row in house.central.get("/v1/facts")}
    assert told["InstructionsConfirmed"]["instructions"] == "In Seidenpapier"
    assert (told["CustomsAdded"]["field"], told["CustomsAdded"]["value"]) == ("hs_code", "691200")
    assert told["Picked"]["lot"] == told["ItemPacked"]["lot"] == "L1"
    assert house.central.get("/v1/attention?open=true") == []
    house.central.assert_books_agree()
