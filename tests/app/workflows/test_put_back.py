"""Bringing back what nobody wants any more, in the words of the floor."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.facts import CartonTaken, ItemPacked, ItemTakenOut, ParcelReopened, Picked, PutBack
from app.domain.orders import ClosedParcel, WorkOrder, after
from app.domain.places import ADJUSTMENT, QUARANTINE
from app.inputs import (
    DonePressed,
    Input,
    Message,
    Opening,
    ParcelScanned,
    PlaceScanned,
    ProductScanned,
    Refusal,
    ShortPressed,
    Tone,
    ToteScanned,
    UndoPressed,
)
from app.workflows import pick
from app.workflows.put_back import AwaitEmptied, AwaitOpened, AwaitShelf, Finished, begin, step
from tests.app.workflows.playing import Played, refusal
from tests.builders import CAP, MUG, SOCK, SSCC, line, order
from tests.strategies import SHORT_OF_TIME, STEPS_MAX, likely, walks

TWO_SOCKS = Picked("SO-1", 1, "SOCK", 2, "B-02", "0417")
A_CAP = Picked("SO-1", 2, "CAP", 1, "A-02", "0417")
ORDER = replace(order(line(1, SOCK, {"B-02": 2, "A-01": 3}), line(2, CAP, {"A-02": 1})), tote="0417")


def cancelled(work: WorkOrder) -> WorkOrder:
    return replace(work, revision=work.revision + 1, cancelled=True)


def changed(work: WorkOrder, **ordered: int) -> WorkOrder:
    """The order with other quantities, by product."""
    lines = tuple(replace(at, ordered=ordered.get(at.sku, at.ordered)) for at in work.lines)
    return replace(work, revision=work.revision + 1, lines=lines)


def bringing(work: WorkOrder | None = None) -> Played:
    """Two socks and a cap were picked; nobody wants them."""
    return Played(step, begin(work or cancelled(after(ORDER, [TWO_SOCKS, A_CAP]))))


def stops(play: Played) -> list[tuple[str, str, int]]:
    return [(stop.place, stop.sku, stop.wanted) for stop in play.state.stops]


def test_the_way_back_leads_to_the_places_from_which_it_came() -> None:
    """
    In walking order, each product with the number of its pieces.
    """
    assert stops(bringing()) == [("A-02", "CAP", 1), ("B-02", "SOCK", 2)]


@pytest.mark.parametrize(
    "scans",
    [(PlaceScanned("A-02"), ProductScanned(CAP)), (ProductScanned(CAP), PlaceScanned("A-02"))],
)
def test_place_and_product_are_scanned_in_any_order(scans: tuple[Input, ...]) -> None:
    """
    Each put-back is one fact, booked when both are known, and all pieces of the stop at once.
    """
    play = bringing()
    assert play.give(scans[0]).facts == ()
    assert play.give(scans[1]).facts == (PutBack("SO-1", 2, "CAP", 1, "A-02", "A-02"),)
    assert stops(play) == [("B-02", "SOCK", 2)]


def test_whatever_is_taken_out_of_the_tote_first_is_brought_back_first() -> None:
    """
    A sock comes to hand before the cap: its place is named, and a cap in between is refused.
    """
    play = bringing()
    said = play.give(ProductScanned(SOCK))
    assert said.said == Message.of("said.put_back_hand", name=SOCK.name, place="B-02")
    assert refusal(play.give(ProductScanned(CAP))) is Refusal.WRONG_PRODUCT
    play.give(PlaceScanned("B-02"))
    assert stops(play) == [("A-02", "CAP", 1)]


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (PlaceScanned("C-03"), Refusal.WRONG_PLACE),
        (PlaceScanned("PACK", "pack"), Refusal.WRONG_PLACE),
        (ProductScanned(MUG), Refusal.WRONG_PRODUCT),
        (ProductScanned(CAP, 2), Refusal.TOO_MANY),
        (ShortPressed(None), Refusal.REASON_MISSING),
        (ToteScanned("0417"), Refusal.SCAN_PLACE),
        (UndoPressed(), Refusal.NOTHING_TO_UNDO),
    ],
)
def test_what_does_not_fit_is_refused(given: Input, reason: Refusal) -> None:
    """
    Another place, another product, too many: each its own words, and nothing changes.
    """
    assert refusal(bringing().give(given)) is reason


def test_another_place_where_the_product_lies_will_do() -> None:
    """
    The shelf is full: the cap goes where other caps lie, and the fact says where.
    """
    play = bringing()
    play.give(PlaceScanned("C-03", "storage", ("CAP",)))
    [fact] = play.give(ProductScanned(CAP)).facts
    assert fact == PutBack("SO-1", 2, "CAP", 1, "C-03", "A-02")


def test_what_is_broken_goes_to_quarantine_and_what_is_gone_is_noted() -> None:
    """
    Nobody is stuck with a piece that cannot be put back.
    """
    play = bringing()
    [broken] = play.give(ShortPressed("damaged")).facts
    assert broken == PutBack("SO-1", 2, "CAP", 1, QUARANTINE, "A-02")
    said = play.give(ShortPressed("not_found"))
    assert said.facts == (PutBack("SO-1", 1, "SOCK", 2, ADJUSTMENT, "B-02"),)
    assert isinstance(play.state, Finished)


def test_the_last_piece_ends_the_job() -> None:
    """
    Everything is back: nothing more is done for a cancelled order.
    """
    play = bringing()
    play.give(ProductScanned(CAP), PlaceScanned("A-02"), ProductScanned(SOCK))
    said = play.give(PlaceScanned("B-02"))
    assert (said.said, said.tone, said.opens) == (
        Message.of("said.put_back_done", order="SO-1"),
        Tone.JOB_DONE,
        None,
    )
    assert play.state.work.kind is None
    assert refusal(play.give(PlaceScanned("B-02"))) is Refusal.NOT_EXPECTED
    assert refusal(play.give(UndoPressed())) is Refusal.UNDO_CLOSED


def test_what_is_still_wanted_of_a_changed_order_goes_on() -> None:
    """
    One sock less: it goes back, then the pick goes on at its next stop.
    """
    work = changed(after(ORDER, [TWO_SOCKS]), SOCK=1)
    play = bringing(work)
    assert stops(play) == [("B-02", "SOCK", 1)]
    play.give(PlaceScanned("B-02"))
    assert play.give(ProductScanned(SOCK)).opens == Opening("pick", "SO-1")


def test_undo_leads_back_last_first() -> None:
    """
    First the scan that booked nothing yet, then the piece on the shelf.
    """
    play = bringing()
    start = play.state
    play.give(ProductScanned(CAP))
    play.give(UndoPressed())
    assert play.state == start
    play.give(ProductScanned(CAP))
    in_hand = play.state
    play.give(PlaceScanned("A-02"), UndoPressed())
    assert play.state == in_hand
    assert play.folded(start.work) == start.work


# Cartons and parcels --------------------------------------------------------------------------

PACKED = replace(
    after(ORDER, [TWO_SOCKS, A_CAP, CartonTaken("SO-1", 1, "S"), ItemPacked("SO-1", 1, "SOCK", 1, 1)]),
    dropped=True,
)


@pytest.mark.parametrize("given", [ToteScanned("0417", "SO-1"), ToteScanned("0500"), DonePressed()])
def test_a_half_packed_carton_is_emptied_into_a_tote_first(given: Input) -> None:
    """
    Cancelled in the middle of packing: everything out of the carton, then back to the shelves.
    """
    play = bringing(cancelled(PACKED))
    assert isinstance(play.state, AwaitEmptied)
    assert refusal(play.give(ProductScanned(SOCK))) is Refusal.SCAN_TOTE
    assert refusal(play.give(ToteScanned("9", "SO-9"))) is Refusal.TOTE_IN_USE
    assert play.give(given).facts == (ItemTakenOut("SO-1", 1, "SOCK", 1, 1, empty=True),)
    assert stops(play) == [("A-02", "CAP", 1), ("B-02", "SOCK", 2)]


def test_only_the_surplus_comes_out_of_the_carton() -> None:
    """
    No sock is wanted: the one in the tote is not enough, so the packed one comes out, too. The cap goes on.
    """
    play = bringing(changed(PACKED, SOCK=0))
    assert play.give(DonePressed()).facts == (ItemTakenOut("SO-1", 1, "SOCK", 1, 1, empty=True),)
    play.give(PlaceScanned("B-02"))
    assert play.give(ProductScanned(SOCK)).opens == Opening("pack", "SO-1")
    loose = bringing(changed(PACKED, SOCK=1))
    assert stops(loose) == [("B-02", "SOCK", 1)]


def test_a_closed_parcel_of_a_cancelled_order_is_opened() -> None:
    """
    Its own label is scanned; then its pieces go back like all others. That is not taken back: it is packed anew.
    """
    parcel = ClosedParcel(1, SSCC, "S", (), 90)
    work = cancelled(replace(PACKED, carton=None, parcels=(parcel,), done=True))
    play = bringing(work)
    assert isinstance(play.state, AwaitOpened)
    assert refusal(play.give(ParcelScanned("340123450000000185"))) is Refusal.SCAN_PARCEL
    assert refusal(play.give(DonePressed())) is Refusal.SCAN_PARCEL
    assert play.give(ParcelScanned(SSCC, "SO-1")).facts == (
        ParcelReopened("SO-1", 1, SSCC, "S", "cancelled", True),
    )
    assert refusal(play.give(UndoPressed())) is Refusal.UNDO_CLOSED
    without = bringing(replace(work, parcels=(replace(parcel, sscc=None),)))
    assert without.give(DonePressed()).facts == (ParcelReopened("SO-1", 1, None, "S", "cancelled", True),)


# Whatever people scan -------------------------------------------------------------------------


@SHORT_OF_TIME
@given(walks(), st.data())
def test_every_picked_piece_of_a_cancelled_order_comes_back_exactly_once(
    work: WorkOrder, data: st.DataObject
) -> None:
    """
    However far the pick was, and however people scan: never more back than was taken, and in the end all of it.
    """
    play = Played(pick.step, pick.begin(work))
    for _ in range(data.draw(st.integers(0, STEPS_MAX // 2))):
        play.give(likely(data, play.state))
    taken = Counter({at.line: at.picked for at in play.state.work.lines})
    back = Played(step, begin(cancelled(play.state.work)))
    for _ in range(STEPS_MAX):
        back.give(likely(data, back.state, undo=True))
        brought: Counter[int] = Counter()
        for fact in back.standing(PutBack):
            brought[fact.line] += fact.quantity
        assert brought <= taken
        assert back.folded(cancelled(play.state.work)) == back.state.work
        if isinstance(back.state, Finished):
            assert brought == +taken
        if isinstance(back.state, AwaitShelf):
            assert sum(stop.wanted for stop in back.state.stops) == (taken - brought).total()
