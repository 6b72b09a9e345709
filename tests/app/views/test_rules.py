"""What screens promise beyond their looks: what can be pressed when, what stays, what is kept secret."""

from typing import Any

import pytest

from app.jobs import KINDS, DeskAround, desk_view_of, home_actions
from app.views.surroundings import Surroundings
from app.views.view import HomeView, View
from app.workflows import desk
from app.workflows.pack import AwaitTracking, Measuring
from tests.app.workflows.examples import DESK, JOBS
from tests.builders import ANNA, BEN, SSCC


def seen(job: str, name: str, **around: Any) -> View:
    return KINDS[job].view_of(JOBS[job][name], Surroundings(**around))


def enabled(view: View) -> set[str]:
    return {action.id for action in view.actions if action.enabled}


@pytest.mark.parametrize(("job", "name"), [(job, name) for job, states in JOBS.items() for name in states])
def test_home_is_always_one_tap_away(job: str, name: str) -> None:
    """
    Leaving changes no stock, so it is never forbidden.
    """
    assert "home" in enabled(seen(job, name))


@pytest.mark.parametrize("job", ["pick", "pack", "return"])
def test_undo_can_be_pressed_when_there_is_something_to_take_back(job: str) -> None:
    """
    The button is live exactly when the journal has an own scan, or something was begun that left nothing yet.
    """
    for name, state in JOBS[job].items():
        said = any(getattr(state, one, None) is not None for one in ("insisted", "missing", "tote"))
        begun = isinstance(state, Measuring | AwaitTracking) or said or getattr(state, "full", False)
        if not KINDS[job].done(state):
            assert "undo" in enabled(seen(job, name, undoable=True))
        assert ("undo" in enabled(seen(job, name, undoable=False))) is begun


def test_short_belongs_to_a_stop() -> None:
    """
    Three reasons to choose from, at a shelf only.
    """
    shelf = seen("pick", "five are wanted")
    (short,) = [action for action in shelf.actions if action.id == "short"]
    assert [choice.id for choice in short.choices] == ["empty", "damaged", "not_found"]
    for name in ("a tote is asked for", "the tote goes to the drop-off"):
        assert "short" not in enabled(seen("pick", name))


def test_a_stop_counts_up_and_names_the_drop_off_at_the_end() -> None:
    """
    Wanted and done of the stop, which of how many, and at the end the place for the tote.
    """
    stop = seen("pick", "three of five are counted").stop
    assert stop is not None
    assert (stop.wanted, stop.done, stop.no, stop.of, stop.counting) == (5, 3, 1, 3, True)
    drop = seen("pick", "the tote goes to the drop-off").stop
    assert drop is not None
    assert (drop.place, drop.sku, drop.no, drop.of) == ("PACK", None, 3, 3)


def test_lines_tell_how_far_the_order_is() -> None:
    """
    Wanted and done line by line, from the first scan to the end.
    """
    for name in JOBS["pick"]:
        assert sum(line.wanted for line in seen("pick", name).lines) == 7
    assert [line.done for line in seen("pick", "three of five are counted").lines] == [3, 0, 0]
    done = seen("pack", "everything is packed").lines
    assert [(line.wanted, line.done, line.short) for line in done] == [(2, 2, 0), (0, 0, 1)]


def test_the_closed_parcel_is_shown_until_the_next_carton_is_scanned() -> None:
    """
    Its number and its label are still being looked at; then the new parcel is.
    """
    between = seen(
        "pack", "one parcel is closed, the next carton is asked for", print_states={SSCC: "sending"}
    )
    assert between.parcel is not None
    assert between.carton is not None
    assert (between.parcel.no, between.parcel.of, between.parcel.plan) == (1, 2, ())
    assert (between.parcel.sscc, between.parcel.print_state) == (SSCC, "sending")
    assert between.carton.scanned is None
    following = seen("pack", "the second carton is open").parcel
    assert following is not None
    assert (following.no, following.sscc, len(following.plan)) == (2, None, 1)


def test_the_plan_is_what_still_goes_into_the_open_parcel() -> None:
    """
    One of two socks lies in it: one is planned.
    """
    parcel = seen("pack", "the open carton is half full").parcel
    assert parcel is not None
    assert [(item.sku, item.quantity) for item in parcel.plan] == [("SOCK", 1)]


def test_a_parcel_without_a_number_shows_the_state_of_its_own_label() -> None:
    """
    Packed, not labelled: the internal label is found by the order.
    """
    view = seen("pack", "packed, not labelled", print_states={"SO-1": "wanted"})
    assert view.parcel is not None
    assert (view.parcel.sscc, view.parcel.print_state) == (None, "wanted")
    assert view.prompt.id == "prompt.packed_no_label"


def test_a_reprint_needs_a_closed_parcel() -> None:
    """
    Before the first label there is nothing to repeat.
    """
    assert "reprint" not in enabled(seen("pack", "a carton is open"))
    assert "reprint" in enabled(seen("pack", "the second carton is open"))


def test_a_return_asks_one_question_at_a_time() -> None:
    """
    Yes and no, and nothing else is awaited; the grade is shown with the place, not before.
    """
    asked = seen("return", "sealed")
    assert asked.question is not None
    assert (asked.question.id, [choice.id for choice in asked.question.choices]) == ("sealed", ["yes", "no"])
    assert (asked.grade, asked.target) == (None, None)
    assert "answer" in enabled(asked)
    placed = seen("return", "it goes back to stock")
    assert (placed.grade, placed.disposition, placed.target) == ("B", "restock", "A-01")
    assert placed.question is None


def test_a_return_is_done_between_two_pieces_only() -> None:
    """
    Not with a piece in the hand.
    """
    assert "done" in enabled(seen("return", "two pieces are expected"))
    for name in ("sealed", "undamaged", "it goes back to stock"):
        assert "done" not in enabled(seen("return", name))


def test_a_pin_is_secret() -> None:
    """
    While it is asked for, whoever shows the view keeps nothing that is typed; no other screen is secret.
    """
    around = DeskAround(HomeView(None, 0, 0, 0), now_ms=1_012_500)
    views = {name: desk_view_of(state, around) for name, state in DESK.items()}
    assert {name for name, view in views.items() if view.secret} == {
        "a PIN is asked for",
        "the PIN has to wait",
    }
    assert views["the PIN has to wait"].pin_wait_ms == 17_500


def test_start_offers_the_kinds_of_work_at_hand() -> None:
    """
    With nothing to do the button is there and rests.
    """
    (start, *_) = home_actions(("pick",))
    assert (start.enabled, [choice.id for choice in start.choices]) == (True, ["pick"])
    (start, *_) = home_actions(())
    assert (start.id, start.enabled) == ("start", False)


def test_home_offers_what_the_badge_is_set_up_for() -> None:
    """
    Ben picks: packing is not offered to him, and the returns tile rests.
    """
    around = DeskAround(HomeView(None, picks=2, packs=3, returns=1))
    view = desk_view_of(desk.Home(BEN), around)
    (start,) = [action for action in view.actions if action.id == "start"]
    assert [choice.id for choice in start.choices] == ["pick"]
    assert "returns" not in enabled(view)
    assert "returns" in enabled(desk_view_of(desk.Home(ANNA), around))
