"""What holds of packing however people scan. Half of the inputs are what the state waits for."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from app.domain.facts import (
    CartonOverridden,
    CartonTaken,
    DidNotFit,
    ItemPacked,
    MissingAtPacking,
    PackingEnded,
    ParcelClosed,
)
from app.domain.orders import WorkOrder
from app.inputs import PrintWanted, ReprintPressed, UndoPressed
from app.planning.boxes.catalogue import box_of, goods_of
from app.planning.boxes.check import faults_in_parcel
from app.planning.boxes.goods import Goods
from app.workflows.contents import Contents, inside
from app.workflows.pack import AwaitUnit, Finished, begin, step
from tests.app.workflows.playing import Played
from tests.strategies import SHORT_OF_TIME, STEPS_MAX, likely, totes


def counted(contents: Contents) -> Counter[str]:
    return Counter({content.sku: content.quantity for content in contents})


def in_tote(work: WorkOrder) -> Counter[str]:
    found: Counter[str] = Counter()
    for line in work.lines:
        found[line.sku] += line.picked
    return +found


def is_homeless(one: Goods, work: WorkOrder) -> bool:
    """Whether no carton of the order takes this piece."""
    (edges,) = one.forms_mm
    inner = [(c.inner.length_mm, c.inner.width_mm, c.inner.height_mm, c.content_max_g) for c in work.cartons]
    return not any(
        all(edge <= room for edge, room in zip((*edges, one.weight_g), room, strict=True)) for room in inner
    )


def in_parcels(play: Played) -> Counter[str]:
    return sum((counted(parcel.contents) for parcel in play.standing(ParcelClosed)), Counter())


def missing(play: Played) -> Counter[str]:
    found: Counter[str] = Counter()
    for fact in play.standing(MissingAtPacking):
        found[fact.sku] += fact.quantity
    return found


@SHORT_OF_TIME
@given(totes(), st.data())
def test_packed_is_what_was_picked(work: WorkOrder, data: st.DataObject) -> None:
    """
    However the packer scans and takes back: nothing is packed that was not picked, every piece lies in one
    parcel, in the open one, or on the table since its carton went away; at the end all lie in parcels but for those
    that were said to be missing. A refused input changes nothing.
    """
    play = Played(step, begin(work))
    for _ in range(STEPS_MAX):
        play.give(likely(data, play.state, undo=True))
        packed: Counter[str] = Counter()
        for fact in play.standing(ItemPacked):
            packed[fact.sku] += fact.quantity
        if isinstance(play.state, AwaitUnit):
            assert counted(play.state.packed) == counted(inside(play.state.work))
        assert packed <= in_tote(work)
        assert packed == in_parcels(play) + counted(inside(play.state.work))
        if isinstance(play.state, Finished):
            assert in_parcels(play) + missing(play) == in_tote(work)


@SHORT_OF_TIME
@given(totes(), st.data())
def test_every_open_parcel_can_be_filled_as_it_is_shown(work: WorkOrder, data: st.DataObject) -> None:
    """
    What goes into the carton on the table lies in it piece by piece, within its weight and 85 % of its volume;
    only a piece that no carton takes travels in any, alone, and
    where the packer insists or has said what did not fit.
    """
    play = Played(step, begin(work))
    for _ in range(STEPS_MAX):
        play.give(likely(data, play.state))
        state = play.state
        if not isinstance(state, AwaitUnit):
            continue
        assert state.parcel is not None
        goods = {product.sku: goods_of(product) for product in work.products}
        if state.parcel.by_eye and (play.standing(CartonOverridden) or state.work.misfits):
            continue
        if state.parcel.by_eye:
            assert sum(counted(state.plan).values()) + sum(counted(state.packed).values()) == 1
            assert all(is_homeless(goods[content.sku], work) for content in state.parcel.contents)
            continue
        placements = state.parcel.placements
        assert faults_in_parcel(placements, box_of(state.carton), goods, 70) == []
        assert counted(state.parcel.contents) == Counter(one.sku for one in placements)
        assert counted(state.parcel.contents) == counted(state.plan) + counted(state.packed)
        volume_mm3 = sum(one.dx_mm * one.dy_mm * one.dz_mm for one in placements)
        assert len(placements) == 1 or volume_mm3 * 100 <= state.carton.inner.volume_mm3 * 85


@SHORT_OF_TIME
@given(totes(), st.data())
def test_parcels_are_numbered_and_labelled_once(work: WorkOrder, data: st.DataObject) -> None:
    """
    One carton, one parcel, one label, numbered from one on; the last one says that it is.
    """
    play = Played(step, begin(work))
    labels: list[PrintWanted] = []
    for _ in range(STEPS_MAX):
        given = likely(data, play.state)
        if given != ReprintPressed():
            labels += play.give(given).prints
    closed = play.standing(ParcelClosed)
    assert [parcel.no for parcel in closed] == list(range(1, len(closed) + 1))
    assert [label.body["no"] for label in labels] == [parcel.no for parcel in closed]
    assert [parcel.last for parcel in closed[:-1]] == [False] * len(closed[:-1])
    if isinstance(play.state, Finished) and closed:
        ended_short = bool(play.standing(PackingEnded))  # the rest was missing, when the label was on already
        assert ended_short or (closed[-1].last and labels[-1].body["of"] == len(closed))
    taken_away = sum(misfit.open for misfit in play.standing(DidNotFit))
    taken_away += sum(
        any(isinstance(fact, MissingAtPacking) and fact.carton for fact in facts) for facts, _ in play.scans
    )
    assert len(play.standing(CartonTaken)) == len(closed) + isinstance(play.state, AwaitUnit) + taken_away


@SHORT_OF_TIME
@given(totes(), st.data())
def test_the_facts_alone_tell_how_far_the_order_is(work: WorkOrder, data: st.DataObject) -> None:
    """
    What the job shows is what its facts say, after an undo too, and an open parcel is found again as it is.
    """
    play = Played(step, begin(work))
    for _ in range(STEPS_MAX):
        play.give(likely(data, play.state, undo=True))
        assert play.folded(work) == play.state.work
        again, now = begin(play.state.work), play.state
        if isinstance(now, AwaitUnit) and now.carton not in work.cartons:
            continue  # a kind of carton that came after the job began: it is scanned again
        assert isinstance(again, AwaitUnit) == isinstance(now, AwaitUnit)
        if isinstance(again, AwaitUnit):
            assert (again.no, again.carton) == (now.no, now.carton)
            assert counted(again.packed) == counted(now.packed)
            if now.of == 1:  # among several parcels the pieces may be shared out anew
                assert counted(again.plan) == counted(now.plan)


@SHORT_OF_TIME
@given(totes(), st.data())
def test_taking_everything_back_empties_the_carton(work: WorkOrder, data: st.DataObject) -> None:
    """
    Undo as far as it goes: the open parcel is as it was before its carton was taken, closed ones stay.
    """
    play = Played(step, begin(work))
    for _ in range(12):
        play.give(likely(data, play.state))
    closed = len(play.standing(ParcelClosed))
    while play.give(UndoPressed()).refused is None:
        pass
    assert len(play.standing(ParcelClosed)) == closed
    if not closed:
        assert play.folded(work) == work
        assert play.state == begin(work)
