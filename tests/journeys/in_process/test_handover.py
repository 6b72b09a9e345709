"""Pick to pack without a network: one device picks, another one packs, and central hears of both only afterwards."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from app.main import Device, build
from tests.fakes import Cable
from tests.journeys.in_process.house import BADGE, CODES, PIN, Hand, House, settled
from tests.journeys.outside.floor import wait_for
from tests.sync.central.warehouse import SHIP_TO


@dataclass
class End:
    """One device with a cable of its own, and the person at it."""

    device: Device
    cable: Cable
    hand: Hand

    @classmethod
    def of(cls, house: House, folder: Path, name: str) -> "End":
        cable = Cable(house.central.port)
        device = build(replace(house.config(name), home=folder / name, central_url=cable.url))
        device.reads.enrol(house.central.enrol_code(), cable.url)
        device.start()
        hand = Hand(device, name=name)
        wait_for("the mirror", lambda: hand.view()["status"]["ready"], 60)
        return cls(device, cable, hand)

    def offline(self) -> None:
        self.cable.unplug()
        wait_for("offline", lambda: not self.hand.view()["status"]["online"], 60)

    def online(self) -> None:
        self.cable.plug()
        settled(self.device)

    def close(self) -> None:
        self.device.close()
        self.cable.close()


@dataclass
class Floor:
    picker: End
    packer: End


@pytest.fixture
def floor(house: House, tmp_path: Path) -> Iterator[Floor]:
    """A picker who holds SO-1, and a packing table that has pulled it."""
    house.central.order("SO-1", ("MUG", 2), ("POT", 1), ("CAN", 3))
    picker = End.of(house, tmp_path, "picker")
    wait_for("the order in hand", lambda: "SO-1" in picked_by(picker), 60)
    packer = End.of(house, tmp_path, "packer")
    for end in (picker, packer):
        end.hand.log_in(BADGE, PIN)
    wait_for("the order at the table", lambda: packer.device.stores.floor.work("SO-1"), 60)
    yield Floor(picker, packer)
    picker.close()
    packer.close()


def picked_by(end: End) -> list[str]:
    return [w.order for w in end.device.stores.floor.works() if w.device == end.device.stores.device]


def pick(hand: Hand, order: str = "SO-1", short: str | None = None) -> Any:
    """Pick the order into T1, one product of it not found; the view after the drop."""
    hand.press("start", {"kind": "pick", "order": order})
    hand.good("TOTE-T1")
    while (view := hand.view())["screen"] == "pick":
        stop = view["stop"]
        if stop["sku"] is None:
            hand.good(f"LOC-{stop['place']}")
        elif stop["sku"] == short:
            hand.press("short", {"reason": "not_found"})
        else:
            for _ in range(stop["wanted"]):
                hand.good(CODES[stop["sku"]])
    return view


def both_ends_agree(house: House, floor: Floor) -> None:
    """Every fact of both is at central, once, and the books are right."""
    for end in (floor.picker, floor.packer):
        settled(end.device)
    ids = house.central.fact_ids()
    assert sorted(ids) == sorted(floor.picker.hand.facts() + floor.packer.hand.facts())
    assert len(set(ids)) == len(ids)
    house.central.assert_books_agree()


def cards(house: House, *, but: str = "") -> list[tuple[str, str, int]]:
    """Open cards, without those of one kind."""
    rows = house.central.get("/v1/attention", params={"open": "true"})
    return [(row["kind"], row["sku"], row["quantity"]) for row in rows if row["kind"] != but]


@pytest.mark.parametrize("first", ["picker", "packer"])
def test_a_code_on_the_pickers_screen_hands_the_order_over(house: House, floor: Floor, first: str) -> None:
    """
    Central is away. The code opens the packing with exactly the pieces that were picked; whoever comes back first,
    central has each fact once and nothing to ask.
    """
    for end in (floor.picker, floor.packer):
        end.offline()
    home = pick(floor.picker.hand, short="POT")
    assert home["screen"] == "home"
    assert (home["handover"]["order"], home["handover"]["tote"], home["handover"]["pieces"]) == (
        "SO-1",
        "T1",
        5,
    )
    packing = floor.packer.hand.good(home["handover"]["code"])["view"]
    assert (packing["screen"], packing["job"]["order"]) == ("pack", "SO-1")
    lines = [(line["sku"], line["wanted"], line["short"]) for line in packing["lines"]]
    assert lines == [("MUG", 2, 0), ("POT", 0, 1), ("CAN", 3, 0)]
    sscc = floor.packer.hand.pack(CODES)["parcel"]["sscc"]
    last = {"picker": "packer", "packer": "picker"}[first]
    for name in (first, last):
        getattr(floor, name).online()
    both_ends_agree(house, floor)
    order = house.central.order_view("SO-1")
    assert [(li["picked"], li["packed"], li["short"]) for li in order["lines"]] == [
        (2, 2, 0),
        (0, 0, 1),
        (3, 3, 0),
    ]
    assert [parcel["sscc"] for parcel in order["parcels"]] == [sscc]
    assert cards(house) == [("stock_missing", "POT", 1)]  # the short itself
    assert house.central.lying("MUG") == {"A-01-01": 998, "SHIP": 2}
    assert "HandedOver" in [fact["kind"] for fact in house.central.get("/v1/facts")]
    assert floor.packer.device.stores.floor.work("SO-1") is None


def test_the_table_goes_on_after_it_was_left_and_after_a_new_start(house: House, floor: Floor) -> None:
    """
    Handed over, the order is the table's: its tote opens it again, home offers it, and so it does after a restart.
    """
    floor.packer.offline()
    code = pick(floor.picker.hand, short="POT")["handover"]["code"]
    hand = floor.packer.hand
    hand.good(code)
    view = hand.view()
    hand.good(f"BOX-{view['carton']['suggested']}")
    hand.good(CODES["MUG"])
    hand.press("home")
    assert hand.view()["home"]["next"]["order"] == "SO-1"
    assert hand.view()["home"]["next"]["resumes"]
    assert hand.good("TOTE-T1")["view"]["job"]["order"] == "SO-1"
    floor.packer.online()
    first = hand.view()["lines"][0]
    assert (first["sku"], first["wanted"], first["done"]) == ("MUG", 2, 1)
    hand.press("home")
    assert hand.good(code)["view"]["job"]["order"] == "SO-1"
    hand.pack(CODES)
    assert hand.scan(code)["reason"] in ("order_done", "not_expected")
    both_ends_agree(house, floor)
    assert cards(house, but="stock_missing") == []


def test_an_order_that_the_table_has_never_heard_of(house: House, floor: Floor) -> None:
    """
    It came in after the table lost its network: the code brings lines and address, the label is a proper one.
    """
    floor.packer.offline()
    house.central.order("SO-2", ("JAR", 2))
    wait_for("the new order", lambda: floor.picker.device.stores.floor.work("SO-2"), 60)
    floor.picker.offline()
    code = pick(floor.picker.hand, "SO-2")["handover"]["code"]
    hand = floor.packer.hand
    assert hand.scan("SO-2")["reason"] == "unknown_code"
    assert hand.good(code)["view"]["job"]["order"] == "SO-2"
    hand.press("home")
    assert hand.good("TOTE-T1")["view"]["job"]["order"] == "SO-2"
    sscc = hand.pack(CODES)["parcel"]["sscc"]
    wait_for("the label", lambda: [f"00{sscc}"] in house.label_codes(), 60)
    floor.packer.online()
    floor.picker.online()
    both_ends_agree(house, floor)
    assert cards(house) == []


def of_lot(sku: str, lot: str) -> str:
    """The code on a piece: GTIN and lot, as GS1-128."""
    return f"]C101{CODES[sku].zfill(14)}10{lot}"


def test_what_an_unknown_order_says_and_its_lots_come_with_the_code(house: House, floor: Floor) -> None:
    """
    Two devices, no network, an order that the table never heard of: it shows the hints, refuses another lot, asks
    whether it was packed as told and prints the gift note; central has nothing to ask afterwards.
    """
    floor.packer.offline()
    said = {
        "instructions": "In silk paper",
        "gift_note": "For you",
        "insert": "Autumn card",
        "price_free": True,
    }
    line = {"sku": "JAR", "quantity": 2, "instructions": "Lid taped"}
    house.central.post("/v1/orders", {"number": "SO-2", "ship_to": SHIP_TO, **said, "lines": [line]})
    wait_for("the new order", lambda: floor.picker.device.stores.floor.work("SO-2"), 60)
    floor.picker.offline()
    picking = floor.picker.hand
    picking.press("start", {"kind": "pick", "order": "SO-2"})
    picking.good("TOTE-T1")
    for lot in ("L1", "L2"):
        picking.good(of_lot("JAR", lot))
    code = picking.good("LOC-PACK")["view"]["handover"]["code"]

    hand = floor.packer.hand
    view = hand.good(code)["view"]
    assert [hint["kind"] for hint in view["hints"]] == ["instructions", "gift_note", "price_free", "insert"]
    hand.good(f"BOX-{view['carton']['suggested']}")
    assert hand.scan(of_lot("JAR", "L3"))["reason"] == "wrong_lot"
    hand.press("home")
    hand.good("TOTE-T1")  # left and taken up again, it still knows
    assert hand.scan(of_lot("JAR", "L3"))["reason"] == "wrong_lot"
    hand.good(of_lot("JAR", "L1"))
    view = hand.good(of_lot("JAR", "L2"))["view"]
    assert view["question"]["id"] == "instructions"
    assert "In silk paper" in view["question"]["text"]
    assert "Lid taped" in view["question"]["text"]
    assert hand.scan("CMD-DONE")["reason"] == "answer_first"
    assert hand.good("CMD-YES")["view"]["parcel"]["sscc"]
    assert [row["kind"] for row in floor.packer.device.reads.prints()] == ["gift_note", "shipping"]

    floor.packer.online()
    floor.picker.online()
    both_ends_agree(house, floor)
    assert cards(house) == []


def packed_blind(hand: Hand, pieces: dict[str, int]) -> Any:
    """Open SO-1 by its number and pack what is in the tote."""
    asked = hand.good("SO-1")["view"]
    assert (asked["question"]["id"], [one["id"] for one in asked["question"]["choices"]]) == (
        "blind",
        ["yes", "no"],
    )
    view = hand.good("CMD-YES")["view"]
    hand.good(f"BOX-{view['carton']['suggested']}")
    for sku in itertools.chain.from_iterable([sku] * count for sku, count in pieces.items()):
        hand.good(CODES[sku])
    return hand.good("CMD-DONE")["view"]


@pytest.mark.parametrize("first", ["picker", "packer"])
@pytest.mark.parametrize(
    ("pieces", "found"),
    [
        ({"MUG": 2, "CAN": 3}, []),
        ({"MUG": 1, "CAN": 3}, [("packed_less", "MUG", 1)]),
        ({"MUG": 2, "POT": 1, "CAN": 2}, [("packed_less", "CAN", 1), ("packed_more", "POT", 1)]),
    ],
)
def test_packed_blind_the_difference_is_shown_once_both_have_spoken(
    house: House, floor: Floor, first: str, pieces: dict[str, int], found: list[Any]
) -> None:
    """
    Without the code the order is opened by its number, each unit taken that was ordered. What was picked and what
    was packed are compared when central knows both, and only then.
    """
    for end in (floor.picker, floor.packer):
        end.offline()
    pick(floor.picker.hand, short="POT")
    packed = packed_blind(floor.packer.hand, pieces)
    assert packed["parcel"]["sscc"]
    last = {"picker": "packer", "packer": "picker"}[first]
    getattr(floor, first).online()
    assert cards(house, but="stock_missing") == []
    getattr(floor, last).online()
    both_ends_agree(house, floor)
    assert sorted(cards(house, but="stock_missing")) == found
    assert house.central.order_view("SO-1")["status"] == "packed"
    order = house.central.order_view("SO-1")
    assert {li["sku"]: li["packed"] for li in order["lines"]} == {"MUG": 0, "POT": 0, "CAN": 0, **pieces}


def test_no_to_the_question_leaves_everything_as_it_was(floor: Floor) -> None:
    """
    The tote is not here after all: nothing was opened; online the order is simply somebody else's.
    """
    hand = floor.packer.hand
    assert hand.scan("SO-1")["reason"] == "order_elsewhere"
    floor.packer.offline()
    hand.good("SO-1")
    assert hand.scan(CODES["MUG"])["reason"] == "answer_first"
    assert hand.press("answer", {"choice": "no"})["view"]["screen"] == "home"
    assert hand.view()["question"] is None
    assert hand.facts() == []
