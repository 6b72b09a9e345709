"""The own day at a desk: told quietly, to the person themselves, from what they did."""

from pathlib import Path

from app.main import Device
from tests.app.desk.small_floor import small_floor
from tests.journeys.in_process.house import BADGE, CODES, PIN, Hand


def packing(device: Device) -> Hand:
    """SO-1 lies in its tote on the table: one mug and two pots."""
    hand = Hand(device)
    hand.log_in(BADGE, PIN)
    assert hand.view()["progress"] is None
    hand.good("SO-1")
    hand.pick("T-1", CODES)
    hand.good("TOTE-T-1")
    return hand


def test_what_was_packed_today_is_said_at_the_end_and_at_home(device: Device) -> None:
    """
    Three pieces, one parcel, and how full it was; not while somebody packs.
    """
    hand = packing(device)
    assert hand.view()["progress"] is None
    done = hand.pack(CODES)["progress"]
    assert (done["units"], done["parcels"], done["override_percent"]) == (3, 1, 0)
    assert 0 < done["utilisation_percent"] <= 100
    hand.good("CMD-HOME")
    assert hand.view()["progress"]["units"] == 3


def test_what_is_taken_back_counts_no_more(device: Device) -> None:
    """
    Undo, and the piece again: still three.
    """
    hand = packing(device)
    hand.good(f"BOX-{hand.view()['carton']['suggested']}")
    hand.good(CODES["MUG"])
    hand.good("CMD-HOME")
    assert hand.view()["progress"]["units"] == 1
    hand.good("SO-1")
    hand.good("CMD-UNDO")
    hand.good("CMD-HOME")
    assert hand.view()["progress"] is None
    hand.good("SO-1")
    assert hand.pack(CODES)["progress"]["units"] == 3


def test_a_restart_forgets_nothing_of_the_day(device: Device) -> None:
    """
    It is folded from the journal; nobody else at this desk sees it.
    """
    hand = packing(device)
    hand.pack(CODES)
    hand.good("CMD-HOME")
    before = hand.view()["progress"]
    folder = device.reads.stores.journal.engine.url.database
    assert folder is not None
    device.close()
    again = small_floor(_home_of(folder))
    try:
        assert Hand(again, name="again").view()["progress"] == before
        hand = Hand(again, name="out")
        hand.good("CMD-LOGOUT")
        assert hand.view()["progress"] is None
    finally:
        again.close()


def _home_of(journal: str) -> Path:
    return Path(journal).parent.parent
