"""The log knows how a code came: scanned, typed, seen by a camera, or read by a person because no scanner could."""

import pytest

from app.main import Device
from app.views.door import ScanGiven
from screens.host.pages import scans_html
from tests.journeys.in_process.house import BADGE, CODES, PIN, Hand

SOURCES = ("scan", "keyed", "typed", "camera", "unreadable:torn")


@pytest.mark.parametrize("source", SOURCES)
def test_a_code_counts_the_same_however_it_came_and_the_log_says_how(device: Device, source: str) -> None:
    """
    The piece is picked, the fact and the log name the source, and the page for support shows it.
    """
    hand = Hand(device)
    hand.log_in(BADGE, PIN)
    hand.good("SO-1")
    hand.good("TOTE-7")
    answer = device.desks.scan(ScanGiven(CODES["MUG"], "the-one", "main", source))
    assert answer.outcome == "accepted"
    assert device.reads.scans("main", 1)[0]["source"] == source
    assert device.reads.facts(0)[-1]["source"] == source
    assert f">{source}<" in scans_html("main", device.reads.scans("main", 200))


def test_a_refused_code_is_in_the_log_with_its_source(device: Device) -> None:
    """
    What was not booked is there for support, too.
    """
    device.desks.scan(ScanGiven("NOBODY-KNOWS", "the-one", "main", "camera"))
    row = device.reads.scans("main", 1)[0]
    assert (row["raw"], row["source"], row["outcome"]) == ("NOBODY-KNOWS", "camera", "refused")
