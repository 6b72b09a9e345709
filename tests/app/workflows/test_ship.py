"""The ramp: what goes into a cage, what does not and why, how a manifest closes and who takes it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.facts import HandedToCarrier, ManifestClosed, ParcelLoaded, ParcelTakenOff
from app.domain.ramp import CageScanned, DonePressed, DriverNamed, TakeOffPressed
from app.inputs import (
    AnswerPressed,
    HelpPressed,
    Input,
    Message,
    Opening,
    ParcelScanned,
    Refusal,
    ReprintPressed,
    Tone,
    UndoPressed,
)
from app.workflows.load import LoadWork
from app.workflows.ship import AwaitClose, AwaitCustomsLeft, AwaitDriver, AwaitParcel, Finished, begin, step
from tests.app.workflows.playing import Played, refusal
from tests.app.workflows.ramp_examples import AT_RAMP, FIRST, LOAD, ONE, PALLET, SECOND, THREE, TWO, parcel
from tests.builders import NO_NUMBER, SSCC
from tests.strategies import ANYTHING, SHORT_OF_TIME, STEPS_MAX


def loading(*inputs: Input, work: LoadWork = LOAD) -> Played:
    play = Played(step, begin(work))
    if inputs:
        play.give(*inputs)
    return play


def test_one_scan_loads_a_parcel() -> None:
    """
    Into this cage, for this carrier.
    """
    loaded = loading().give(FIRST)
    assert loaded.facts == (ParcelLoaded("M-7F3A21B09C", "DHL-1", "DHL", ONE),)
    assert loaded.tone is Tone.GOOD


def test_the_first_parcel_says_whose_cage_it_is() -> None:
    """
    A cage without a name of a carrier; taking that scan back makes it nobody's again.
    """
    play = loading(FIRST, work=replace(LOAD, cage="7", carrier=""))
    assert play.state.work.carrier == "DHL"
    assert refusal(play.give(parcel(TWO, "SO-2", "UPS"))) is Refusal.WRONG_CARRIER
    play.give(UndoPressed())
    assert (play.state.work.carrier, play.state.work.loaded) == ("", ())


@pytest.mark.parametrize(
    ("given", "why", "expected"),
    [
        (parcel(TWO, "SO-2", "UPS"), Refusal.WRONG_CARRIER, "UPS"),
        (parcel(TWO, "SO-2", "UPS", belongs="UPS-1"), Refusal.WRONG_CARRIER, "UPS-1"),
        (FIRST, Refusal.ALREADY_LOADED, "DHL-1"),
        (parcel(TWO, "SO-2", load="M-9", cage="DHL-2"), Refusal.ALREADY_LOADED, "DHL-2"),
        (parcel(TWO, "SO-2", load="M-9", cage="DHL-2", sealed=True), Refusal.PARCEL_GONE, "DHL-2"),
        (parcel(TWO, "SO-2", cancelled=True), Refusal.PARCEL_CANCELLED, ""),
        (parcel(TWO, "SO-2", label="failed"), Refusal.PARCEL_NO_LABEL, ""),
        (parcel(TWO, "SO-2", label="unknown"), Refusal.PARCEL_NO_LABEL, ""),
        (ParcelScanned(THREE), Refusal.PARCEL_UNKNOWN, ""),
    ],
)
def test_what_does_not_belong_in_it_is_refused_with_its_reason(
    given: ParcelScanned, why: Refusal, expected: str
) -> None:
    """
    Wrong carrier (and where it belongs), twice, gone, cancelled, not labelled, unknown: each its own words.
    """
    refused = loading(FIRST).give(given).refused
    assert refused is not None
    assert (refused.refusal, refused.expected) == (why, expected)


def test_a_void_label_is_thrown_away() -> None:
    """
    Its parcel was opened again here: not unknown, and said in the words of home; when one comes out, too.
    """
    for play in (loading(FIRST), loading(FIRST, DonePressed(2)), loading(FIRST, TakeOffPressed())):
        refused = play.give(ParcelScanned(THREE, void=True)).refused
        assert refused is not None
        assert refused.told is not None
        assert refused.told.id == "refusal.void_label.home"


def test_a_parcel_whose_customs_paper_is_open_is_asked_about() -> None:
    """
    Yes loads it, No and undo leave it here; nothing else counts meanwhile.
    """
    given = parcel(TWO, "SO-2", customs_open=True)
    for way_back in (AnswerPressed("no"), UndoPressed()):
        play = loading(FIRST, given)
        assert isinstance(play.state, AwaitCustomsLeft)
        assert refusal(play.give(SECOND)) is Refusal.ANSWER_FIRST
        assert play.give(way_back).facts == ()
        assert play.state == loading(FIRST).state
    play = loading(FIRST, DonePressed(1), given)
    assert play.give(AnswerPressed("yes")).facts == (ParcelLoaded("M-7F3A21B09C", "DHL-1", "DHL", TWO),)
    assert loading(work=replace(LOAD, carrier="UPS")).give(given).refused is not None


def test_a_carrier_is_the_same_however_it_is_written() -> None:
    """
    One shop writes DHL, another dhl.
    """
    assert loading().give(parcel(carrier=" dhl ")).refused is None


def test_a_parcel_comes_out_again() -> None:
    """
    "Take out", then its label; another parcel than one of these is left where it is.
    """
    play = loading(FIRST, SECOND, TakeOffPressed())
    assert refusal(play.give(parcel(THREE, "SO-3"))) is Refusal.NOT_LOADED
    out = play.give(FIRST)
    assert out.facts == (ParcelTakenOff("M-7F3A21B09C", "DHL-1", "DHL", ONE),)
    assert [one.sscc for one in play.state.work.loaded] == [TWO]
    assert play.give(FIRST).refused is None


def test_taking_out_is_given_up_by_done_or_undo() -> None:
    """
    Nothing was scanned yet: nothing has happened.
    """
    for way_back in (DonePressed(), TakeOffPressed(), UndoPressed()):
        play = loading(FIRST, TakeOffPressed())
        step = play.give(way_back)
        assert (step.facts, step.said) == ((), Message("said.loading_on"))
        assert play.state == loading(FIRST).state


def test_an_empty_cage_is_not_closed() -> None:
    """
    Nor does anything come out of it.
    """
    assert refusal(loading().give(DonePressed())) is Refusal.NOTHING_LOADED
    assert refusal(loading().give(TakeOffPressed())) is Refusal.NOTHING_LOADED


def test_missing_parcels_are_asked_about_before_it_is_closed() -> None:
    """
    No goes on loading, one that turned up goes in at once, yes closes without them.
    """
    play = loading(FIRST, DonePressed(2))
    assert play.state == AwaitClose(play.state.work, 2)
    assert refusal(play.give(CageScanned("UPS-1"))) is Refusal.ANSWER_FIRST
    assert play.give(AnswerPressed("no")).said == Message("said.not_closed")
    assert isinstance(play.state, AwaitParcel)
    play.give(DonePressed(1), SECOND, DonePressed(1), AnswerPressed("yes"))
    [closed] = play.standing(ManifestClosed)
    assert closed.parcels == (ONE, TWO)


def test_a_parcel_that_nobody_wants_has_to_come_out_first() -> None:
    """
    Its order was cancelled while it lay in the cage.
    """
    refused = loading(FIRST, SECOND).give(DonePressed(0, (ONE,))).refused
    assert refused is not None
    assert (refused.refusal, refused.got) == (Refusal.TAKE_OFF_FIRST, ONE)


def test_closing_prints_a_label_with_a_number_of_its_own() -> None:
    """
    The whole gets an SSCC; the manifest on paper is drawn from the same values.
    """
    play = loading(FIRST, SECOND)
    closed = play.give(DonePressed())
    assert closed.facts == (ManifestClosed("M-7F3A21B09C", "DHL-1", "DHL", SSCC, (ONE, TWO)),)
    [label] = closed.prints
    assert (label.kind, label.sscc, label.body["weight_g"]) == ("pallet", SSCC, 1400)
    assert label.body["parcels"] == [
        {"sscc": ONE, "order": "SO-1", "weight_g": 700, "city": "Berlin"},
        {"sscc": TWO, "order": "SO-2", "weight_g": 700, "city": "Berlin"},
    ]
    assert isinstance(play.state, AwaitDriver)
    assert play.give(ReprintPressed()).prints == (label,)


def test_a_pallet_keeps_the_number_that_is_on_it() -> None:
    """
    And where no number is left, a cage has none.
    """
    play = loading(AnswerPressed("yes"), FIRST, work=replace(LOAD, cage=PALLET, carrier=""))
    assert [fact.pallet for fact in play.give(DonePressed()).facts if isinstance(fact, ManifestClosed)] == [
        PALLET
    ]
    [closed] = loading(FIRST).give(DonePressed(), supply=NO_NUMBER).facts
    assert isinstance(closed, ManifestClosed)
    assert closed.pallet is None


def test_a_number_that_no_parcel_has_is_a_pallet_only_if_somebody_says_so() -> None:
    """
    It may be a parcel that this device has not heard of.
    """
    unsure = replace(LOAD, cage=PALLET, carrier="")
    assert refusal(loading(work=unsure).give(FIRST)) is Refusal.ANSWER_FIRST
    assert loading(AnswerPressed("no"), work=unsure).facts == []


@pytest.mark.parametrize("name", ["Petra", None])
def test_the_driver_is_named_or_not_known(name: str | None) -> None:
    """
    Either ends it, with the time; nothing else does.
    """
    play = loading(FIRST, DonePressed())
    assert refusal(play.give(DonePressed())) is Refusal.DRIVER_WANTED
    handed = play.give(DriverNamed(name))
    assert handed.facts == (HandedToCarrier("M-7F3A21B09C", "DHL", name, 1_000_000),)
    assert handed.tone is Tone.JOB_DONE
    assert isinstance(play.state, Finished)


def test_a_closed_manifest_is_not_taken_back() -> None:
    """
    The paper is printed.
    """
    play = loading(FIRST, DonePressed())
    assert refusal(play.give(UndoPressed())) is Refusal.UNDO_CLOSED
    play.give(DriverNamed(None))
    assert refusal(play.give(UndoPressed())) is Refusal.UNDO_CLOSED


def test_another_cage_is_one_scan_away() -> None:
    """
    A mixed pile: the cage, its parcel, the other cage, its parcel. The first load waits as it is.
    """
    play = loading(FIRST)
    assert play.give(CageScanned("DHL-1")).said is not None
    over = play.give(CageScanned("UPS-1", "UPS"))
    assert (over.opens, over.facts) == (Opening("ship", "UPS-1"), ())


@SHORT_OF_TIME
@given(st.data())
def test_a_manifest_names_what_was_loaded_and_not_taken_out(data: st.DataObject) -> None:
    """
    However people scan: each parcel once, and a refused input changes nothing.
    """
    play = loading()
    for _ in range(STEPS_MAX):
        choices = (*AT_RAMP, UndoPressed(), HelpPressed(), AnswerPressed("yes"), DonePressed(), *ANYTHING[:5])
        play.give(data.draw(st.sampled_from(choices)))
        inside = [fact.sscc for fact in play.standing(ParcelLoaded)]
        for fact in play.standing(ParcelTakenOff):
            inside.remove(fact.sscc)
        assert sorted(one.sscc for one in play.state.work.loaded) == sorted(inside)
        assert len(set(inside)) == len(inside)
        for closed in play.standing(ManifestClosed):
            assert sorted(closed.parcels) == sorted(inside)
