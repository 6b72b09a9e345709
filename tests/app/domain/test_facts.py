"""Facts as plain values and back; whatever is not one is refused."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.facts import (
    KINDS,
    Content,
    HandedLine,
    ItemTakenOut,
    ParcelClosed,
    ParcelReopened,
    Picked,
    UnknownFact,
    body_of,
    fact_from,
    name_now,
)
from app.domain.handing import Lot
from tests.strategies import SHORT_OF_TIME

NUMBERS = ("quantity", "line", "unit", "no")
PICKED = {"order": "SO-1", "line": 1, "sku": "S", "quantity": 2, "place": "A", "tote": "T"}


@SHORT_OF_TIME
@given(st.data())
def test_a_fact_survives_the_wire(data: st.DataObject) -> None:
    """
    Every kind, as JSON and back, is the same fact.
    """
    kind = data.draw(st.sampled_from(sorted(KINDS)))
    positive = st.integers(1, 10**6)
    form = KINDS[kind]
    given_numbers = {name: positive for name in NUMBERS if name in form.__dataclass_fields__}
    if kind in ("ParcelClosed", "DidNotFit"):
        parts = st.lists(st.builds(Content, quantity=positive), max_size=3).map(tuple)
        given_numbers["contents"] = parts  # type: ignore[assignment]
    if kind == "HandedOver":
        counts = st.integers(0, 10**6)
        lots = st.lists(st.builds(Lot, quantity=positive), max_size=2).map(tuple)
        handed = st.builds(HandedLine, line=positive, picked=counts, short=counts, lots=lots)
        rows: Any = st.lists(handed, max_size=3).map(tuple)
        given_numbers["lines"] = rows
    if kind == "Undone":
        given_numbers["body"] = st.dictionaries(st.text(), st.integers() | st.text())  # type: ignore[assignment]
    fact = data.draw(st.builds(form, **given_numbers))
    assert fact_from(kind, json.loads(json.dumps(body_of(fact)))) == fact  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["quantity", "line"])
@pytest.mark.parametrize("value", [0, -1, 1.5, True, "2", None])
def test_counts_are_whole_numbers_above_zero(name: str, value: Any) -> None:
    """
    Half a sock, or minus one, was never picked.
    """
    with pytest.raises(UnknownFact):
        fact_from("Picked", {**PICKED, name: value})


@pytest.mark.parametrize("name", sorted(PICKED))
def test_nothing_may_be_missing(name: str) -> None:
    """
    A fact without its place is no fact.
    """
    with pytest.raises(UnknownFact):
        fact_from("Picked", {key: value for key, value in PICKED.items() if key != name})


def test_the_first_put_backs_are_read_by_the_names_of_today() -> None:
    """
    Journals and central keep them for ever; a torn one is no fact by either name.
    """
    out = {"order": "SO-1", "line": 1, "sku": "S", "quantity": 2, "no": 1}
    assert fact_from("ItemUnpacked", out) == ItemTakenOut("SO-1", 1, "S", 2, 1)
    opened = {"order": "SO-1", "no": 1, "sscc": None}
    assert fact_from("ParcelOpened", opened) == ParcelReopened(
        "SO-1", 1, None, None, "cancelled", emptied=True
    )
    assert [name_now(kind) for kind in ("ItemUnpacked", "Picked")] == ["ItemTakenOut", "Picked"]
    with pytest.raises(UnknownFact):
        fact_from("ParcelOpened", {"order": "SO-1"})


def test_an_unknown_kind_is_not_guessed_at() -> None:
    """
    A newer device says something that this version does not know.
    """
    with pytest.raises(UnknownFact):
        fact_from("Teleported", {})


def test_what_a_newer_version_adds_is_left_alone() -> None:
    """
    A further field does not make a fact unreadable.
    """
    assert fact_from("Picked", {**PICKED, "mood": "good"}) == Picked(**PICKED)  # type: ignore[arg-type]


@pytest.mark.parametrize("contents", [None, [{"sku": "S"}], ["S"], [{"sku": "S", "quantity": 0}]])
def test_broken_contents_are_no_parcel(contents: Any) -> None:
    """
    What lies in a parcel is named piece by piece.
    """
    body = body_of(ParcelClosed("SO-1", 1, None, "S", (), 1, last=True))
    with pytest.raises(UnknownFact):
        fact_from("ParcelClosed", {**body, "contents": contents})
