"""Number keys for gloves: what they type, what they send, and that each is large enough in every size."""

from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from app.inputs import Message
from app.locale.words import LANGUAGES
from app.views.view import View, action
from screens.number_keys import KEY_MIN, NUMBER, numbered, value_of
from screens.shell import screen_of
from screens.theme import LIGHT, Look
from tests.screens.faults import faults
from tests.screens.finding import find, press
from tests.screens.layout import laid_out
from tests.screens.samples import SAMPLES
from tests.screens.test_layout import SCALES, SIZES

VIEWS: dict[str, View] = {
    "weigh": replace(
        SAMPLES["pack"], prompt=Message("prompt.weight"), awaits=("weight",), actions=(action("weigh"),)
    ),
    "size": replace(
        SAMPLES["pack"], prompt=Message.of("prompt.measure_size", name="Mug"), actions=(action("size"),)
    ),
    "customs": replace(SAMPLES["pack-customs"], actions=(action("customs"),)),
    "quantity": replace(SAMPLES["pack"], prompt=Message("prompt.pack_many"), actions=(action("quantity"),)),
}
TYPED = {"weigh": "1234567", "size": "1200x800x1440", "quantity": "120", "customs": "6115.95"}


def typed(*keys: str) -> str:
    look = Look()
    for key in keys:
        look = numbered(look, key)
    return look.number


def test_keys_add_and_erase() -> None:
    """
    No zero and no sign comes first, and two signs are one.
    """
    assert typed("0", "1", "2", "erase", "0") == "10"
    assert typed("x", "1", "x", "x", "2") == "1x2"
    assert typed("erase") == ""
    assert len(typed(*"9" * 40)) <= 17


def test_only_whole_numbers_are_sent() -> None:
    """
    A size has three of them.
    """
    assert value_of("weigh", "1234") == {"weight_g": 1234}
    assert value_of("quantity", "5") == {"quantity": 5}
    assert value_of("size", "120x90x40") == {"size": "120x90x40"}
    for action_id, half in (
        ("weigh", ""),
        ("quantity", ""),
        ("size", "120x90"),
        ("size", "120x90x"),
        ("weigh", "1x2"),
    ):
        assert value_of(action_id, half) is None


@pytest.mark.parametrize("name", VIEWS)
def test_a_glove_finds_every_key(name: str) -> None:
    """
    64 pixels or more, in sight without scrolling, in every size, text and language.
    """
    for size, scale, language in product(SIZES, SCALES, LANGUAGES):
        look = Look(LIGHT, scale, *size, opened=name, number=TYPED[name])
        root = screen_of(replace(VIEWS[name], language=language), lambda action, value: None, look)
        boxes = laid_out(root, *size)
        assert faults(boxes, *size) == [], (size, scale, language)
        keys = [box for box in boxes if box.key.startswith("key.") and not box.key.endswith(".named")]
        assert len(keys) == (12 if name in ("size", "customs") else 11)
        for box in (*keys, *(one for one in boxes if one.key in ("number", "enter", "back"))):
            assert box.in_sight, (box.key, size, scale, language)
        assert all(box.bottom - box.top >= KEY_MIN and box.right - box.left >= KEY_MIN for box in keys)


def test_the_keys_send_the_whole_number() -> None:
    """
    Digits stay on the glass until OK; then the desk hears of it once.
    """
    sent: list[tuple[str, Any]] = []
    look = Look(opened="weigh", number="1234")
    root = screen_of(VIEWS["weigh"], lambda action, value: sent.append((action, dict(value))), look)
    press(root, "key.7")
    press(root, "enter")
    assert sent == [(NUMBER, {"key": "7"}), ("weigh", {"weight_g": 1234})]
    assert find(root, "number").value == "1234"
