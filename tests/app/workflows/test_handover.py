"""How an order comes to the packing table: what the code adds to what is known, and how a blind one ends."""

from dataclasses import replace
from random import Random
from string import ascii_lowercase

from app.domain.facts import (
    CartonTaken,
    Content,
    Fact,
    HandedLine,
    InstructionsConfirmed,
    ItemPacked,
    OpenedBlind,
    PackingEnded,
    ParcelClosed,
    body_of,
    fact_from,
)
from app.domain.handing import Lot
from app.domain.handover import code_of, handover_from, handover_of
from app.domain.hints import LineHints, OrderHints
from app.domain.orders import WorkLine, WorkOrder, after
from app.inputs import (
    AnswerPressed,
    CartonScanned,
    DonePressed,
    HandoverScanned,
    ProductScanned,
    Refusal,
    Refused,
)
from app.views.pack import view_of as pack_view
from app.views.surroundings import Surroundings
from app.workflows import pack
from app.workflows.closing import LEFT_OUT
from app.workflows.handover import by_code, by_number
from tests.app.workflows.playing import Played, refusal
from tests.builders import CAP, LARGE, MUG, SOCK, STRANGER, line, order, to_pick

KNOWN = {one.sku: one for one in (SOCK, CAP, MUG)}
PICKED = replace(
    to_pick(
        WorkLine(1, "SOCK", 3, picked=3),
        WorkLine(2, "CAP", 2, picked=1, short=1),
        WorkLine(3, "MUG", 1, short=1),
    ),
    dropped=True,
)
TOLD = order(line(1, SOCK, {"A-01": 3}), line(2, CAP, {"A-02": 2}), line(3, MUG, {"C-03": 1}))


def opened(known: WorkOrder | None, *, short_form: bool = False) -> WorkOrder:
    handed = handover_of(PICKED, "device", 1)
    if short_form:
        handed = replace(handed, complete=False, lines=handed.lines[1:], ship_to=None)
    found = by_code(handed, known, KNOWN.get)
    assert not isinstance(found, Refused), found
    return found[0]


def counted(work: WorkOrder) -> list[tuple[int, int]]:
    return [(one.picked, one.short) for one in work.lines]


def test_the_table_sees_exactly_what_was_picked() -> None:
    """
    On top of what central told, in the short form, too, and without any of it.
    """
    for work in (opened(TOLD), opened(TOLD, short_form=True), opened(None)):
        assert counted(work) == [(3, 0), (1, 1), (0, 1)]
        assert (work.kind, work.tote, work.ship_to) == ("pack", "0417", TOLD.ship_to)


def test_what_central_told_meanwhile_counts_once() -> None:
    """
    The pick has reached central before the code was scanned: three pieces stay three.
    """
    assert counted(opened(PICKED)) == counted(PICKED)
    fact = handover_of(PICKED, "device", 1).fact((HandedLine(1, "SOCK", 3, 0),))
    assert after(after(TOLD, [fact]), [fact]).lines[0].picked == 3


def test_the_short_form_needs_the_order() -> None:
    """
    What was picked as ordered is not in it: a table that never heard of the order says so.
    """
    handed = replace(handover_of(PICKED, "device", 1), complete=False)
    assert by_code(handed, None, KNOWN.get) == Refused(Refusal.ORDER_UNKNOWN, got="SO-1")


def test_a_code_of_another_house_is_refused() -> None:
    """
    A product that nobody here knows, or other lines under a number that we have, too.
    """
    strange = replace(PICKED, lines=(WorkLine(1, STRANGER.sku, 1, picked=1),))
    for work, known in ((strange, None), (PICKED, replace(TOLD, lines=TOLD.lines[:1]))):
        code = code_of(work, "device", 1)
        assert code is not None
        found = by_code(handover_from(code), known, KNOWN.get)
        assert isinstance(found, Refused)
        assert found.refusal is Refusal.UNREADABLE


def blind() -> Played:
    """SO-1 opened by its number, a carton on the table."""
    work, facts = by_number(TOLD)
    assert facts == (OpenedBlind("SO-1"),)
    play = Played(pack.step, pack.begin(work))
    play.give(CartonScanned(LARGE))
    return play


def test_blind_the_packer_says_when_the_tote_is_empty() -> None:
    """
    Units are taken as they were ordered; "done" closes the parcel with what lies in it and ends the order.
    """
    play = blind()
    assert play.give(DonePressed()).refused == Refused(Refusal.NOTHING_PACKED)
    play.give(ProductScanned(SOCK, 3), ProductScanned(CAP))
    assert play.give(ProductScanned(CAP, 2)).refused is not None
    last = play.give(DonePressed())
    (closed,) = last.facts
    assert isinstance(closed, ParcelClosed)
    assert (closed.contents, closed.last) == ((Content("SOCK", 3), Content("CAP", 1)), True)
    assert [one.kind for one in last.prints] == ["shipping"]
    assert isinstance(play.state, pack.Finished)


def test_blind_between_two_parcels_the_order_ends_without_another() -> None:
    """
    The first parcel is closed, the tote is empty, and nothing lies in the next one.
    """
    work, _ = by_number(TOLD)
    facts: list[Fact] = [
        CartonTaken("SO-1", 1, "L"),
        ItemPacked("SO-1", 1, "SOCK", 3, 1),
        ParcelClosed("SO-1", 1, "340123450000000178", "L", (Content("SOCK", 3),), 700, False),
    ]
    play = Played(pack.step, pack.begin(after(work, facts)))
    assert play.give(DonePressed()).facts == (PackingEnded("SO-1"),)
    assert isinstance(play.state, pack.Finished)


def test_the_code_ends_a_blind_packing_that_was_begun() -> None:
    """
    The picker comes by after all: what is left is known now, and the last piece closes the parcel by itself.
    """
    play = blind()
    play.give(ProductScanned(SOCK))
    told = play.give(HandoverScanned(handover_of(PICKED, "device", 1)))
    assert [type(fact).__name__ for fact in told.facts] == ["HandedOver"]
    assert counted(play.state.work) == counted(PICKED)
    play.give(ProductScanned(SOCK, 2))
    last = play.give(ProductScanned(CAP))
    assert isinstance(last.facts[-1], ParcelClosed)
    assert last.facts[-1].contents == (Content("SOCK", 3), Content("CAP", 1))


def test_the_code_closes_a_parcel_in_which_everything_lies_already() -> None:
    """
    All that was picked is packed: the code says so, and nothing more is waited for.
    """
    play = blind()
    play.give(ProductScanned(SOCK, 3), ProductScanned(CAP))
    told = play.give(HandoverScanned(handover_of(PICKED, "device", 1)))
    assert [type(fact).__name__ for fact in told.facts] == ["HandedOver", "ParcelClosed"]
    assert isinstance(play.state, pack.Finished)
    other = replace(handover_of(PICKED, "device", 1), order="SO-2")
    assert blind().give(HandoverScanned(other)).refused is not None


def test_a_parcel_to_nobody_gets_no_shipping_label() -> None:
    """
    The code was too long for the address, and central never told it: the parcel waits with an internal label.
    """
    handed = replace(handover_of(PICKED, "device", 1), ship_to=None)
    found = by_code(handed, None, KNOWN.get)
    assert not isinstance(found, Refused)
    work = replace(found[0], products=(SOCK, CAP, MUG), cartons=(LARGE,))
    play = Played(pack.step, pack.begin(work))
    play.give(CartonScanned(LARGE), ProductScanned(SOCK, 3))
    last = play.give(ProductScanned(CAP))
    assert [one.kind for one in last.prints] == ["internal"]


def test_with_known_pieces_done_ends_nothing() -> None:
    """
    Where every piece is known the last unit closes the parcel, and nothing else does.
    """
    play = Played(pack.step, pack.begin(opened(TOLD)))
    play.give(CartonScanned(LARGE), ProductScanned(SOCK))
    assert play.give(DonePressed()).refused is not None


TOLD_ALONG = replace(
    PICKED,
    revision=1,
    hints=OrderHints("For you", "In silk", insert="Card"),
    lines=(
        replace(PICKED.lines[0], hints=LineHints("Fold"), lots=(Lot("L1", 2), Lot("L2", 1))),
        *PICKED.lines[1:],
    ),
)


def table(known: WorkOrder | None, work: WorkOrder = TOLD_ALONG) -> Played:
    """A packing that the code of this order opened, a carton on the table."""
    code = code_of(work, "device", 1)
    assert code is not None
    found = by_code(handover_from(code), known, KNOWN.get)
    assert not isinstance(found, Refused), found
    play = Played(pack.step, pack.begin(replace(found[0], products=(SOCK, CAP, MUG), cartons=(LARGE,))))
    play.give(CartonScanned(LARGE))
    return play


def kinds(play: Played) -> list[str]:
    return [hint.kind for hint in pack_view(play.state, Surroundings()).hints]


def test_a_table_that_knows_nothing_gets_hints_and_lots() -> None:
    """
    Another lot is told apart, the instructions are confirmed before the parcel closes, the gift note is printed.
    """
    play = table(None)
    assert kinds(play) == ["instructions", "gift_note", "insert"]
    assert refusal(play.give(ProductScanned(SOCK, lot="L9"))) is Refusal.WRONG_LOT
    play.give(ProductScanned(SOCK, 2, lot="L1"), ProductScanned(SOCK, lot="L2"), ProductScanned(CAP))
    assert isinstance(play.state, pack.AwaitConfirmed)
    last = play.give(AnswerPressed("yes"))
    confirmed, closed = last.facts
    assert isinstance(confirmed, InstructionsConfirmed)
    assert confirmed.instructions == "In silk · Sock of wool: Fold"
    assert isinstance(closed, ParcelClosed)
    assert closed.revision == 1
    assert [one.kind for one in last.prints] == ["gift_note", "shipping"]


def test_lots_come_along_to_a_table_that_knows_the_order() -> None:
    """
    What it says was told by central and stays; the fact keeps the lots for whoever opens it again.
    """
    found = by_code(handover_of(TOLD_ALONG, "device", 1), replace(TOLD, revision=1), KNOWN.get)
    assert not isinstance(found, Refused)
    work, facts = found
    assert (work.hints, work.left_out) == (TOLD.hints, ())
    assert work.lines[0].lots == (Lot("L1", 2), Lot("L2", 1))
    kept = fact_from("HandedOver", body_of(facts[0]))
    assert after(TOLD, [kept]).lines[0].lots == work.lines[0].lots


def test_an_order_that_was_changed_since_is_packed_as_the_picker_knows_it() -> None:
    """
    The table lost its network before the office added instructions.
    """
    play = table(replace(TOLD, hints=OrderHints(language="de")))
    assert play.state.work.hints == replace(TOLD_ALONG.hints, language="de")
    assert play.state.work.lines[0].hints.instructions == "Fold"


def test_instructions_without_room_are_asked_for_before_the_parcel_closes() -> None:
    """
    The screen says that they are missing, and nothing but a Yes closes; the fact tells that nobody read them here.
    """
    long = "".join(Random(7).choices(ascii_lowercase, k=500))
    play = table(None, replace(TOLD_ALONG, hints=OrderHints(instructions=long)))
    assert kinds(play)[0] == "left_out_instructions"
    play.give(ProductScanned(SOCK, 3), ProductScanned(CAP))
    view = pack_view(play.state, Surroundings())
    assert view.question is not None
    assert view.question.text.id == "question.instructions_left_out"
    confirmed = play.give(AnswerPressed("yes")).facts[0]
    assert isinstance(confirmed, InstructionsConfirmed)
    assert confirmed.instructions == LEFT_OUT
