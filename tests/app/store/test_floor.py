"""What a person on the floor sees: central's rows plus own facts, and the own work alone when the rows are gone."""

from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from app.main import Device
from app.store.floor import Floor
from app.store.mirror.mirror import Change
from tests.app.desk.small_floor import pulled, rows, small_floor, work_change, work_row
from tests.journeys.in_process.house import BADGE, CODES, FREE_PLACE, PIN, Hand


def at_work(device: Device) -> Hand:
    hand = Hand(device)
    hand.log_in(BADGE, PIN)
    return hand


def packed(hand: Hand, order: str = "SO-1") -> str:
    """Pick and pack an order; the SSCC of its parcel."""
    hand.good(order)
    hand.pick(f"T-{order}", CODES)
    hand.good(order)
    return str(hand.pack(CODES)["parcel"]["sscc"])


def without_mirror(device: Device, folder: Path) -> Device:
    """The device ends, its mirror is deleted, it starts again. Central is not there."""
    device.close()
    deleted = list((folder / "device").glob("mirror.db*"))
    assert deleted
    for path in deleted:
        path.unlink()
    return small_floor(folder)


def test_own_moves_count_before_central_knows(device: Device) -> None:
    """
    The last piece was taken: the product lies nowhere, its place is free; put away, it lies there again.
    """
    floor = device.stores.floor
    pulled(device, [("stock", '["A-02-01", "CAN"]', 2, {"place": "A-02-01", "sku": "CAN", "on_hand": 1})])
    hand = at_work(device)
    hand.good("SO-2")
    hand.pick("7", CODES)
    can = floor.product("CAN")
    assert can is not None
    assert can.places == ()
    assert floor.skus_at("A-02-01") == ()
    hand.good("RMA-1")
    hand.good(CODES["CAN"])
    hand.press("answer", {"choice": "yes"})
    assert hand.press("answer", {"choice": "yes"})["view"]["target"] == FREE_PLACE
    hand.good(f"LOC-{FREE_PLACE}")
    assert floor.skus_at(FREE_PLACE) == ("CAN",)
    can = floor.product("CAN")
    assert can is not None
    assert can.places == (FREE_PLACE,)
    assert floor.return_work("RMA-9").free_place != FREE_PLACE


def test_a_rebuild_shows_what_was_shown(device: Device) -> None:
    """
    Read anew from both stores, the floor is what it was after scan upon scan; so is a second one beside it.
    """
    hand = at_work(device)
    sscc = packed(hand)
    hand.press("home")
    hand.good(sscc)
    hand.good(CODES["MUG"])
    for code in ("CMD-YES", "CMD-YES", "LOC-A-01-01"):
        hand.good(code)
    floor = device.stores.floor
    again = Floor(device.mirror, device.journal)
    for one in (again, floor):
        one.rebuild()
        assert one.works() == floor.works()
        assert one.parcel(sscc) == floor.parcel(sscc)
        rma = one.rma_of(sscc=sscc)
        assert rma is not None
        assert [(line.sku, line.received) for line in one.return_work(rma).lines] == [("MUG", 1), ("POT", 0)]
        assert one.knows_return(rma)
        assert one.knows_order("SO-1")
    assert again.skus_at("A-01-01") == floor.skus_at("A-01-01")


def test_what_a_page_covers_counts_once(device: Device) -> None:
    """
    Page by page central catches up with the own facts; at no cursor is a piece missing or there twice.
    """
    hand = at_work(device)
    hand.good("SO-1")
    hand.pick("7", CODES)
    kinds = [(fact["kind"], fact["body"]) for fact in device.reads.facts(0)]
    assert [kind for kind, _ in kinds] == ["ToteAssigned", "Picked", "Picked", "Picked", "TotesDropped"]
    shown = device.stores.floor.work("SO-1")
    row = work_row("SO-1", ("MUG", 1), ("POT", 2))
    for covered, (kind, body) in enumerate(kinds, 1):
        booked(row, kind, body)
        pulled(device, [work_change(row, covered + 1)], covered, f"c{covered}")
        work = device.stores.floor.work("SO-1")
        assert work is not None
        assert shown is not None
        assert [(line.picked, line.to_pick) for line in work.lines] == [(1, 0), (2, 0)]
        assert (work.tote, work.dropped, work.kind) == (shown.tote, True, "pack")


def booked(row: dict[str, Any], kind: str, body: dict[str, Any]) -> None:
    """What central makes of a fact."""
    match kind:
        case "ToteAssigned":
            row["tote"] = body["tote"]
        case "Picked":
            line = row["lines"][body["line"] - 1]
            line["picked"] += body["quantity"]
            left = line["stops"][0]["quantity"] - body["quantity"]
            line["stops"] = [{**line["stops"][0], "quantity": left}] if left else []
        case "TotesDropped":
            row["status"] = "pack"
        case _:
            raise AssertionError(f"{kind} is no part of a pick")


def test_nobody_sees_a_page_beside_the_facts_that_it_covers(device: Device) -> None:
    """
    A return is looked at while the page arrives that has its piece: the piece counts once, before and after.
    """
    hand = at_work(device)
    hand.good("RMA-1")
    hand.good(CODES["CAN"])
    floor, seen = device.stores.floor, []
    line = {"line": 1, "sku": "CAN", "quantity": 1, "reason": "", "received": 1}
    row = {"rma": "RMA-1", "order": "SO-0", "sscc": None, "status": "open", "lines": [line]}

    def look() -> None:
        seen.append([line.received for line in floor.return_work("RMA-1").lines])

    look()
    covered = device.reads.status()["last_seq"]
    with floor.exchanging():
        device.mirror.apply([("return", "RMA-1", 2, row)], last_seq=str(covered))
        looking = Thread(target=look)
        looking.start()
        looking.join(0.2)
        assert looking.is_alive()
    looking.join(20)
    assert seen == [[1], [1]]


def test_returns_and_cards_are_followed(device: Device) -> None:
    """
    A finished return and a settled card are gone, whether this device did it or another one.
    """
    floor = device.stores.floor
    cards: list[Change] = [
        ("attention", f"card-{no}", 1, {"id": f"card-{no}", "kind": "stock_missing", "opened_at_ms": 9 - no})
        for no in range(3)
    ]
    pulled(device, cards, cursor="c2")
    assert [card["id"] for card in floor.attentions()] == ["card-2", "card-1", "card-0"]
    settled = {"id": "card-1", "kind": "stock_missing", "settled": True}
    pulled(device, [("attention", "card-1", 2, settled)], cursor="c3")
    assert [card["id"] for card in floor.attentions()] == ["card-2", "card-0"]
    assert (floor.returns_waiting(), floor.rma_of(order="SO-0")) == (1, "RMA-1")
    hand = at_work(device)
    hand.good("RMA-1")
    hand.press("done")
    assert (floor.returns_waiting(), floor.rma_of(order="SO-0")) == (0, None)


def test_without_the_mirror_a_picked_order_is_packed_and_comes_back(tmp_path: Path) -> None:
    """
    The file is deleted while facts wait and central is away: what was begun goes on, from the journal alone.
    """
    device = small_floor(tmp_path)
    hand = at_work(device)
    hand.good("SO-1")
    hand.pick("T1", CODES)
    answered = hand.good("SO-2")["view"]
    facts = device.reads.facts(0)
    device = without_mirror(device, tmp_path)
    hand = Hand(device, name="later")
    assert hand.view() | {"status": None} == answered | {"status": None}
    assert device.reads.facts(0) == facts
    assert device.reads.status()["cursor"] is None
    hand.pick("T2", CODES)
    for order in ("SO-1", "SO-2"):
        hand.good(order)
        done = hand.pack(CODES)
        assert (done["screen"], done["parcel"]["of"]) == ("pack", 1)
    assert {work.order: work.kind for work in device.stores.floor.works()} == {"SO-1": None, "SO-2": None}
    hand.press("home")
    returned = hand.good(done["parcel"]["sscc"])["view"]
    assert (returned["screen"], [line["sku"] for line in returned["lines"]]) == ("return", ["CAN"])
    device.close()


def test_without_the_mirror_who_is_logged_in_stays_so(tmp_path: Path) -> None:
    """
    Home offers what is begun and nothing else; codes that nobody knows here are refused in words.
    """
    device = small_floor(tmp_path)
    hand = at_work(device)
    hand.good("SO-1")
    hand.pick("T1", CODES)
    device = without_mirror(device, tmp_path)
    hand = Hand(device, name="later")
    view = hand.view()
    assert (view["screen"], view["status"]["ready"]) == ("home", True)
    assert view["home"]["next"]["order"] == "SO-1"
    assert hand.scan(CODES["JAR"])["reason"] == "unknown_code"
    hand.press("logout")
    hand.log_in(BADGE, PIN)
    assert hand.scan("BADGE-9999")["reason"] == "unknown_badge"
    device.close()


def test_when_the_rows_come_again_the_floor_is_whole(tmp_path: Path) -> None:
    """
    Central is back: the next pull brings the rest, and the own facts that it does not cover stay on top.
    """
    device = small_floor(tmp_path)
    hand = at_work(device)
    hand.good("SO-1")
    hand.pick("T1", CODES)
    device = without_mirror(device, tmp_path)
    assert [work.order for work in device.stores.floor.works()] == ["SO-1"]
    device.mirror.apply(rows()[:5], partial="p1")
    device.stores.floor.rebuild()
    assert [work.order for work in device.stores.floor.works()] == ["SO-1"]
    pulled(device, rows())
    assert [(work.order, work.kind) for work in device.stores.floor.works()] == [
        ("SO-1", "pack"),
        ("SO-2", "pick"),
        ("SO-3", "pick"),
    ]
    device.close()


@pytest.mark.parametrize("kind", ["work", "carton", "return", "attention"])
def test_a_row_of_a_newer_central_keeps_nobody_from_working(device: Device, kind: str) -> None:
    """
    One row that this version cannot read: the device starts, and the rest of the floor is there.
    """
    pulled(device, [(kind, "odd", 9, {"of": "another form"})], cursor="c9")
    assert len(Floor(device.mirror, device.journal).works()) == 3
