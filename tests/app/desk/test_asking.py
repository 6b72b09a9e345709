"""A code with two meanings at a desk: asked once, remembered for the job, and nothing booked before the answer."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.domain.facts import HandedLine
from app.domain.handover import Handover, text_of
from app.main import Device
from tests.app.desk.small_floor import pulled, small_floor, work_change, work_row
from tests.journeys.in_process.house import BADGE, CODES, PIN, Hand
from tests.sync.central.warehouse import place_row, product_row

SHARED = CODES["MUG"]


def twins(folder: Path) -> Device:
    """A device whose mugs and pots carry the same GTIN, and where a place is called like a product."""
    device = small_floor(folder)
    if device.stores.floor.place("JAR") is None:
        changes: list[Any] = [
            ("product", "POT", 2, product_row("POT", gtin=SHARED)),
            ("place", "JAR", 2, place_row("JAR", 9, kind="storage")),
            work_change(work_row("SO-1", ("MUG", 2), ("POT", 2), status="pack", tote="T1"), 2),
        ]
        for line in changes[2][3]["lines"]:
            line["picked"] = line["ordered"]
        pulled(device, changes)
    return device


@pytest.fixture
def device(tmp_path: Path) -> Iterator[Device]:
    device = twins(tmp_path)
    yield device
    device.close()


@pytest.fixture
def hand(device: Device) -> Hand:
    hand = Hand(device)
    hand.log_in(BADGE, PIN)
    return hand


def labels(view: Any) -> list[tuple[str, str]]:
    return [(choice["id"], choice["label"]) for choice in view["question"]["choices"]]


def at_the_carton(hand: Hand) -> None:
    hand.good("SO-1")
    hand.good(f"BOX-{hand.view()['carton']['suggested']}")


def done(hand: Hand) -> dict[str, int]:
    return {line["sku"]: line["done"] for line in hand.view()["lines"]}


def test_product_or_place_is_one_tap(hand: Hand) -> None:
    """
    At home a code is both: the question stands on the screen, the answer says what lies there.
    """
    asked = hand.good("JAR")["view"]
    assert labels(asked) == [("1", "Product: Thing JAR"), ("2", "Place JAR")]
    assert asked["await"] == ["answer"]
    assert hand.good("CMD-2")["text"].startswith("JAR")
    assert hand.view()["question"] is None
    assert hand.facts() == []


def test_the_answer_is_remembered_for_the_job(hand: Hand) -> None:
    """
    Two products share a code and both go into the parcel: the second mug is not asked about, nor the pots after it.
    """
    at_the_carton(hand)
    asked = hand.good(SHARED)["view"]
    assert labels(asked) == [("1", "Product: Thing MUG"), ("2", "Product: Thing POT")]
    assert done(hand) == {"MUG": 0, "POT": 0}
    hand.press("answer", {"choice": "2"})
    assert done(hand) == {"MUG": 0, "POT": 1}
    hand.good(SHARED)
    assert done(hand) == {"MUG": 0, "POT": 2}
    hand.good(SHARED)
    assert done(hand) == {"MUG": 1, "POT": 2}
    assert hand.good(SHARED)["view"]["parcel"]["sscc"]


def test_nothing_else_is_booked_before_the_answer(hand: Hand) -> None:
    """
    Who scans on without looking is refused, the same code again, too; a clear code of one of them is an answer.
    """
    at_the_carton(hand)
    hand.good(SHARED)
    for code in (SHARED, CODES["CAN"], "BOX-L", "JAR", "nonsense"):
        assert hand.scan(code)["reason"] == "answer_first"
    assert hand.press("done")["outcome"] == "refused"
    assert hand.view()["question"] is not None
    hand.good("MUG")
    assert done(hand) == {"MUG": 1, "POT": 0}


def test_undo_takes_the_question_back_and_forgets_the_answer(hand: Hand) -> None:
    """
    An undo while it is asked books nothing back; one after the answer asks anew, for it may have been wrong.
    """
    at_the_carton(hand)
    hand.good(SHARED)
    hand.press("undo")
    assert hand.view()["question"] is None
    assert hand.view()["carton"]["scanned"] is not None
    hand.good(SHARED)
    hand.good("CMD-YES")
    assert done(hand) == {"MUG": 1, "POT": 0}
    hand.good("CMD-UNDO")
    assert done(hand) == {"MUG": 0, "POT": 0}
    assert hand.good(SHARED)["view"]["question"] is not None
    hand.good("CMD-NO")
    assert done(hand) == {"MUG": 0, "POT": 1}


def test_question_and_answer_survive_a_kill(tmp_path: Path) -> None:
    """
    The plug is pulled while it is asked, and again after the answer: the same question, the same meaning.
    """
    device = twins(tmp_path)
    hand = Hand(device, name="one")
    hand.log_in(BADGE, PIN)
    at_the_carton(hand)
    asked = labels(hand.good(SHARED)["view"])
    device.close()
    device = twins(tmp_path)
    hand = Hand(device, name="two")
    assert labels(hand.view()) == asked
    hand.good("CMD-2")
    device.close()
    device = twins(tmp_path)
    hand = Hand(device, name="three")
    hand.good(SHARED)
    assert done(hand) == {"MUG": 0, "POT": 2}
    device.close()


def test_leaving_the_screen_ends_the_question(hand: Hand) -> None:
    """
    Home is home: the job waits, and nothing was booked.
    """
    at_the_carton(hand)
    hand.good(SHARED)
    view = hand.press("home")["view"]
    assert (view["screen"], view["question"]) == ("home", None)
    assert len(hand.facts()) == 1  # the carton


def test_a_torn_or_foreign_hand_over_is_refused_with_words(hand: Hand) -> None:
    """
    Half a code, a code of another version, one with products nobody here knows: each says what to do.
    """
    strange = Handover("SO-77", ("T9",), "abc", 1, (HandedLine(1, "STRANGER", 1, 0),))
    other = Handover("SO-2", ("T9",), "abc", 1, (HandedLine(1, "JAR", 1, 0),))
    said = {
        code: hand.scan(code)
        for code in (text_of(strange)[:-9], "GW9:ABCD", text_of(strange), text_of(other))
    }
    assert [answer["reason"] for answer in said.values()] == ["unreadable"] * 4
    assert [answer["text"].split(".")[0] for answer in said.values()] == [
        "Code not whole",
        "Another version",
        "Not from here",
        "Not our order",
    ]
    assert hand.facts() == []


def test_the_code_of_the_last_pick_is_shown_again(hand: Hand) -> None:
    """
    The picker has gone on: the command brings the code back, and the job on the screen waits.
    """
    assert hand.scan("CMD-HANDOVER")["text"].startswith("Nothing to hand over")
    hand.press("start", {"kind": "pick", "order": "SO-3"})
    shown = hand.pick("T9", {**CODES, "JAR": CODES["JAR"]})["handover"]
    assert (shown["order"], shown["pieces"]) == ("SO-3", 1)
    hand.good("TOTE-T8")
    assert hand.view()["handover"] is None
    again = hand.good("CMD-HANDOVER")["view"]
    assert (again["screen"], again["handover"]) == ("home", shown)
    assert hand.press("handover")["view"]["handover"] == shown
    assert hand.press("start", {"kind": "pick"})["view"]["stop"]["tote"] == "T8"
