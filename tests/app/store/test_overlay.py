"""Own facts folded in memory: what is undone is as if it had never been."""

from hypothesis import given
from hypothesis import strategies as st

from app.domain.facts import (
    Content,
    Fact,
    ParcelClosed,
    Picked,
    ReturnReceived,
    StockPutAway,
    Undone,
    body_of,
)
from app.store.overlay import Overlay

FACTS: list[Fact] = [
    Picked("SO-1", 1, "MUG", 2, "A", "T"),
    Picked("SO-1", 2, "MUG", 1, "B", "T"),
    ParcelClosed("SO-1", 1, "340000000000000001", "S", (Content("MUG", 3),), 900, True),
    ReturnReceived("R-1", 1, "MUG", 1, True),
    StockPutAway("R-1", 1, "MUG", 1, "A"),
]


def undone(fact: Fact) -> Undone:
    return Undone("id", type(fact).__name__, body_of(fact))


def seen(overlay: Overlay) -> tuple[object, ...]:
    """What the floor reads of it, without what is zero or empty."""
    return (
        {(place, sku): n for place, moved in overlay.by_place.items() for sku, n in moved.items() if n},
        {(place, sku): n for sku, moved in overlay.by_sku.items() for place, n in moved.items() if n},
        {sscc: parcel.order for sscc, parcel in overlay.parcels.items()},
        {rma: pieces for rma, pieces in overlay.received.items() if pieces},
    )


@given(st.lists(st.sampled_from(FACTS), unique=True), st.data())
def test_last_first_undone_leaves_nothing(facts: list[Fact], data: st.DataObject) -> None:
    """
    Some scans, then some of them taken back, last first: what stays is what was not taken back.
    """
    kept = data.draw(st.integers(0, len(facts)))
    back = [undone(fact) for fact in reversed(facts[kept:])]
    assert seen(Overlay.of([*facts, *back])) == seen(Overlay.of(facts[:kept]))


@given(st.lists(st.sampled_from(FACTS)))
def test_by_place_and_by_product_say_the_same(facts: list[Fact]) -> None:
    """
    Two ways to ask for the same moves.
    """
    moves, same, *_ = seen(Overlay.of(facts))
    assert moves == same
