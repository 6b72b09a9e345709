"""Figures of the site: pieces, parcels, time, utilisation, overrides; by day, never by person."""

from typing import Any

import pytest

from app.domain.facts import (
    CartonOverridden,
    CartonTaken,
    Content,
    Fact,
    ItemPacked,
    ParcelClosed,
    Undone,
    body_of,
)
from app.domain.parcels import sscc_of
from tests.sync.central.warehouse import DeviceEnd, Warehouse, carton_row

DAY = "2026-09-21"
MIDNIGHT_MS = 1_789_948_800_000
CLOSED = ParcelClosed("O1", 1, sscc_of("34099999", 1), "BOX", (Content("A", 2),), 590, True)


@pytest.fixture
def packing(central: Warehouse, device: DeviceEnd) -> DeviceEnd:
    """An order of two pieces, and a carton that they fill by a sixth."""
    central.stock_up(("P1", "A", 10))
    central.post("/v1/cartons", [carton_row("BOX")])
    central.order("O1", ("A", 2))
    device.hold()
    return device


def told(device: DeviceEnd, *facts: tuple[Fact, int], **more: Any) -> list[str]:
    """Push facts that happened so many seconds after midnight."""
    sent = [device.envelope(fact, recorded_at_ms=MIDNIGHT_MS + at_s * 1000, **more) for fact, at_s in facts]
    device.send(device.batch(*sent))
    return [one["fact_id"] for one in sent]


def test_a_day_is_summed_up(central: Warehouse, packing: DeviceEnd) -> None:
    """Two pieces in 20 s of work; the pause before the last one, longer than two minutes, is none."""
    told(
        packing,
        (CartonOverridden("O1", 1, "BOX", "S", "seen"), 3600),
        (CartonTaken("O1", 1, "BOX"), 3605),
        (ItemPacked("O1", 1, "A", 1, 1), 3615),
        (ItemPacked("O1", 1, "A", 1, 1), 3900),
        (CLOSED, 3905),
    )
    [row] = central.get(f"/v1/figures?from={DAY}&to={DAY}")
    assert (row["site"], row["day"], row["units"], row["parcels"]) == ("main", DAY, 2, 1)
    assert (row["seconds_per_unit"], row["units_per_hour"], row["parcels_per_hour"]) == (10.0, 360, 180)
    assert (row["box_utilisation_percent"], row["override_percent"]) == (16, 100)
    assert "operator" not in row


def test_what_was_taken_back_does_not_count(central: Warehouse, packing: DeviceEnd) -> None:
    """Nor does another day."""
    packed = ItemPacked("O1", 1, "A", 1, 1)
    [fact, _] = told(packing, (packed, 60), (packed, 70))
    told(packing, (Undone(fact, "ItemPacked", body_of(packed)), 80), undoes=fact)
    [row] = central.get(f"/v1/figures?from={DAY}&to={DAY}")
    assert row["units"] == 1
    assert central.get("/v1/figures?from=2026-09-22&to=2026-09-22") == []


@pytest.mark.parametrize(
    "asked", ["from=yesterday", "from=2026-09-21&to=2026-09-20", "from=2020-01-01&to=2026-09-20"]
)
def test_days_that_make_no_sense_are_refused_in_a_sentence(central: Warehouse, asked: str) -> None:
    """At most three months, the first day first."""
    assert central.ask("GET", f"/v1/figures?{asked}").status_code == 422


def test_figures_are_for_whoever_runs_the_site(central: Warehouse, device: DeviceEnd) -> None:
    """No device and no shop reads them."""
    assert central.ask("GET", "/v1/figures", token=device.token).status_code == 403
    assert central.get("/v1/figures") == []
