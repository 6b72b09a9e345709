"""A parcel across a customs border: what its paper lacks is asked for before it is closed, or left to the office."""

from dataclasses import replace
from typing import Any

from app.domain.facts import CustomsAdded, CustomsLeft, ParcelClosed
from app.domain.hints import Declared, LineHints, OrderHints
from app.domain.orders import WorkOrder
from app.domain.packing import PackingRules
from app.inputs import CartonScanned, CustomsTyped, DonePressed, ProductScanned, Refusal, UndoPressed
from app.workflows.pack import AwaitCustoms, AwaitUnit, Finished, begin, step
from tests.app.workflows.playing import Played, refusal
from tests.builders import MEDIUM, SOCK, picked, to_pack

WHOLE = Declared(hs_code="611595", origin="PT", value_cents=1200)
HERE = PackingRules(country="DE", sender="Gangway, Köln")


def order(
    declared: Declared, *, there: str = "CH", currency: str = "EUR", price: int | None = None
) -> WorkOrder:
    sock = replace(SOCK, declared=declared)
    line = replace(picked(1, SOCK, 2), hints=LineHints(price_cents=price))
    work = replace(to_pack(line), products=(sock,), packing=HERE, hints=OrderHints(currency=currency))
    return replace(work, ship_to=replace(work.ship_to, country=there))


def full(work: WorkOrder) -> Played:
    play = Played(step, begin(work))
    play.give(CartonScanned(MEDIUM))
    while isinstance(play.state, AwaitUnit):
        play.give(ProductScanned(play.state.work.product("SOCK")))
    return play


def paper(play: Played) -> dict[str, Any]:
    assert play.last is not None
    found: Any = play.last.prints[-1].body["customs"]
    return dict(found)


def test_a_complete_paper_closes_without_a_question() -> None:
    """
    All is known: the paper goes with the label, with sums.
    """
    play = full(order(WHOLE))
    assert isinstance(play.state, Finished)
    said = paper(play)
    assert (said["form"], said["total_cents"], said["currency"], said["sender"]) == (
        "CN22",
        2400,
        "EUR",
        "Gangway, Köln",
    )
    (line,) = said["lines"]
    assert (line["hs_code"], line["origin"], line["value_cents"], line["weight_g"]) == (
        "611595",
        "PT",
        2400,
        400,
    )


def test_the_price_of_the_line_is_the_value() -> None:
    """
    Before what the product says.
    """
    assert paper(full(order(WHOLE, price=2000)))["total_cents"] == 4000


def test_within_the_union_nobody_asks() -> None:
    """
    Nor where the site does not say where it is.
    """
    play = full(order(Declared(), there="FR", currency=""))
    assert isinstance(play.state, Finished)
    assert play.last is not None
    assert "customs" not in play.last.prints[-1].body
    assert isinstance(full(replace(order(Declared()), packing=PackingRules())).state, Finished)


def test_what_is_missing_is_asked_for_one_by_one() -> None:
    """
    Code, origin, value, currency; the last answer closes the parcel, and all stand on the paper.
    """
    play = full(order(Declared(), currency=""))
    for text in ("6115.95", "pt", "12,50"):
        assert isinstance(play.state, AwaitCustoms)
        play.give(CustomsTyped(text))
    said = play.give(CustomsTyped("chf"))
    assert [type(fact) for fact in said.facts] == [CustomsAdded, ParcelClosed]
    whole = paper(play)
    assert (whole["total_cents"], whole["currency"], whole["lines"][0]["origin"]) == (2500, "CHF", "PT")


def test_nonsense_is_refused_in_the_words_of_its_field() -> None:
    """
    And nothing else is taken meanwhile.
    """
    play = full(order(replace(WHOLE, hs_code="")))
    for given in (CustomsTyped("socks"), ProductScanned(SOCK), CartonScanned(MEDIUM)):
        said = play.give(given)
        assert refusal(said) is Refusal.CUSTOMS_WANTED
        assert said.refused is not None
        assert said.refused.told is not None
        assert said.refused.told.id == "refusal.customs_wanted.hs_code"


def test_done_leaves_it_to_the_office() -> None:
    """
    The parcel closes, and the fact names what is missing.
    """
    play = full(order(replace(WHOLE, hs_code="", origin="")))
    said = play.give(DonePressed())
    assert said.facts[0] == CustomsLeft("SO-1", 1, "SOCK hs_code, SOCK origin")
    assert isinstance(play.state, Finished)
    assert paper(play)["lines"][0]["hs_code"] == ""


def test_undo_takes_an_answer_back() -> None:
    """
    Then it is asked for again.
    """
    play = full(order(replace(WHOLE, hs_code="", origin="")))
    play.give(CustomsTyped("611595"), UndoPressed())
    assert isinstance(play.state, AwaitCustoms)
    assert play.state.work.told.customs == ()
    assert play.folded(order(WHOLE)).told.customs == ()
