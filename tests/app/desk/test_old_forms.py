"""What another version has kept in a form that is not known here never stops a desk."""

from pathlib import Path

import pytest
from sqlalchemy import text

from app.main import Device
from tests.app.desk.small_floor import small_floor
from tests.journeys.in_process.house import BADGE, CODES, PIN, Hand

FOREIGN = '{"_":"OfTomorrow","steps":[1,2]}'


@pytest.fixture
def hand(device: Device) -> Hand:
    """Somebody who has picked one of three pieces."""
    hand = Hand(device)
    hand.log_in(BADGE, PIN)
    hand.good("SO-1")
    hand.good("TOTE-7")
    hand.good(CODES["MUG"])
    return hand


def keep(device: Device, words: str, value: str) -> None:
    with device.journal.transaction() as tx:
        tx.execute(text(words), {"value": value})


@pytest.mark.parametrize("before", [FOREIGN, "", "{", "[]", '{"_":"AwaitProduct"}'])
def test_a_scan_whose_state_before_is_not_known_is_not_undone(
    device: Device, hand: Hand, before: str
) -> None:
    """
    The person is told that nothing can be taken back; what was picked stays picked, and the work goes on.
    """
    keep(device, "UPDATE scans SET state_before = :value WHERE state_before IS NOT NULL", before)
    facts = device.reads.facts(0)
    told = hand.scan("CMD-UNDO")
    assert (told["outcome"], told["reason"], told["committed"]) == ("refused", "nothing_to_undo", True)
    assert device.reads.facts(0) == facts
    hand.good(CODES["POT"])


@pytest.mark.parametrize("value", [FOREIGN, "{", "[]"])
def test_words_and_states_of_another_version_are_left_out(
    device: Device, hand: Hand, tmp_path: Path, value: str
) -> None:
    """
    The banner is empty; a job whose state is not known is begun anew from what the floor knows.
    """
    keep(device, "UPDATE desks SET banner = :value", value)
    device.close()
    again = small_floor(tmp_path)
    shown = Hand(again).view()
    assert (shown["screen"], shown["banner"]) == ("pick", None)
    keep(again, "UPDATE jobs SET state = :value", value)
    again.close()
    again = small_floor(tmp_path)
    hand = Hand(again, name="second")
    assert hand.view()["screen"] == "home"
    assert hand.good("SO-1")["view"]["stop"]["sku"] == "POT"
    keep(again, "UPDATE desks SET state = :value", value)
    again.close()
    again = small_floor(tmp_path)
    assert Hand(again).view()["screen"] == "login"
    again.close()


@pytest.mark.parametrize("value", [FOREIGN, "", "{", "[]", '{"_":"LoggedOut","guards":[1,{"badge":"1001"}]}'])
def test_another_desk_of_another_version_keeps_nobody_out(device: Device, hand: Hand, value: str) -> None:
    """
    What that desk has kept of wrong PINs cannot be read: whoever types the right one here gets in.
    """
    keep(device, "UPDATE desks SET state = :value", value)
    Hand(device, "other").log_in(BADGE, PIN)
