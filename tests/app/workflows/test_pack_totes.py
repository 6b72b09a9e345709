"""An order whose goods came in two totes: both are ticked off at the table, and nobody looks for a piece in the wrong one."""

from dataclasses import replace

from app.domain.facts import ItemPacked, Picked, ToteAssigned, ToteBrought, TotesDropped, ToteSetDown
from app.domain.handover import code_of, handover_from
from app.domain.orders import after
from app.inputs import CartonScanned, ProductScanned, Refusal, ShortPressed, ToteScanned, UndoPressed
from app.views.pack import view_of
from app.views.surroundings import Surroundings
from app.workflows.handover import by_code
from app.workflows.pack import AwaitUnit, begin, step
from tests.app.workflows.playing import Played, refusal
from tests.builders import CAP, MEDIUM, SOCK, line, order, picked, to_pack

PICK = (
    ToteAssigned("SO-1", "0417"),
    Picked("SO-1", 1, "SOCK", 1, "A-01", "0417"),
    ToteAssigned("SO-1", "0418"),
    Picked("SO-1", 1, "SOCK", 1, "A-01", "0418"),
    Picked("SO-1", 2, "CAP", 1, "A-02", "0418"),
    ToteSetDown("SO-1", "0417", "PACK-2"),
    TotesDropped("SO-1", "0418", "PACK", ("0418",)),
)
WORK = after(order(line(1, SOCK, {"A-01": 2}), line(2, CAP, {"A-02": 1})), PICK)
FIRST, SECOND = ToteScanned("0417", "SO-1"), ToteScanned("0418", "SO-1")


def table(*inputs: object) -> Played:
    play = Played(step, begin(WORK))
    for given in inputs:
        play.give(given)  # type: ignore[arg-type]
    return play


def test_each_tote_is_ticked_off_by_its_scan() -> None:
    """
    The first is here, the second is still to be fetched, and where from; then both are here.
    """
    play = table(FIRST)
    view = view_of(play.state, Surroundings())
    assert [(one.tote, one.here, one.place) for one in view.totes] == [
        ("0417", True, "PACK-2"),
        ("0418", False, "PACK"),
    ]
    said = play.give(SECOND).said
    assert said is not None
    assert ("left", "") in said.params
    assert play.standing(ToteBrought) == [ToteBrought("SO-1", "0417"), ToteBrought("SO-1", "0418")]
    assert play.folded(WORK) == play.state.work


def test_a_tote_that_is_here_is_here_once() -> None:
    """
    Scanned again it is told once more, and nothing is booked.
    """
    play = table(FIRST, FIRST)
    assert play.standing(ToteBrought) == [ToteBrought("SO-1", "0417")]


def test_another_orders_tote_is_refused_with_what_is_wanted() -> None:
    """
    The words name the totes that are still to be fetched.
    """
    said = table(FIRST).give(ToteScanned("0999", "SO-9"))
    assert said.refused is not None
    assert (said.refused.refusal, said.refused.expected) == (Refusal.WRONG_TOTE, "0418")


def test_a_piece_says_in_which_tote_it_lies() -> None:
    """
    One of two socks and the cap are in the tote that is not here; what is packed comes off the one that is.
    """
    play = table(FIRST, CartonScanned(MEDIUM))
    away = [(li.sku, li.away, li.away_in) for li in view_of(play.state, Surroundings()).lines]
    assert away == [("SOCK", 1, "0418"), ("CAP", 1, "0418")]
    play.give(ProductScanned(SOCK))
    prompt = view_of(play.state, Surroundings()).prompt
    assert (prompt.id, dict(prompt.params)) == ("prompt.fetch_tote", {"tote": "0418", "place": "PACK"})
    play.give(SECOND)
    view = view_of(play.state, Surroundings())
    assert (view.prompt.id, [li.away for li in view.lines]) == ("prompt.pack_product", [0, 0])


def test_a_piece_in_the_hand_is_packed_whatever_was_ticked_off() -> None:
    """
    The packer holds it: it is here.
    """
    play = table(FIRST, CartonScanned(MEDIUM))
    assert refusal(play.give(ProductScanned(CAP))) is None
    assert [fact.sku for fact in play.standing(ItemPacked)] == ["CAP"]


def test_who_misses_a_piece_is_told_to_look_in_the_other_tote() -> None:
    """
    Before it is given up.
    """
    said = table(FIRST, CartonScanned(MEDIUM)).give(ShortPressed("not_found")).said
    assert said is not None
    assert (said.id, dict(said.params)["tote"]) == ("said.missing_fetch", "0418")


def test_a_tote_that_was_ticked_off_by_mistake_is_taken_back() -> None:
    """
    Undo: it is still to be fetched.
    """
    play = table(FIRST, SECOND, UndoPressed())
    assert [one.tote for one in play.state.work.to_fetch] == ["0418"]
    assert play.folded(WORK) == play.state.work


def test_one_tote_alone_needs_no_tick() -> None:
    """
    It was scanned to open the order; scanned again while a piece is wanted it is no piece.
    """
    play = Played(step, begin(to_pack(picked(1, SOCK, 1))))
    play.give(CartonScanned(MEDIUM))
    assert isinstance(play.state, AwaitUnit)
    assert refusal(play.give(ToteScanned("0417", "SO-1"))) is Refusal.SCAN_PRODUCT
    assert view_of(play.state, Surroundings()).lines[0].away == 0


def test_the_pickers_code_names_all_totes() -> None:
    """
    A table that central has told nothing knows from the code that there are two; which piece is in which it can't know.
    """
    code = code_of(WORK, "device-1", 1)
    assert code is not None
    unpicked = order(line(1, SOCK, {"A-01": 2}), line(2, CAP, {"A-02": 1}))
    met = by_code(handover_from(code), unpicked, {"SOCK": SOCK, "CAP": CAP}.get)
    assert isinstance(met, tuple)
    work = replace(met[0], products=unpicked.products)
    assert [one.tote for one in work.to_fetch] == ["0417", "0418"]
    view = view_of(begin(work), Surroundings())
    assert [one.pieces for one in view.totes] == [None, None]
