"""What goes along with the picker's code: hints and lots come out as they went in, and what had no room is named."""

import zlib
from base64 import b32decode, b32encode
from dataclasses import replace
from random import Random
from string import ascii_lowercase
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.handed_along import (
    BY_WORTH,
    GIFT_NOTE,
    INSTRUCTIONS,
    LOTS,
    NOTHING_ALONG,
    PAPERS,
    Along,
    LineAlong,
    along_from,
)
from app.domain.handing import Lot
from app.domain.handover import (
    CODE_CHARACTERS_MAX,
    PREFIX,
    Handover,
    NoHandover,
    code_of,
    handover_from,
    handover_of,
    text_of,
)
from app.domain.hints import LineHints, OrderHints
from app.domain.orders import WorkLine, WorkOrder
from tests.builders import CAP, SHIP_TO, SOCK, order, picked
from tests.strategies import SHORT_OF_TIME

DEVICE = "0190b1e2-7c3d-7e4f-8a5b-6c7d8e9f0a1b"
# As devices wrote it that knew of nothing beside the pieces.
OLDER = (
    "GW1:RNLHEVGSKEFPNVZVKTJISVQK2E2VPCWVKEZEWNSPWFELKTBTJA2EYUWSGHLITDRWASUXD5SW2IYYVVMJG3JFC4TWBRINEMIE6KAFZJNI7"
    "TB2WFL4B7X4TSKJFUBBVZUTTCLZ5KQQLRJJI6DYP2VIEOKQYTIMBUGQCREDXJIW4VSOMAIZF2XEVMNRABTGAY2Y"
)
PICKED = replace(
    order(picked(1, SOCK, 2), WorkLine(2, CAP.sku, 3, picked=1, short=2), tote="T-7"), dropped=True
)
HINTS = OrderHints("Alles Gute!\nŁucja", "In Seidenpapier", True, "Autumn card", "de", "EUR")
OF_LOTS = (Lot("CH-1", 1), Lot("CH-2", 1))

words = st.text(max_size=20)
lots = st.lists(st.builds(Lot, st.text(min_size=1, max_size=8), st.integers(1, 999)), max_size=3).map(tuple)
line_hints = st.builds(LineHints, words, st.none() | st.integers(0, 10_000))
alongs = st.builds(
    Along,
    st.builds(OrderHints, words, words, st.booleans(), words, words, words),
    st.lists(st.builds(LineAlong, st.integers(1, 99), line_hints, lots), max_size=4).map(tuple),
    st.integers(0, 99),
    st.sets(st.sampled_from(BY_WORTH)).map(lambda some: tuple(what for what in BY_WORTH if what in some)),
)


def said(hints: OrderHints = HINTS, *, told: str = "Fold once", of: tuple[Lot, ...] = OF_LOTS) -> WorkOrder:
    """An order that says these, twice changed."""
    first = replace(PICKED.lines[0], hints=LineHints(told, 1299, "CH-1"), lots=of)
    return replace(PICKED, hints=hints, revision=2, lines=(first, *PICKED.lines[1:]))


def read(work: WorkOrder) -> Handover:
    """What another device reads in the code of this order."""
    text = code_of(work, DEVICE, 3)
    assert text is not None
    assert len(text) <= CODE_CHARACTERS_MAX
    return handover_from(text)


def noise(characters: int) -> str:
    """A text that no packing makes shorter."""
    return "".join(Random(characters).choices(ascii_lowercase, k=characters))


@SHORT_OF_TIME
@given(alongs)
def test_what_goes_along_comes_out(along: Along) -> None:
    """
    Hints of the order and of its lines, lots, and what is missing.
    """
    handed = replace(handover_of(PICKED, DEVICE, 1), along=along)
    assert handover_from(text_of(handed)) == handed


def test_a_small_order_takes_all_along() -> None:
    """
    The lot that a line asked for stays with the picker: what was picked counts at the table.
    """
    along = read(said()).along
    assert (along.hints, along.revision, along.left_out) == (HINTS, 2, ())
    assert along.line(1) == LineAlong(1, LineHints("Fold once", 1299), OF_LOTS)
    assert along.line(2) == LineAlong(2)
    assert read(said()).ship_to == SHIP_TO


def test_a_code_of_the_older_form_is_read() -> None:
    """
    It says nothing beside the pieces; an order that says nothing is still written like that.
    """
    assert handover_from(OLDER) == replace(handover_of(PICKED, DEVICE, 3), along=NOTHING_ALONG)
    assert code_of(PICKED, DEVICE, 3) == OLDER


def test_an_older_device_reads_the_pieces() -> None:
    """
    It looks at the first part alone, which is as it always was; the sum at the end holds for both.
    """

    def first_part(text: str) -> bytes:
        text = text.removeprefix(PREFIX)
        packed = b32decode(text + "=" * (-len(text) % 8))[:-4]
        return zlib.decompressobj(-15).decompress(packed)

    newer = code_of(said(), DEVICE, 3)
    assert newer is not None
    assert first_part(newer) == first_part(OLDER)


def test_what_has_no_room_is_named_and_the_least_goes_first() -> None:
    """
    A long gift note goes, and no paper shows a price for that; how to pack stays.
    """
    handed = read(said(replace(HINTS, gift_note=noise(200), price_free=False)))
    assert handed.along.left_out == (PAPERS, GIFT_NOTE)
    assert handed.along.hints == OrderHints("", HINTS.instructions, True, HINTS.insert)
    assert handed.along.line(1).lots == OF_LOTS
    assert handed.ship_to == SHIP_TO


def test_the_address_goes_before_how_to_pack() -> None:
    """
    A label can wait for its address; a parcel that was packed wrongly is on its way.
    """
    handed = read(said(replace(HINTS, instructions=noise(190))))
    assert handed.ship_to is None
    assert handed.along.hints.instructions == noise(190)
    assert INSTRUCTIONS not in handed.along.left_out


def test_instructions_that_fit_into_no_code_are_missed_out_loud() -> None:
    """
    Order or line: whoever reads the code knows that there are some.
    """
    for work in (said(replace(HINTS, instructions=noise(500))), said(told=noise(500))):
        handed = read(work)
        assert INSTRUCTIONS in handed.along.left_out
        assert handed.ship_to == SHIP_TO
        assert handed.complete


def test_the_differences_of_a_large_order_take_its_lots_along() -> None:
    """
    Who reads them has heard from central what the order says, of an older form perhaps: it is named all the same.
    """
    rows = tuple(WorkLine(no, f"SKU-{no * 7919 % 99991:05d}", 3, 3) for no in range(1, 301))
    first = replace(rows[0], lots=OF_LOTS)
    handed = read(replace(said(), lines=(first, *rows[1:])))
    assert not handed.complete
    assert handed.along.line(1).lots == OF_LOTS
    assert INSTRUCTIONS in handed.along.left_out
    assert LOTS not in handed.along.left_out
    many = tuple(replace(row, lots=(Lot(noise(row.line)[-8:], 3),)) for row in rows)
    assert LOTS in read(replace(said(), lines=many)).along.left_out


def test_what_a_newer_device_adds_is_left_out() -> None:
    """
    A name that nobody here knows says nothing.
    """
    assert along_from({"i": "Fold", "zz": 7}) == Along(OrderHints(instructions="Fold"))


@pytest.mark.parametrize(
    "wrong", [[], {"g": 3}, {"n": [[1]]}, {"n": [[1, "", None, "L1"]]}, {"n": [[1, "", None, "L1", 0]]}]
)
def test_another_form_is_no_form(wrong: Any) -> None:
    """
    Half a lot, a number for a text: nothing is guessed.
    """
    with pytest.raises((TypeError, ValueError)):
        along_from(wrong)


def test_a_foreign_part_behind_the_pieces_is_torn() -> None:
    """
    What is there and cannot be read might be an instruction: the code is not taken.
    """
    text = OLDER.removeprefix(PREFIX)
    packed = b32decode(text + "=" * (-len(text) % 8))[:-4] + b"\xff\xff\xff"
    torn = packed + zlib.crc32(packed).to_bytes(4, "big")
    with pytest.raises(NoHandover, match="torn"):
        handover_from(PREFIX + b32encode(torn).decode().rstrip("="))
