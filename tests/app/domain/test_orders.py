"""How facts move an order on, and back again."""

from dataclasses import replace

import pytest

from app.domain.facts import (
    AttentionSettled,
    CartonTaken,
    Content,
    Fact,
    ItemPacked,
    LabelConfirmed,
    ParcelClosed,
    Picked,
    Shorted,
    ToteAssigned,
    TotesDropped,
    Undone,
    body_of,
)
from app.domain.orders import ClosedParcel, Source, WorkOrder, after
from tests.builders import CAP, SOCK, SSCC, line, order, picked, to_pack, to_pick

SOCKS = line(1, SOCK, {"A-01": 5, "B-02": 2})
PICKED = Picked("SO-1", 1, "SOCK", 3, "A-01", "0417")
SHORTED = Shorted("SO-1", 1, "SOCK", 2, "A-01", "empty")
CLOSED = ParcelClosed("SO-1", 1, SSCC, "S", (Content("SOCK", 2),), 500, last=True)
OPEN = replace(to_pack(picked(1, SOCK, 2)), carton="S")


def undone(fact: Fact) -> Undone:
    return Undone("id", type(fact).__name__, body_of(fact))


def test_what_was_picked_is_no_longer_to_be_taken() -> None:
    """
    Three of five are in the tote: two are left at the place, and the line counts three.
    """
    (after_it,) = after(to_pick(SOCKS), [PICKED]).lines
    assert (after_it.picked, after_it.to_pick) == (3, 4)
    assert after_it.sources == (Source("A-01", 10, 2), Source("B-02", 30, 2))


def test_what_was_missed_is_no_longer_to_be_taken() -> None:
    """
    Short counts like picked for the walk, and apart for the order.
    """
    (after_it,) = after(to_pick(SOCKS), [PICKED, SHORTED]).lines
    assert (after_it.picked, after_it.short, after_it.to_pick) == (3, 2, 2)


def test_facts_of_another_order_change_nothing() -> None:
    """
    Nor do facts without an order, taken back or not.
    """
    work = to_pick(SOCKS)
    strange = replace(PICKED, order="SO-2")
    others: list[Fact] = [strange, undone(strange), AttentionSettled("a1", "done"), LabelConfirmed(SSCC)]
    assert after(work, others) == work


@pytest.mark.parametrize(
    ("work", "fact"),
    [
        (order(SOCKS), ToteAssigned("SO-1", "0417")),
        (to_pick(SOCKS), PICKED),
        (to_pick(SOCKS), replace(PICKED, quantity=5)),
        (to_pick(SOCKS), SHORTED),
        (to_pick(SOCKS), TotesDropped("SO-1", "0417", "PACK")),
        (to_pack(picked(1, SOCK, 2)), CartonTaken("SO-1", 1, "S")),
        (OPEN, ItemPacked("SO-1", 1, "SOCK", 1, 1)),
        (OPEN, CLOSED),
    ],
)
def test_a_fact_taken_back_leaves_the_order_as_it_was(work: WorkOrder, fact: Fact) -> None:
    """
    Place by place, in the same walking order, even if a place was emptied between.
    """
    assert after(work, [fact]) != work
    assert after(work, [fact, undone(fact)]) == work


def test_a_piece_put_back_at_a_place_that_is_no_source_any_more_is_wanted_there() -> None:
    """
    Central has told meanwhile that nothing is to be taken there; the pieces lie there again all the same.
    """
    gone = to_pick(replace(SOCKS, sources=(), picked=7))
    (line_after,) = after(gone, [undone(PICKED)]).lines
    assert (line_after.picked, line_after.sources) == (4, (Source("A-01", 0, 3),))


def test_a_carton_is_open_until_its_parcel_is_closed() -> None:
    """
    The carton on the table belongs to the order until it has its number.
    """
    open_one = after(to_pack(picked(1, SOCK, 2)), [CartonTaken("SO-1", 1, "S")])
    assert open_one.carton == "S"
    done = after(open_one, [ItemPacked("SO-1", 1, "SOCK", 2, 1), CLOSED])
    assert (done.carton, done.done) == (None, True)
    assert done.parcels == (ClosedParcel(1, SSCC, "S", (Content("SOCK", 2),), 500),)


IN_A_PARCEL = ClosedParcel(1, SSCC, "S", (Content("SOCK", 2),), 500)


@pytest.mark.parametrize(
    ("work", "kind"),
    [
        (order(SOCKS), "pick"),
        (to_pick(SOCKS), "pick"),
        (to_pack(picked(1, SOCK, 2)), "pack"),
        (to_pack(replace(picked(1, SOCK, 2), packed=2)), "pack"),
        (replace(to_pack(replace(picked(1, SOCK, 2), packed=2)), parcels=(IN_A_PARCEL,)), None),
        (to_pack(picked(1, SOCK, 0)), None),
        (replace(to_pack(picked(1, SOCK, 2)), done=True), None),
    ],
)
def test_an_order_knows_its_next_job(work: WorkOrder, kind: str | None) -> None:
    """
    Pick until the tote is dropped off, then pack while something lies in it or in a carton that is not closed.
    """
    assert work.kind == kind


def test_an_order_counts_its_pieces_and_knows_its_products() -> None:
    """
    Seven socks and a cap are eight pieces.
    """
    work = to_pick(SOCKS, line(2, CAP, {"A-02": 1}))
    assert work.pieces == 8
    assert work.product("CAP") == CAP
