"""The carrier's own number: asked for with the closed parcel on the screen, or the one loaded last, then scanned."""

from app.domain.facts import TrackingNoted
from app.domain.tracking import TrackingScanned, TrackPressed
from app.inputs import CartonScanned, DonePressed, ProductScanned, Refusal, UndoPressed
from app.workflows import ship
from app.workflows.pack import AwaitCarton, AwaitTracking, Finished, begin, step
from tests.app.workflows.playing import Played, refusal
from tests.app.workflows.ramp_examples import FIRST, LOAD, ONE, SECOND, TWO
from tests.builders import LARGE, NO_NUMBER, SOCK, SSCC, picked, product, to_pack

TRACK, NUMBER = TrackPressed(), TrackingScanned("1Z999AA10123456784")
ROLL = product("ROLL", 290, 190, 140, weight_g=3_000)


def packed() -> Played:
    play = Played(step, begin(to_pack(picked(1, SOCK, 1))))
    play.give(CartonScanned(LARGE), ProductScanned(SOCK))
    return play


def test_the_number_belongs_to_the_parcel_closed_last() -> None:
    """
    Asked for, scanned, kept; the packed screen is as before and shows it. A second one takes its place.
    """
    play = packed()
    play.give(TRACK)
    assert isinstance(play.state, AwaitTracking)
    assert refusal(play.give(TrackingScanned(f"00{SSCC}"))) is Refusal.NOT_EXPECTED  # our own label
    assert play.give(NUMBER).facts == (TrackingNoted(SSCC, NUMBER.number),)
    assert isinstance(play.state, Finished)
    assert play.state.work.parcels[-1].tracking == NUMBER.number
    play.give(TRACK)
    assert play.give(TrackingScanned("RR123456785DE")).facts == (
        TrackingNoted(SSCC, "RR123456785DE", NUMBER.number),
    )


def test_between_two_parcels_it_is_the_first_one_s() -> None:
    """
    The carton of the second one is asked for as before.
    """
    play = Played(step, begin(to_pack(picked(1, ROLL, 12), products=[ROLL])))
    play.give(CartonScanned(LARGE), *[ProductScanned(ROLL)] * 6)
    before = play.state
    play.give(TRACK)
    assert refusal(play.give(ProductScanned(ROLL))) is Refusal.SCAN_PARCEL
    play.give(NUMBER)
    assert isinstance(play.state, AwaitCarton)
    assert isinstance(before, AwaitCarton)
    assert (play.state.plan, play.state.no) == (before.plan, before.no)


def test_asking_for_it_is_given_up() -> None:
    """
    Undo, Done, or asking once more leads back; nothing has happened.
    """
    for way_back in (UndoPressed(), DonePressed(), TRACK):
        play = packed()
        before = play.state
        play.give(TRACK)
        assert play.give(way_back).facts == ()
        assert play.state == before


def test_only_a_closed_parcel_with_a_number_gets_another() -> None:
    """
    Before the first parcel is closed, and where no number of ours was left for it, there is nothing to note.
    """
    play = Played(step, begin(to_pack(picked(1, SOCK, 1))))
    assert refusal(play.give(TRACK)) is Refusal.NOT_EXPECTED
    play.give(CartonScanned(LARGE))
    assert refusal(play.give(TRACK)) is Refusal.NOT_EXPECTED
    play.give(ProductScanned(SOCK), supply=NO_NUMBER)
    assert refusal(play.give(TRACK)) is Refusal.NOT_EXPECTED


def test_at_the_ramp_it_is_the_parcel_loaded_last() -> None:
    """
    An empty cage has none; undo takes the number back before the parcel.
    """
    play = Played(ship.step, ship.begin(LOAD))
    assert refusal(play.give(TRACK)) is Refusal.NOTHING_LOADED
    play.give(FIRST, SECOND, TRACK)
    assert refusal(play.give(FIRST)) is Refusal.SCAN_PARCEL
    assert play.give(NUMBER).facts == (TrackingNoted(TWO, NUMBER.number),)
    assert [one.tracking for one in play.state.work.loaded] == ["", NUMBER.number]
    play.give(UndoPressed())
    assert play.standing(TrackingNoted) == []
    assert isinstance(play.state, ship.AwaitTracking)
    play.give(NUMBER)
    [label] = play.give(DonePressed()).prints
    assert label.body["parcels"] == [
        {"sscc": ONE, "order": "SO-1", "weight_g": 700, "city": "Berlin"},
        {"sscc": TWO, "order": "SO-2", "weight_g": 700, "city": "Berlin", "tracking": NUMBER.number},
    ]
