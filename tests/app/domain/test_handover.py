"""The picker's code: whatever was picked comes out as it went in, and nothing torn or foreign is taken for one."""

import re
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.facts import HandedLine
from app.domain.handover import (
    CODE_CHARACTERS_MAX,
    PREFIX,
    Handover,
    NoHandover,
    code_of,
    handover_from,
    handover_of,
    is_handover,
    text_of,
)
from app.domain.orders import WorkLine, WorkOrder
from tests.builders import CAP, SHIP_TO, SOCK, order, picked
from tests.strategies import SHORT_OF_TIME

DEVICE = "0190b1e2-7c3d-7e4f-8a5b-6c7d8e9f0a1b"

words = st.text(max_size=20)
counts = st.integers(0, 10_000)
handovers = st.builds(
    Handover,
    order=st.text(min_size=1, max_size=30),
    totes=st.lists(words, max_size=3).map(tuple),
    device=words,
    epoch=counts,
    lines=st.lists(st.builds(HandedLine, counts, words, counts, counts), unique_by=lambda one: one.line).map(
        tuple
    ),
    complete=st.booleans(),
    ship_to=st.none() | st.just(SHIP_TO),
)


def dropped(*lines: WorkLine) -> WorkOrder:
    return replace(order(*lines, tote="T-7"), dropped=True)


def many(lines: int, short_every: int = 10_000) -> WorkOrder:
    """A large order: some of its lines were not there."""
    rows = []
    for no in range(1, lines + 1):
        missing = no % short_every == 0
        rows.append(
            WorkLine(no, f"SKU-{no * 7919 % 99991:05d}", 3, 0 if missing else 3, 0, 3 if missing else 0)
        )
    return dropped(*rows)


@SHORT_OF_TIME
@given(handovers)
def test_what_goes_in_comes_out(handed: Handover) -> None:
    """
    Order, totes, lines and address survive the code, in upper-case letters and digits only.
    """
    text = text_of(handed)
    assert re.fullmatch(r"GW1:[A-Z2-7]+", text)
    assert handover_from(text) == handed


@SHORT_OF_TIME
@given(handovers, st.data())
def test_a_torn_code_is_never_taken(handed: Handover, data: st.DataObject) -> None:
    """
    One wrong letter, one lost at the end: it is refused, and not read as another order.
    """
    text = text_of(handed)
    at = data.draw(st.integers(len(PREFIX), len(text) - 1))
    other = data.draw(st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"))
    for torn in (text[:at], text[:at] + other + text[at + 1 :]):
        with suppress(NoHandover):
            assert handover_from(torn) == handed  # unused bits of the last letter carry nothing


@pytest.mark.parametrize("rest", ["", "A", "AAAA", "!!!", "MFRGG", "é", "A" * 5000])
def test_anything_else_behind_the_prefix_is_torn(rest: str) -> None:
    """
    Whatever somebody prints behind our letters, nothing worse happens than a refusal.
    """
    with pytest.raises(NoHandover, match="torn"):
        handover_from(PREFIX + rest)


def test_a_code_of_another_version_says_so() -> None:
    """
    A newer device hands over in a form that this one does not know.
    """
    assert is_handover("gw2:ABC")
    assert not is_handover("GW-12")
    with pytest.raises(NoHandover, match="version"):
        handover_from("GW2:ABC")


def test_a_scanner_in_lower_case_is_understood() -> None:
    """
    Caps Lock turns the letters round; the code is the same.
    """
    handed = handover_of(dropped(picked(1, SOCK, 2)), DEVICE, 3)
    assert handover_from(text_of(handed).lower()) == handed


def test_a_small_order_fits_with_its_address() -> None:
    """
    The packing table prints the label even of an order that it has never heard of.
    """
    work = dropped(picked(1, SOCK, 2), WorkLine(2, CAP.sku, 3, picked=1, short=2))
    text = code_of(work, DEVICE, 3)
    assert text is not None
    assert len(text) < 250
    said = handover_from(text)
    assert (said.order, said.totes, said.device, said.epoch) == ("SO-1", ("T-7",), "6c7d8e9f0a1b", 3)
    assert said.lines == (HandedLine(1, "SOCK", 2, 0), HandedLine(2, "CAP", 1, 2))
    assert said.ship_to == SHIP_TO
    assert said.complete


def test_a_large_order_leaves_out_the_address_then_what_was_picked_as_ordered() -> None:
    """
    One code that can be scanned, always: what the packing table knows from central is left out.
    """
    middle, large = (code_of(many(lines, 20), DEVICE, 1) for lines in (30, 300))
    assert middle is not None
    assert large is not None
    assert max(len(middle), len(large)) <= CODE_CHARACTERS_MAX
    assert (handover_from(middle).complete, handover_from(middle).ship_to) == (True, None)
    assert not handover_from(large).complete
    assert [one.line for one in handover_from(large).lines] == list(range(20, 301, 20))


def test_what_fits_into_no_code_gets_none() -> None:
    """
    More differences than a code holds, or an empty tote: the order is opened by its number.
    """
    assert code_of(many(2000, 2), DEVICE, 1) is None
    assert code_of(dropped(WorkLine(1, "SOCK", 2, short=2)), DEVICE, 1) is None
