"""Which of the things a code can mean is meant, and what buttons and command barcodes say."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.inputs import (
    AnswerPressed,
    AttentionPressed,
    BadgeScanned,
    CartonScanned,
    DonePressed,
    HelpPressed,
    HomePressed,
    Input,
    LogoutPressed,
    OrderScanned,
    ParcelScanned,
    PlaceScanned,
    PrinterScanned,
    ProductScanned,
    ReprintPressed,
    ReturnScanned,
    ReturnsPressed,
    ShortPressed,
    StartPressed,
    ToteScanned,
    UndoPressed,
    UnknownScanned,
)
from app.scanning.pressing import pressed
from app.scanning.resolve import COMMANDS, choose, command
from tests.builders import ANNA, SMALL, SOCK, SSCC
from tests.strategies import SHORT_OF_TIME

BY_KIND: dict[str, Input] = {
    "badge": BadgeScanned("7", ANNA),
    "parcel": ParcelScanned(SSCC),
    "product": ProductScanned(SOCK),
    "place": PlaceScanned("10"),
    "carton": CartonScanned(SMALL),
    "tote": ToteScanned("10"),
    "return": ReturnScanned("10"),
    "order": OrderScanned("10", "pick", mine=True),
    "printer": PrinterScanned("10"),
}
CANDIDATES = st.lists(st.sampled_from(list(BY_KIND.values())), unique=True)


@pytest.mark.parametrize("wanted", [kind for kind in BY_KIND if kind != "printer"])
def test_what_the_job_awaits_is_meant(wanted: str) -> None:
    """
    “10” is a place, a carton, an order and more: whoever is asked for a carton means the carton.
    """
    for candidates in (list(BY_KIND.values()), list(reversed(BY_KIND.values()))):
        assert choose(candidates, (wanted,), "10") == BY_KIND[wanted]


def test_the_first_thing_awaited_comes_first() -> None:
    """
    At a shelf both product and place are right; the product is asked for first.
    """
    candidates = [BY_KIND["place"], BY_KIND["product"]]
    assert choose(candidates, ("product", "place"), "10") == BY_KIND["product"]
    assert choose(candidates, ("place", "product"), "10") == BY_KIND["place"]


def test_where_nothing_is_awaited_the_order_of_what_people_mostly_mean_decides() -> None:
    """
    A badge before all, an order number last of all that can be worked on.
    """
    known = list(BY_KIND.values())
    for first in range(len(known)):
        assert choose(list(reversed(known[first:])), (), "10") == known[first]
        assert choose(known[first:], ("pin", "answer"), "10") == known[first]


def test_a_code_that_means_nothing_is_an_input_too() -> None:
    """
    It is answered, with the text that came.
    """
    assert choose([], ("product",), "???") == UnknownScanned("???")


def test_a_command_among_the_candidates_is_kept() -> None:
    """
    What is in no list of kinds is taken as it is.
    """
    assert choose([HelpPressed()], (), "x") == HelpPressed()


@SHORT_OF_TIME
@given(CANDIDATES, st.lists(st.sampled_from([*BY_KIND, "pin"]), max_size=3))
def test_the_same_code_means_the_same_in_whatever_order_it_was_looked_up(
    candidates: list[Input], awaits: list[str]
) -> None:
    """
    What is meant is one of the candidates, and does not depend on which of them was found first.
    """
    meant = choose(candidates, awaits, "10")
    assert (
        choose(candidates[::-1], awaits, "10") == choose(sorted(candidates, key=repr), awaits, "10") == meant
    )
    assert not candidates or meant in candidates


# Commands and buttons -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ident", "given"),
    [
        ("YES", AnswerPressed("yes")),
        ("no", AnswerPressed("no")),
        ("Done", DonePressed()),
        ("UNDO", UndoPressed()),
        ("SHORT", ShortPressed(None)),
        ("EMPTY", ShortPressed("empty")),
        ("NOT-FOUND", ShortPressed("not_found")),
        ("not_found", ShortPressed("not_found")),
        ("RETURNS", ReturnsPressed()),
        ("PICK", StartPressed("pick")),
        (" HOME ", HomePressed()),
    ],
)
def test_a_command_barcode_does_what_its_button_does(ident: str, given: Input) -> None:
    """
    Gloves never have to touch glass; capitals and hyphens do not matter.
    """
    assert command(ident) == given


@pytest.mark.parametrize("ident", ["", "DANCE", "YESNO"])
def test_an_unknown_command_is_none(ident: str) -> None:
    """
    A sheet of a newer version: nothing is guessed.
    """
    assert command(ident) is None


@pytest.mark.parametrize(
    ("action", "value", "given"),
    [
        ("start", {"kind": "pick"}, StartPressed("pick")),
        ("start", {"kind": "pack", "order": "SO-1"}, StartPressed("pack", "SO-1")),
        ("start", {"kind": "pick", "order": 7}, StartPressed("pick")),
        ("short", {"reason": "damaged"}, ShortPressed("damaged")),
        ("short", {}, ShortPressed(None)),
        ("short", {"reason": 5}, ShortPressed(None)),
        ("answer", {"choice": "yes"}, AnswerPressed("yes")),
        ("undo", {}, UndoPressed()),
        ("home", {"anything": 1}, HomePressed()),
        ("logout", {}, LogoutPressed()),
        ("done", {}, DonePressed()),
        ("returns", {}, ReturnsPressed()),
        ("attention", {}, AttentionPressed()),
        ("reprint", {}, ReprintPressed()),
        ("help", {}, HelpPressed()),
        ("start", {}, None),
        ("start", {"kind": None}, None),
        ("answer", {"choice": 1}, None),
        ("answer", {}, None),
        ("dance", {}, None),
        ("", {}, None),
    ],
)
def test_a_button_says_what_it_means(action: str, value: dict[str, Any], given: Input | None) -> None:
    """
    A button that this version does not know, or without what it needs, is no input.
    """
    assert pressed(action, value) == given


def test_every_button_without_a_value_has_its_barcode() -> None:
    """
    What can be pressed can be scanned.
    """
    for action in ("home", "logout", "done", "returns", "attention", "reprint", "help", "undo"):
        assert pressed(action, {}) == COMMANDS[action.upper()]
