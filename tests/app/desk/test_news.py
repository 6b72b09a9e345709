"""An order is cancelled or changed while somebody works on it: told at the next scan, or at once where nothing is in the hands."""

import json
from pathlib import Path
from typing import Any

import pytest

from app.main import Device
from tests.app.desk.small_floor import DEVICE, pulled, small_floor, work_change, work_row
from tests.journeys.in_process.house import BADGE, CODES, PIN, Hand


class Desk:
    """A hand at a desk, and central that changes the order SO-1."""

    def __init__(self, device: Device) -> None:
        self.device = device
        self.hand = Hand(device)
        self.hand.log_in(BADGE, PIN)
        self.version = 1

    def news(self, *lines: tuple[str, int], covered: int = 0, **more: Any) -> None:
        """Central's new row of SO-1 arrives, and the screens are brought up to date."""
        self.version += 1
        row = work_row("SO-1", *(lines or (("MUG", 1), ("POT", 2))), revision=self.version - 1, **more)
        for line in row["lines"]:
            line.update(more.get("counts", {}).get(line["sku"], {}))
        pulled(self.device, [work_change(row, self.version)], covered, f"n{self.version}")
        self.device.desks.poke()

    def cancelled(self, **more: Any) -> None:
        self.news(status="put_back", cancelled=True, **more)


@pytest.fixture
def desk(device: Device) -> Desk:
    made = Desk(device)
    made.hand.good("SO-1")
    return made


def kinds(device: Device) -> list[str]:
    return [fact["kind"] for fact in device.reads.facts(0)]


def test_before_the_first_scan_the_job_ends_at_once(desk: Desk) -> None:
    """
    No tote yet: the screen says so by itself, with a higher revision, and home is shown.
    """
    before = desk.hand.view()["revision"]
    desk.cancelled(device=None)
    view = desk.hand.view()
    assert (view["screen"], view["revision"] > before) == ("home", True)
    assert "SO-1" in view["banner"]["text"]
    assert desk.hand.scan("SO-1")["reason"] == "order_cancelled"


def test_the_job_never_jumps_under_the_hand(desk: Desk) -> None:
    """
    A piece is on its way into the tote: the screen stays; the scan is taken, and with it the news.
    """
    desk.hand.good("TOTE-7")
    shown = desk.hand.view()
    desk.cancelled()
    assert desk.hand.view()["stop"] == shown["stop"]
    answer = desk.hand.good(CODES["MUG"])
    assert [fact["kind"] for fact in answer["facts"]] == ["Picked"]
    view = answer["view"]
    assert (view["screen"], view["job"]["kind"]) == ("put_back", "put_back")
    assert (view["stop"]["place"], view["stop"]["wanted"]) == ("A-01-01", 1)
    assert answer["tone"] == "noted"


def test_everything_is_brought_back_and_then_there_is_nothing(desk: Desk) -> None:
    """
    Place and product, stop after stop; the fact goes to central, and the order is done with.
    """
    desk.hand.good("TOTE-7")
    desk.cancelled()
    desk.hand.good(CODES["MUG"])
    assert desk.hand.scan("LOC-A-01-02")["reason"] == "wrong_place"
    desk.hand.good("LOC-A-01-01")
    view = desk.hand.good(CODES["MUG"])["view"]
    assert view["screen"] == "home"
    assert kinds(desk.device) == ["ToteAssigned", "Picked", "PutBack"]
    assert view["home"]["put_backs"] == 0
    assert desk.hand.good("TOTE-7")["view"]["job"]["order"] == "SO-2"


def test_several_pieces_in_the_hand_are_confirmed_before_the_news(desk: Desk) -> None:
    """
    "Take 2" stands on the screen and one was scanned: nobody knows yet how many are in the hand.
    """
    desk.hand.good("TOTE-7")
    desk.hand.good(CODES["MUG"])
    desk.hand.good(CODES["POT"])
    desk.cancelled()
    assert desk.hand.view()["screen"] == "pick"
    view = desk.hand.good("TOTE-7")["view"]
    assert view["screen"] == "put_back"
    assert [(line["sku"], line["wanted"]) for line in view["lines"]] == [("MUG", 1), ("POT", 2)]


def test_a_put_back_goes_on_after_a_restart(tmp_path: Path) -> None:
    """
    The device is killed on the way back: it shows the same screen as before, and a press of home loses nothing.
    """
    device = small_floor(tmp_path)
    desk = Desk(device)
    desk.hand.good("SO-1")
    desk.hand.good("TOTE-7")
    desk.cancelled()
    shown = desk.hand.good(CODES["MUG"])["view"]
    device.close()
    device = small_floor(tmp_path)
    hand = Hand(device, name="later")
    assert hand.view() | {"status": None} == shown | {"status": None}
    view = hand.press("home")["view"]
    assert (view["home"]["next"]["kind"], view["home"]["next"]["resumes"]) == ("put_back", True)
    assert hand.press("start", {"kind": "put_back"})["view"]["stop"] == shown["stop"]
    device.close()


def test_one_piece_less_goes_back_and_the_pick_goes_on(desk: Desk) -> None:
    """
    Two pots were picked, one is wanted: it goes back, then the drop-off is asked for.
    """
    desk.hand.good("TOTE-7")
    desk.hand.good(CODES["MUG"])
    desk.news(("MUG", 1), ("POT", 1))
    desk.hand.good(CODES["POT"])
    view = desk.hand.view()
    assert view["screen"] == "pick"
    assert desk.hand.good("LOC-PACK")["view"]["screen"] == "home"


def test_surplus_goes_back_before_the_walk_goes_on(desk: Desk) -> None:
    """
    The mug is in the tote and wanted no more; the pots are still to come.
    """
    desk.hand.good("TOTE-7")
    desk.hand.good(CODES["MUG"])
    desk.news(("MUG", 1), ("POT", 2), counts={"MUG": {"ordered": 0}})
    view = desk.hand.good("LOC-A-01-02")["view"]
    assert (view["screen"], view["stop"]["place"]) == ("put_back", "A-01-01")
    desk.hand.good("LOC-A-01-01")
    view = desk.hand.good(CODES["MUG"])["view"]
    assert (view["screen"], view["stop"]["place"], view["stop"]["tote"]) == ("pick", "A-01-02", "7")


def test_more_pieces_are_further_stops(desk: Desk) -> None:
    """
    Central promised a can, too: it is on the way, without anybody going back to the start.
    """
    desk.hand.good("TOTE-7")
    desk.news(("MUG", 1), ("POT", 2), ("CAN", 1))
    desk.hand.good("LOC-A-01-01")
    view = desk.hand.view()
    assert (view["stop"]["place"], view["stop"]["of"]) == ("A-01-01", 3)
    assert desk.hand.pick("7", CODES)["screen"] == "home"
    picked = [fact["body"]["sku"] for fact in desk.device.reads.facts(0) if fact["kind"] == "Picked"]
    assert sorted(set(picked)) == ["CAN", "MUG", "POT"]


def test_another_address_and_carrier_stand_on_the_label(desk: Desk) -> None:
    """
    Changed while the carton is open: the packer is told, and the label that is printed is the right one.
    """
    desk.hand.pick("7", CODES)
    desk.hand.good("SO-1")
    desk.hand.good("BOX-S")
    bonn = {"name": "Ada", "street": "Weg 1", "postcode": "53111", "city": "Bonn", "country": "DE"}
    desk.news(status="pack", dropped=True, ship_to=bonn, carrier="UPS", service="express")
    told = str(desk.hand.view())
    desk.hand.pack(CODES)
    assert "SO-1 was changed" in told + str(desk.hand.answers)
    with desk.device.journal.transaction() as tx:
        [body] = tx.exec_driver_sql("SELECT body FROM print_jobs").scalars()
    label = json.loads(body)
    assert (label["ship_to"]["city"], label["carrier"], label["service"]) == ("Bonn", "UPS", "express")
    closed = next(fact for fact in desk.device.reads.facts(0) if fact["kind"] == "ParcelClosed")
    assert closed["body"]["revision"] == 1


def test_cancelled_on_the_packing_table(desk: Desk) -> None:
    """
    A piece lies in the carton: the next one is still taken, then everything comes out and goes back.
    """
    desk.hand.pick("7", CODES)
    desk.hand.good("SO-1")
    desk.hand.good("BOX-S")
    desk.cancelled(dropped=True)
    view = desk.hand.good(CODES["MUG"])["view"]
    assert (view["screen"], view["await"]) == ("put_back", ["tote"])
    view = desk.hand.good("TOTE-7")["view"]
    assert sum(line["wanted"] for line in view["lines"]) == 3
    assert view["stop"]["place"] in ("A-01-01", "A-01-02")


def test_the_last_unit_of_a_cancelled_order_closes_no_parcel(desk: Desk) -> None:
    """
    The scan that would have ended the packing is not booked, no label comes, and everything goes back.
    """
    desk.hand.pick("7", CODES)
    desk.hand.good("SO-1")
    desk.hand.good("BOX-S")
    desk.hand.good(CODES["MUG"])
    desk.hand.good(CODES["POT"])
    desk.cancelled(dropped=True)
    answer = desk.hand.good(CODES["POT"])
    assert (answer["view"]["screen"], answer["facts"]) == ("put_back", [])
    assert "ParcelClosed" not in kinds(desk.device)


def test_the_tote_of_a_cancelled_order_is_not_dropped(desk: Desk) -> None:
    """
    Everything is picked when the news come: the drop-off is no end of the walk any more.
    """
    desk.hand.good("TOTE-7")
    desk.hand.good(CODES["MUG"])
    for _ in range(2):
        desk.hand.good(CODES["POT"])
    desk.cancelled()
    assert desk.hand.good("LOC-PACK")["view"]["screen"] == "put_back"
    assert "TotesDropped" not in kinds(desk.device)


def test_cancelled_after_the_pick_a_card_makes_the_job(desk: Desk) -> None:
    """
    The tote stood at the table before the news came: the card's button opens the put-back, with central away.
    """
    desk.hand.pick("7", CODES)
    desk.cancelled(dropped=True)
    card = {"id": "c1", "kind": "cancelled_while_picked", "order": "SO-1", "actions": ["put_back"]}
    pulled(desk.device, [("attention", "c1", 1, {**card, "opened_at_ms": 1})], cursor="c9")
    desk.hand.press("attention")
    answer = desk.hand.press("settle", {"attention": "c1", "action": "put_back"})
    assert [fact["kind"] for fact in answer["facts"]] == ["AttentionSettled"]
    assert (answer["view"]["screen"], answer["view"]["job"]["order"]) == ("put_back", "SO-1")


def test_a_job_that_was_left_hears_of_it_when_it_is_opened_again(desk: Desk) -> None:
    """
    Left in the middle, changed meanwhile: whoever goes on sees what is to be done now.
    """
    desk.hand.good("TOTE-7")
    desk.hand.good(CODES["MUG"])
    desk.hand.press("home")
    desk.cancelled()
    view = desk.hand.view()
    assert (view["home"]["next"]["kind"], view["home"]["put_backs"]) == ("put_back", 1)
    assert desk.hand.good("TOTE-7")["view"]["screen"] == "put_back"


def test_a_scan_before_the_news_is_taken_back_as_before(desk: Desk) -> None:
    """
    Undo on the put-back screen touches nothing that was picked before: that is what the put-back is for.
    """
    desk.hand.good("TOTE-7")
    desk.cancelled()
    desk.hand.good(CODES["MUG"])
    assert desk.hand.press("undo")["reason"] == "nothing_to_undo"
    desk.hand.good("LOC-A-01-01")
    desk.hand.good("CMD-UNDO")
    desk.hand.good("LOC-A-01-01")
    desk.hand.good(CODES["MUG"])
    assert desk.device.stores.device == DEVICE
    assert kinds(desk.device) == ["ToteAssigned", "Picked", "PutBack"]
