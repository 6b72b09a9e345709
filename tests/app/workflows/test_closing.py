"""What is asked before a parcel is closed, and what is printed with its label."""

from dataclasses import replace

from app.domain.catalogue import Handling
from app.domain.facts import InstructionsConfirmed, ParcelClosed
from app.domain.hints import Declared, LineHints, OrderHints
from app.domain.orders import WorkLine, WorkOrder
from app.domain.packing import PackingRules
from app.inputs import (
    AnswerPressed,
    CartonScanned,
    DonePressed,
    FastPacked,
    OrderNews,
    ProductScanned,
    Refusal,
    ReopenPressed,
    UndoPressed,
    WeightScanned,
)
from app.workflows.pack import AwaitConfirmed, AwaitUnit, AwaitWeight, Finished, begin, step
from tests.app.workflows.playing import Played, refusal
from tests.builders import MEDIUM, SMALL, SOCK, picked, product, to_pack

YES, NO = AnswerPressed("yes"), AnswerPressed("no")
SILK = OrderHints(instructions="Wrap in silk paper")


def order(hints: OrderHints, *lines: WorkLine) -> WorkOrder:
    return replace(to_pack(*(lines or (picked(1, SOCK, 2),))), hints=hints)


def full(work: WorkOrder) -> Played:
    """Everything is in the carton M."""
    play = Played(step, begin(work))
    play.give(CartonScanned(MEDIUM))
    while isinstance(play.state, AwaitUnit):
        play.give(ProductScanned(play.state.work.product(play.state.plan[0].sku)))
    return play


def test_instructions_are_confirmed_before_the_parcel_closes() -> None:
    """
    The last unit asks; Yes books what was read and closes, in one step.
    """
    play = full(order(SILK))
    assert isinstance(play.state, AwaitConfirmed)
    assert play.standing(ParcelClosed) == []
    said = play.give(YES)
    assert [type(fact) for fact in said.facts] == [InstructionsConfirmed, ParcelClosed]
    assert said.facts[0] == InstructionsConfirmed("SO-1", 1, "Wrap in silk paper")
    assert isinstance(play.state, Finished)


def test_nothing_but_yes_closes_it() -> None:
    """
    No, another unit, Done: it is asked again, and nothing is booked.
    """
    play = full(order(SILK))
    for given in (NO, ProductScanned(SOCK), DonePressed(), CartonScanned(SMALL)):
        assert refusal(play.give(given)) is Refusal.ANSWER_FIRST


def test_undo_takes_the_last_unit_out_again() -> None:
    """
    It is not packed so yet.
    """
    play = full(order(SILK))
    play.give(UndoPressed())
    assert isinstance(play.state, AwaitUnit)


def test_a_line_s_instructions_are_asked_only_for_its_own_parcel() -> None:
    """
    Rolls fill the first parcel; the sock with instructions is in the second.
    """
    roll = product("ROLL", 290, 190, 140, weight_g=3_000)
    work = to_pack(
        picked(1, roll, 1), replace(picked(2, SOCK, 1), hints=LineHints("Fold once")), products=[roll]
    )
    play = full(replace(work, cartons=(MEDIUM,)))
    assert not isinstance(play.state, AwaitConfirmed)
    play.give(CartonScanned(MEDIUM), ProductScanned(SOCK))
    assert isinstance(play.state, AwaitConfirmed)


def test_a_parcel_is_confirmed_first_and_weighed_then() -> None:
    """
    Where both are wanted the confirmation stands while the parcel is on the scales.
    """
    work = replace(order(SILK), packing=PackingRules(weighs=True))
    play = full(work)
    play.give(YES)
    assert isinstance(play.state, AwaitWeight)
    play.give(WeightScanned(500))
    assert isinstance(play.state, Finished)
    assert len(play.standing(InstructionsConfirmed)) == 1


def test_what_was_confirmed_is_asked_again_after_opening() -> None:
    """
    A parcel that was open is not what was confirmed.
    """
    play = full(order(SILK))
    play.give(YES, ReopenPressed("wrong_piece"), DonePressed())
    assert isinstance(play.state, AwaitConfirmed)


def test_the_fast_lane_asks_too() -> None:
    """
    One scan fills the parcel; it is not told as closed before it is.
    """
    play = Played(step, begin(order(SILK, picked(1, SOCK, 1))))
    said = play.give(FastPacked(SOCK))
    assert isinstance(play.state, AwaitConfirmed)
    assert said.said is not None
    assert said.said.id == "said.confirm"


def test_news_of_the_order_leave_the_full_parcel_on_the_table() -> None:
    """
    Another address meanwhile: the question stays, the label gets the new one.
    """
    play = full(order(SILK))
    moved = replace(play.state.work, revision=1, ship_to=replace(play.state.work.ship_to, city="Ulm"))
    play.give(OrderNews(moved))
    assert isinstance(play.state, AwaitConfirmed)
    assert play.give(YES).prints[-1].body["ship_to"]["city"] == "Ulm"  # type: ignore[index]


def test_the_gift_note_comes_out_with_the_first_parcel() -> None:
    """
    The note, then the label, so that the label is the newest; a reprint brings no second note.
    """
    said = full(order(OrderHints(gift_note="Happy birthday!\nAda"))).last
    assert said is not None
    assert [(one.kind, one.sscc is None) for one in said.prints] == [("gift_note", True), ("shipping", False)]
    assert said.prints[0].body["gift_note"] == "Happy birthday!\nAda"


def test_the_label_tells_the_papers_language_and_prices() -> None:
    """
    Prices only where each piece has one, and never for a gift or where the order wants none.
    """

    def body(hints: OrderHints, price_cents: int | None = 1299) -> dict[str, object]:
        line = replace(picked(1, SOCK, 2), hints=LineHints(price_cents=price_cents))
        said = full(order(hints, line)).last
        assert said is not None
        return dict(said.prints[-1].body)

    priced = body(OrderHints(language="de", currency="EUR"))
    assert (priced["prices"], priced["language"]) == (True, "de")
    assert priced["contents"][0]["price_cents"] == 1299  # type: ignore[index]
    for hints in (OrderHints(price_free=True, currency="EUR"), OrderHints(gift_note="Hi")):
        assert "prices" not in body(hints)
    assert "prices" not in body(OrderHints(currency="EUR"), None)


def test_the_label_says_what_a_carrier_must_mind() -> None:
    """
    Age, care and marks go with the label; an ordinary parcel says nothing of them.
    """
    wine = replace(
        product("WINE"), declared=Declared(("lithium",), age_min=18), handling=Handling(fragile=True)
    )
    said = full(to_pack(picked(1, wine, 1), products=[wine])).last
    assert said is not None
    body = said.prints[0].body
    assert (body["age_min"], body["fragile"], body["marks"]) == (18, True, ["lithium"])
    plain = full(order(OrderHints())).last
    assert plain is not None
    assert not {"age_min", "fragile", "marks", "gift_note", "prices"} & plain.prints[0].body.keys()


def test_the_insert_is_said_once_when_the_carton_is_taken() -> None:
    """
    Once a parcel, in the words that answer the scan of the carton.
    """
    play = Played(step, begin(order(OrderHints(insert="Autumn card"))))
    said = play.give(CartonScanned(SMALL)).said
    assert said is not None
    assert (said.id, dict(said.params)["insert"]) == ("said.carton_insert", "Autumn card")


def test_long_instructions_are_booked_by_their_beginning() -> None:
    """
    A fact holds two hundred signs; more would be held back at central.
    """
    play = full(order(OrderHints(instructions="x" * 500)))
    (fact, *_) = play.give(YES).facts
    assert isinstance(fact, InstructionsConfirmed)
    assert len(fact.instructions) == 200
