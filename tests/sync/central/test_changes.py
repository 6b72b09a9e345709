"""Orders are cancelled, changed and sent another way: what is possible when, and what follows for the stock."""

import itertools
from collections.abc import Callable
from typing import Any

import pytest

from app.domain.facts import (
    CartonTaken,
    Content,
    Fact,
    ItemPacked,
    ManifestClosed,
    ParcelClosed,
    ParcelLoaded,
    Picked,
    ReturnOpened,
    ReturnReceived,
    Shorted,
    ToteAssigned,
    TotesDropped,
)
from sync.central.orders.changes import ALLOWED, OPERATIONS, STAGES
from tests.sync.central.warehouse import SHIP_TO, DeviceEnd, Warehouse, line_row

SSCC, OTHER_SSCC = "340999990000000017", "340999990000000024"
KEYS = itertools.count()
PICKED: tuple[Fact, ...] = (ToteAssigned("O1", "T1"), Picked("O1", 1, "A", 2, "P1", "T1"))
DROPPED = (*PICKED, Picked("O1", 2, "B", 1, "P2", "T1"), TotesDropped("O1", "T1", "PACK"))
PACKING = (*DROPPED, CartonTaken("O1", 1, "BOX"), ItemPacked("O1", 1, "A", 2, 1))
PART = (*PACKING, ParcelClosed("O1", 1, SSCC, "BOX", (Content("A", 2),), 900, False))
WHOLE = (
    *PART,
    ItemPacked("O1", 2, "B", 1, 2),
    ParcelClosed("O1", 2, OTHER_SSCC, "BOX", (Content("B", 1),), 90, True),
)
BODIES: dict[str, Any] = {
    "less": {"lines": [line_row("A", 1), line_row("B", 1)]},
    "more": {"lines": [line_row("A", 2), line_row("B", 1), line_row("B", 1)]},
    "ship_to": {"ship_to": {**SHIP_TO, "city": "Bonn"}},
    "route": {"carrier": "DHL", "service": "express"},
}


def ask(central: Warehouse, what: str, number: str = "O1", body: Any = None) -> Any:
    """Send a command; the status and the answer."""
    headers = {"Idempotency-Key": f"change-{next(KEYS)}", "Content-Type": "application/json"}
    if what == "cancel":
        answer = central.ask("POST", f"/v1/orders/{number}/cancel", headers=headers)
    else:
        answer = central.ask("PATCH", f"/v1/orders/{number}", headers=headers, json=body or BODIES[what])
    return answer.status_code, answer.json()


def done(central: Warehouse, what: str, body: Any = None) -> Any:
    """Send a command that must be taken."""
    status, view = ask(central, what, body=body)
    assert status == 200, view
    return view


def told(*facts: Fact) -> Callable[[Warehouse, DeviceEnd], None]:
    def reach(_central: Warehouse, device: DeviceEnd) -> None:
        device.tell(*facts)

    return reach


def _short_of_all(central: Warehouse, device: DeviceEnd) -> None:
    shorts = (Shorted("O1", 1, "A", 2, "P1", "empty"), Shorted("O1", 2, "B", 1, "P2", "empty"))
    device.tell(ToteAssigned("O1", "T1"), *shorts, TotesDropped("O1", "T1", "PACK"))


def _shipped(central: Warehouse, device: DeviceEnd) -> None:
    device.tell(*WHOLE, ReturnOpened("R-1", "O1", SSCC, False), ReturnReceived("R-1", 1, "A", 1, True))


def _waiting(central: Warehouse, device: DeviceEnd) -> None:
    central.stock_up(("P1", "A", 1))


def _changed(central: Warehouse, device: DeviceEnd) -> None:
    device.tell(*DROPPED)
    done(central, "less", {"lines": [line_row("A", 1), line_row("B", 1)]})


def _cancelled(*facts: Fact) -> Callable[[Warehouse, DeviceEnd], None]:
    def reach(central: Warehouse, device: DeviceEnd) -> None:
        device.tell(*facts)
        done(central, "cancel")

    return reach


REACH: dict[str, Callable[[Warehouse, DeviceEnd], None]] = {
    "waiting": _waiting,
    "open": lambda central, device: None,
    "picking": told(*PICKED),
    "picked": told(*DROPPED),
    "packing": told(*PACKING),
    "put_back": _changed,
    "part_packed": told(*PART),
    "packed": told(*WHOLE),
    "shipped": _shipped,
    "closed_short": _short_of_all,
    "cancelling": _cancelled(*PICKED),
    "cancelled": _cancelled(),
}


@pytest.fixture
def stocked(central: Warehouse) -> Warehouse:
    central.stock_up(("P1", "A", 5), ("P2", "B", 5))
    central.order("O1", ("A", 2), ("B", 1))
    return central


def test_what_was_added_behind_the_pickers_back_is_picked_all_the_same(
    central: Warehouse, device: DeviceEnd
) -> None:
    """The tote is dropped by somebody who did not know: the pick goes on with the rest, and ends when that is there."""
    central.stock_up(("P1", "A", 5), ("P2", "B", 5))
    central.order("O1", ("A", 1))
    device.hold()
    device.tell(ToteAssigned("O1", "T1"), Picked("O1", 1, "A", 1, "P1", "T1"))
    done(central, "more", {"lines": [line_row("A", 1), line_row("B", 2)]})
    assert device.tell(TotesDropped("O1", "T1", "PACK")) == ["applied"]
    assert (central.status("O1"), device.pull()["work", "O1"]["dropped"]) == ("picking", False)
    device.tell(Picked("O1", 2, "B", 2, "P2", "T1"), TotesDropped("O1", "T1", "PACK"))
    assert central.status("O1") == "picked"
    central.assert_books_agree()


def test_every_stage_is_named(stocked: Warehouse) -> None:
    """The table speaks of every stage, and each is reached here."""
    assert set(STAGES) == set(REACH)
    assert set(ALLOWED) <= set(STAGES)


@pytest.mark.parametrize("stage", STAGES)
def test_what_may_be_done_to_an_order(stocked: Warehouse, device: DeviceEnd, stage: str) -> None:
    """
    Each operation in each stage: taken where the table says so, else refused with words, and then nothing differs.
    """
    REACH[stage](stocked, device)
    before = (stocked.get("/v1/orders/O1"), stocked.stock())
    for operation in OPERATIONS:
        body = {"lines": [line_row("B", 1)]} if (operation, stage) == ("less", "put_back") else None
        if operation in ALLOWED.get(stage, frozenset()):
            continue
        status, problem = ask(stocked, operation, body=body)
        assert (status, problem["type"]) == (409, "/problems/order-stage"), (stage, operation)
        assert problem["stage"] == stage
        assert "O1" in problem["detail"]
        assert (stocked.get("/v1/orders/O1"), stocked.stock()) == before
    for operation in sorted(
        ALLOWED.get(stage, frozenset()), key=("ship_to", "route", "more", "less", "cancel").index
    ):
        body = {"lines": [line_row("B", 1)]} if (operation, stage) == ("less", "put_back") else None
        assert ask(stocked, operation, body=body)[0] == 200, (stage, operation)
        stocked.assert_books_agree()


def test_a_cancelled_order_frees_its_stock_at_once(stocked: Warehouse, device: DeviceEnd) -> None:
    """Nothing was picked: whoever waits is served, and devices see that it was cancelled."""
    stocked.order("O2", ("A", 5))
    device.hold()
    assert stocked.status("O2") == "waiting"
    assert done(stocked, "cancel")["status"] == "cancelled"
    assert stocked.status("O2") == "open"
    assert device.hold()["held"] == ["O2"]
    work = device.pull()["work", "O1"]
    assert (work["status"], work["cancelled"], work["revision"], work["device"]) == (
        "cancelled",
        True,
        1,
        None,
    )
    assert done(stocked, "cancel")["revision"] == 1
    stocked.assert_books_agree()


def test_less_is_wanted_before_anything_was_picked(stocked: Warehouse, device: DeviceEnd) -> None:
    """The rest is free; a line that is gone is shown no more."""
    view = done(stocked, "less", {"lines": [line_row("A", 1)]})
    assert (view["status"], view["lines"]) == (
        "open",
        [{"sku": "A", "ordered": 1, "picked": 0, "packed": 0, "short": 0}],
    )
    assert stocked.stock() == {("P1", "A"): (5, 1), ("P2", "B"): (5, 0)}
    stocked.assert_books_agree()


def test_more_is_wanted_than_there_is(stocked: Warehouse, device: DeviceEnd) -> None:
    """Before its pick the order waits; during its pick the change is refused, with what is missing."""
    device.tell(*PICKED)
    status, problem = ask(stocked, "more", body={"lines": [line_row("A", 9), line_row("B", 1)]})
    assert (status, problem["type"]) == (409, "/problems/stock-missing")
    assert "4 of A" in problem["detail"]
    assert stocked.get("/v1/orders/O1")["lines"][0]["ordered"] == 2
    stocked.order("O2", ("A", 1))
    headers = {"Idempotency-Key": "k"}
    more = {"lines": [line_row("A", 9)]}
    assert stocked.ask("PUT", "/v1/orders/O2", headers=headers, json=more).json()["status"] == "waiting"
    stocked.assert_books_agree()


def test_more_comes_to_a_pick_as_further_stops(stocked: Warehouse, device: DeviceEnd) -> None:
    """Another piece of a product and a new one: both are promised, and the device sees where they lie."""
    device.hold()
    device.tell(*PICKED)
    stocked.stock_up(("P3", "C", 1))
    done(stocked, "more", {"lines": [line_row("A", 3), line_row("B", 1), line_row("C", 1)]})
    lines = device.pull()["work", "O1"]["lines"]
    stops = [(line["sku"], [(stop["place"], stop["quantity"]) for stop in line["stops"]]) for line in lines]
    assert stops == [("A", [("P1", 1)]), ("B", [("P2", 1)]), ("C", [("P3", 1)])]
    assert device.tell(Picked("O1", 3, "C", 1, "P3", "T1")) == ["applied"]


def test_address_and_carrier_reach_the_devices(stocked: Warehouse, device: DeviceEnd) -> None:
    """So that the label that is printed in the end is the right one."""
    done(stocked, "ship_to")
    done(stocked, "route")
    work = device.pull()["work", "O1"]
    assert (work["ship_to"]["city"], work["carrier"], work["service"], work["revision"]) == (
        "Bonn",
        "DHL",
        "express",
        2,
    )
    assert done(stocked, "route")["revision"] == 2


def test_a_re_route_after_the_print_asks_for_a_new_label(stocked: Warehouse, device: DeviceEnd) -> None:
    """Each parcel in the house gets a card; the ramp knows the new carrier, and the label its new words."""
    device.tell(*WHOLE)
    done(stocked, "route")
    cards = stocked.open_cards("changed_while_packed")
    assert {card["sscc"] for card in cards} == {SSCC, OTHER_SSCC}
    assert all("DHL express" in card["detail"] for card in cards)
    row = device.pull()["parcel", SSCC]
    assert (row["carrier"], row["service"], row["ship_to"]) == ("DHL", "express", SHIP_TO)
    done(stocked, "route")
    assert len(stocked.open_cards()) == 2
    assert stocked.status("O1") == "packed"
    stocked.assert_books_agree()


def test_what_is_on_a_closed_manifest_goes_no_other_way(stocked: Warehouse, device: DeviceEnd) -> None:
    """The driver is at the ramp: the parcel is his, and its label stays."""
    device.tell(
        *WHOLE,
        ParcelLoaded("load-1", "CAGE-DHL", "DHL", SSCC),
        ManifestClosed("load-1", "CAGE-DHL", "DHL", None, (SSCC,)),
    )
    status, problem = ask(stocked, "route", body={"carrier": "UPS"})
    assert (status, problem["stage"]) == (409, "shipped")


def test_a_command_may_be_sent_twice(stocked: Warehouse) -> None:
    """The same key gets the same answer; without a key, or of an unknown order, nothing happens."""
    headers = {"Idempotency-Key": "once"}
    first = stocked.ask("POST", "/v1/orders/O1/cancel", headers=headers)
    again = stocked.ask("POST", "/v1/orders/O1/cancel", headers=headers)
    assert (first.status_code, first.json()) == (again.status_code, again.json())
    assert again.headers["Idempotent-Replayed"] == "true"
    assert stocked.ask("POST", "/v1/orders/O1/cancel").status_code == 400
    assert stocked.ask("PATCH", "/v1/orders/O1", json=BODIES["route"]).status_code == 400
    assert ask(stocked, "cancel", "none")[0] == 404
    assert ask(stocked, "route", "none")[0] == 404


def test_a_change_that_says_nothing_or_nonsense_is_refused(stocked: Warehouse) -> None:
    """Each fault is named, as when an order is sent in."""
    bodies: list[Any] = [
        {},
        [],
        {"lines": []},
        {"ship_to": {"city": ""}},
        {"carrier": 7},
        {"lines": [line_row("X", 1)]},
    ]
    for body in bodies:
        status, problem = ask(stocked, "change", body=body or {"nothing": 1})
        assert (status, problem["type"]) == (422, "/problems/invalid"), body
    assert stocked.get("/v1/orders/O1")["revision"] == 0
