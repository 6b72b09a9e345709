"""Letter keys for gloves: what they spell, what they send, and that each is large enough in every size."""

from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from app.locale.words import LANGUAGES
from app.views.view import View, action
from screens.letter_keys import PAGE, lettered, spelled
from screens.number_keys import KEY_MIN, NUMBER
from screens.shell import screen_of
from screens.theme import LIGHT, Look
from tests.screens.faults import faults
from tests.screens.finding import find, press
from tests.screens.layout import laid_out
from tests.screens.samples import SAMPLES
from tests.screens.test_layout import SCALES, SIZES

VIEWS: dict[str, View] = {
    "driver_name": SAMPLES["ship-driver"],
    "tracking": replace(SAMPLES["pack-done"], actions=(action("tracking"),)),
    "customs_letters": replace(SAMPLES["pack-customs"], actions=(action("customs_letters"),)),
}
TYPED = {
    "driver_name": "Petra Petersen-Oberhuber von und zu Wald",
    "tracking": "JJD0003401234567890123456789012345W",
    "customs_letters": "EUR",
}


def spelling(opened: str, *keys: str) -> Look:
    look = Look(opened=opened)
    for key in keys:
        look = lettered(look, key)
    return look


def test_a_name_gets_its_capitals_by_itself() -> None:
    """
    The keys are capitals; a word of a name has one at its beginning. No space comes first, none twice.
    """
    assert spelling("driver_name", " ", *"ANNA", " ", " ", *"OTT-ZU").number == "Anna Ott-Zu"
    assert spelling("driver_name", *"MAX", "erase").number == "Ma"
    assert len(spelling("driver_name", *"A" * 60).number) == 40


def test_a_number_keeps_its_capitals_and_has_no_spaces() -> None:
    """
    A carrier's number, a country, a currency: as they stand on paper, and no longer than they can be.
    """
    assert spelling("tracking", *"1Z 9").number == "1Z9"
    assert spelling("customs_letters", *"EURO").number == "EUR"


def test_the_other_page_holds_the_other_signs() -> None:
    """
    Letters first for a name, digits first for a number; one key turns over and back.
    """
    sent: list[tuple[str, Any]] = []

    def shown(opened: str, look: Look) -> Any:
        return screen_of(VIEWS[opened], lambda action, value: sent.append((action, dict(value))), look)

    press(shown("driver_name", Look(opened="driver_name")), "key.page")
    assert sent == [(NUMBER, {"key": PAGE})]
    turned = spelling("driver_name", PAGE)
    for opened, look, key in (
        ("driver_name", Look(opened="driver_name"), "key.Q"),
        ("driver_name", turned, "key.Ö"),
        ("driver_name", spelling("driver_name", PAGE, PAGE), "key.Q"),
        ("tracking", Look(opened="tracking"), "key.7"),
    ):
        press(shown(opened, look), key)
        assert sent[-1] == (NUMBER, {"key": key[-1]})


def test_the_name_is_sent_as_a_whole() -> None:
    """
    Letters stay on the glass until OK; then the desk hears of it once. Nothing typed sends nothing.
    """
    sent: list[tuple[str, Any]] = []
    look = Look(opened="driver_name", number="Petra ")
    root = screen_of(VIEWS["driver_name"], lambda action, value: sent.append((action, dict(value))), look)
    press(root, "enter")
    assert sent == [("driver", {"name": "Petra"})]
    assert find(root, "number").value == "Petra "
    assert spelled("driver_name", "  ") is None
    assert spelled("customs_letters", "DE") == {"text": "DE"}


@pytest.mark.parametrize("name", VIEWS)
def test_a_glove_finds_every_key(name: str) -> None:
    """
    64 pixels or more, in sight without scrolling, in every size, text and language, on both pages.
    """
    for size, scale, language, turned in product(SIZES, SCALES, LANGUAGES, (False, True)):
        look = Look(LIGHT, scale, *size, opened=name, number=TYPED[name], turned=turned)
        root = screen_of(replace(VIEWS[name], language=language), lambda action, value: None, look)
        boxes = laid_out(root, *size)
        assert faults(boxes, *size) == [], (size, scale, language)
        keys = [box for box in boxes if box.key.startswith("key.") and not box.key.endswith(".named")]
        assert len(keys) == 30
        for box in (*keys, *(one for one in boxes if one.key in ("number", "enter", "back"))):
            assert box.in_sight, (box.key, size, scale, language)
        assert all(box.bottom - box.top >= KEY_MIN and box.right - box.left >= KEY_MIN for box in keys)
