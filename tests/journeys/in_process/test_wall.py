"""Two packing tables without a network choose the same slot of the put wall: nothing is refused, and somebody is told."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.in_process.house import BADGE, CODES, PIN, House
from tests.journeys.in_process.test_handover import End
from tests.journeys.outside.floor import wait_for
from tests.sync.central.warehouse import place_row


@pytest.fixture
def tables(house: House, tmp_path: Path) -> Iterator[list[End]]:
    """Two devices that know of two picked orders, one tote each, and of the two slots."""
    slots = [place_row(name, 90 + no, kind="wall") for no, name in enumerate(("W-1", "W-2"))]
    house.central.post("/v1/places", slots)
    for order, sku in (("SO-1", "MUG"), ("SO-2", "POT")):
        house.central.order(order, (sku, 1))
    one = End.of(house, tmp_path, "one")
    wait_for("the orders in hand", lambda: one.device.reads.status()["held"] == 2, 60)
    one.hand.log_in(BADGE, PIN)
    for order, sku in (("SO-1", "MUG"), ("SO-2", "POT")):
        one.hand.press("start", {"kind": "pick", "order": order})
        for code in (f"TOTE-{order}", CODES[sku], "LOC-PACK"):
            one.hand.good(code)
    two = End.of(house, tmp_path, "two")
    two.hand.log_in(BADGE, PIN)
    for end in (one, two):
        wait_for("both orders", lambda end=end: _dropped(end) == ["SO-1", "SO-2"], 60)
    yield [one, two]
    for end in (one, two):
        end.close()


def _dropped(end: End) -> list[str]:
    return sorted(work.order for work in end.device.stores.floor.works() if work.dropped)


def _in_first_slot(end: End) -> list[str]:
    slot = end.hand.good("CMD-WALL")["view"]["wall"]["slots"][0]
    end.hand.good("CMD-HOME")
    return sorted([slot["order"] or "", *slot["others"]])


def test_one_slot_for_two_orders_becomes_a_card(house: House, tables: list[End]) -> None:
    """
    Both are booked as they happened; each table sees both orders in the slot, and packs them one after the other.
    """
    for end in tables:
        end.offline()
    for end, name in zip(tables, ("SO-1", "SO-2"), strict=True):
        end.hand.good("CMD-WALL")
        assert end.hand.good(f"TOTE-{name}")["view"]["wall"]["slot"] == "W-1"
        end.hand.good("LOC-W-1")
        end.hand.good("CMD-HOME")
    for end in tables:
        end.online()
    for end in tables:
        wait_for("both in the slot", lambda end=end: _in_first_slot(end) == ["SO-1", "SO-2"], 60)
    cards = house.central.get("/v1/attention", params={"open": "true"})
    assert [card["kind"] for card in cards] == ["wall_twice"]
    assert house.central.lying("MUG")["W-1"] == 1
    assert house.central.lying("POT")["W-1"] == 1
    hand = tables[0].hand
    opened = hand.good("LOC-W-1")["view"]["job"]["order"]
    assert opened == "SO-1"
    hand.pack(CODES)
    tables[0].online()
    wait_for("one is left", lambda: _in_first_slot(tables[1]) == ["SO-2"], 60)
    assert house.central.lying("MUG") == {"A-01-01": 999, "SHIP": 1}
    house.central.assert_books_agree()
