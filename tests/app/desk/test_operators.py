"""Several people on one device: each keeps their own jobs, and nobody's job is taken silently."""

from typing import Any

import pytest

from app.domain.people import pin_hash
from app.main import Device
from tests.app.desk.small_floor import pulled
from tests.journeys.in_process.house import BADGE, CODES, PIN, Hand

OTHER, OTHER_PIN = "1002", "1357"


@pytest.fixture
def floor(device: Device) -> Device:
    """Ben works here, too."""
    ben = {
        "badge": OTHER,
        "name": "Ben",
        "roles": ["pick", "pack"],
        "pin_hash": pin_hash(OTHER_PIN, b"87654321"),
    }
    pulled(device, [("person", OTHER, 1, ben)], cursor="c2")
    return device


def at(device: Device, desk: str, badge: str = BADGE, name: str = "hand") -> Hand:
    hand = Hand(device, desk, name)
    hand.log_in(badge, PIN if badge == BADGE else OTHER_PIN)
    return hand


def left_in_the_middle(device: Device) -> Hand:
    """Ada picked one piece of SO-1 at the desk A and went home."""
    ada = at(device, "A")
    ada.good("SO-1")
    ada.good("TOTE-7")
    ada.good(CODES["MUG"])
    ada.press("home")
    ada.press("logout")
    return ada


def offered(hand: Hand) -> Any:
    following = hand.view()["home"]["next"]
    return (following["order"], following["resumes"])


def test_a_job_waits_for_whoever_began_it(floor: Device) -> None:
    """
    Logged out and in again, at the same desk or at another one: it is offered first.
    """
    ada = left_in_the_middle(floor)
    ada.log_in(BADGE, PIN)
    assert offered(ada) == ("SO-1", True)
    ada.press("logout")
    there = at(floor, "B", name="later")
    assert offered(there) == ("SO-1", True)
    view = there.press("start", {"kind": "pick"})["view"]
    assert (view["screen"], view["stop"]["place"]) == ("pick", "A-01-02")


def test_nobody_is_offered_the_job_of_another(floor: Device) -> None:
    """
    Ben gets fresh work, even at the desk where Ada worked.
    """
    left_in_the_middle(floor)
    for no, desk in enumerate(("A", "B")):
        ben = at(floor, desk, OTHER, f"ben{no}")
        assert offered(ben)[0] == "SO-2"
        ben.press("logout")


@pytest.mark.parametrize("code", ["SO-1", "TOTE-7"])
def test_whoever_wants_the_job_of_another_is_asked(floor: Device, code: str) -> None:
    """
    Who began it stands in the question; yes takes it over, no leaves it where it is.
    """
    left_in_the_middle(floor)
    ben = at(floor, "B", OTHER)
    asked = ben.good(code)["view"]
    assert (asked["question"]["id"], "Ada" in asked["question"]["text"]) == ("take_over", True)
    assert ben.good("CMD-NO")["view"]["screen"] == "home"
    assert floor.journal.begun()["SO-1"].operator == BADGE
    ben.good(code)
    view = ben.good("CMD-YES")["view"]
    assert (view["screen"], view["job"]["order"]) == ("pick", "SO-1")
    assert floor.journal.begun()["SO-1"].operator == OTHER
    assert at(floor, "A", name="back").view()["home"]["next"]["order"] == "SO-2"


def test_a_button_does_not_take_it_silently_either(floor: Device) -> None:
    """
    A press that names the order is asked about like a scan.
    """
    left_in_the_middle(floor)
    ben = at(floor, "B", OTHER)
    view = ben.press("start", {"kind": "pick", "order": "SO-1"})["view"]
    assert view["question"]["id"] == "take_over"


def test_what_is_on_another_screen_is_not_to_be_had(floor: Device) -> None:
    """
    Ada is at it: the order is taken, and nobody is asked.
    """
    ada = at(floor, "A")
    ada.good("SO-1")
    assert at(floor, "B", OTHER, "ben").scan("SO-1")["reason"] == "order_elsewhere"
