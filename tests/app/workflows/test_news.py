"""An order is cancelled or changed in the middle of a job, in the words of the floor."""

from dataclasses import replace
from typing import Any

import pytest

from app.domain.orders import after
from app.inputs import (
    HelpPressed,
    Input,
    Message,
    Opening,
    OrderNews,
    PlaceScanned,
    ProductScanned,
    Refusal,
    Tone,
    ToteScanned,
    UndoPressed,
)
from app.workflows import pack, pick
from tests.app.workflows.playing import Played, refusal
from tests.app.workflows.test_put_back import (
    A_CAP,
    ORDER,
    PACKED,
    TWO_SOCKS,
    bringing,
    cancelled,
    changed,
    stops,
)
from tests.builders import CAP, MUG, SMALL, SOCK, line


def picking(*inputs: Input) -> Played:
    play = Played(pick.step, pick.begin(replace(ORDER, tote=None)))
    if inputs:
        play.give(*inputs)
    return play


def told(play: Played, change: Any, **ordered: int) -> Any:
    """The job hears that its order was changed."""
    return play.give(OrderNews(change(play.state.work, **ordered)))


TOTE, A_SOCK = ToteScanned("0417"), ProductScanned(SOCK)


@pytest.mark.parametrize("inputs", [(), (TOTE,)])
def test_a_cancelled_order_without_a_piece_in_the_tote_just_ends(inputs: tuple[Input, ...]) -> None:
    """
    Nothing is to be brought back.
    """
    play = picking(*inputs)
    said = told(play, cancelled)
    assert (said.said, said.tone, said.opens) == (
        Message.of("said.order_cancelled", order="SO-1"),
        Tone.NOTED,
        None,
    )
    assert isinstance(play.state, pick.Finished)


def test_a_cancelled_order_with_pieces_in_the_tote_is_brought_back() -> None:
    """
    Counted pieces are sure; the first of several in the hand is not, so its stop is finished before.
    """
    unsure = picking(TOTE, A_SOCK)
    assert refusal(told(unsure, cancelled)) is Refusal.NOT_EXPECTED
    for play in (picking(TOTE, A_SOCK, A_SOCK), picking(TOTE, A_SOCK, PlaceScanned("A-02"))):
        said = told(play, cancelled)
        assert said.said == Message.of("said.order_cancelled_back", order="SO-1")
        assert said.opens == Opening("put_back", "SO-1")
        assert play.state.work.kind == "put_back"


def test_more_pieces_are_further_stops() -> None:
    """
    The pick goes on where it is, with more to come; the walk counts them.
    """
    play = picking(TOTE)
    stop = play.state.stops[0]
    mug = replace(line(3, MUG, {"C-03": 1}))
    work = replace(play.state.work, revision=1, lines=(*play.state.work.lines, mug))
    said = play.give(OrderNews(replace(work, products=(SOCK, CAP, MUG))))
    assert said.said == Message.of("said.order_changed", order="SO-1")
    assert play.state.stops[0] == stop
    assert (len(play.state.stops), play.state.stops_all) == (4, 4)


def test_another_address_changes_nothing_but_the_label() -> None:
    """
    In the middle of a pick and with an open carton: the job stays where it is.
    """
    play = picking(TOTE, A_SOCK, A_SOCK)
    bonn = replace(play.state.work.ship_to, city="Bonn")
    play.give(OrderNews(replace(play.state.work, revision=1, ship_to=bonn)))
    assert play.state.work.ship_to == bonn
    packing = Played(pack.step, pack.begin(PACKED))
    packing.give(OrderNews(replace(PACKED, revision=1, ship_to=bonn)))
    assert isinstance(packing.state, pack.AwaitUnit)
    assert packing.state.work.ship_to == bonn
    assert packing.state.carton == SMALL


def test_an_order_is_cancelled_on_the_packing_table() -> None:
    """
    What is packed whole stays packed; everything else ends the packing.
    """
    packing = Played(pack.step, pack.begin(PACKED))
    assert told(packing, cancelled).opens == Opening("put_back", "SO-1")
    done = Played(pack.step, pack.Finished(PACKED))
    assert refusal(told(done, cancelled)) is Refusal.NOT_EXPECTED


def test_news_of_a_put_back() -> None:
    """
    First one sock less, then the whole order: more is brought back. In the middle of a stop it waits.
    """
    work = changed(after(ORDER, [TWO_SOCKS, A_CAP]), SOCK=1)
    play = bringing(work)
    play.give(ProductScanned(SOCK))
    assert refusal(told(play, cancelled)) is Refusal.NOT_EXPECTED
    play.give(UndoPressed())
    told(play, cancelled)
    assert stops(play) == [("A-02", "CAP", 1), ("B-02", "SOCK", 2)]
    again = bringing(work)
    assert told(again, changed, SOCK=5).opens == Opening("pick", "SO-1")
    assert again.give(HelpPressed()).tone is Tone.NOTED
