"""Generated orders, returns and inputs. Half of the inputs are what the state waits for, so that deep states are visited."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from app.domain.catalogue import Carton, Product
from app.domain.orders import Source, WorkLine, WorkOrder
from app.inputs import (
    AnswerPressed,
    BadgeScanned,
    CartonScanned,
    DidNotFitPressed,
    DonePressed,
    FitsPressed,
    HelpPressed,
    Input,
    OrderScanned,
    OtherSlotPressed,
    ParcelScanned,
    PlaceScanned,
    ProductScanned,
    ReprintPressed,
    ReturnScanned,
    ShortPressed,
    ToteFullPressed,
    ToteScanned,
    UndoPressed,
    UnknownScanned,
)
from app.workflows import pack, pick, put_back, return_intake
from tests.builders import (
    ANNA,
    CAP,
    CARTONS,
    MUG,
    SEQUENCE,
    SOAP,
    SOCK,
    SSCC,
    STRANGER,
    TENT,
    announced,
    carton,
    expected,
    order,
    product,
)

SHORT_OF_TIME = settings(deadline=None, max_examples=120)
STEPS_MAX = 40

GOODS = (SOCK, CAP, MUG, SOAP)
# Whatever may come at any time, most of it out of place.
ANYTHING: tuple[Input, ...] = (
    *(ProductScanned(one, pieces) for one in (*GOODS, TENT, STRANGER) for pieces in (1, 2, 12)),
    *(PlaceScanned(place) for place in (*SEQUENCE, "Z-99")),
    PlaceScanned("PACK", "pack"),
    *(ToteScanned(tote, of) for tote in ("0417", "0500") for of in (None, "SO-9")),
    *(CartonScanned(one) for one in CARTONS),
    *(ShortPressed(reason) for reason in (*pick.REASONS, "because", None)),
    *(AnswerPressed(choice) for choice in ("yes", "no", "maybe")),
    ParcelScanned(SSCC, "SO-1"),
    DonePressed(),
    HelpPressed(),
    ReprintPressed(),
    DidNotFitPressed(),
    ToteFullPressed(),
    OtherSlotPressed("W-03"),
    FitsPressed("soft"),
    BadgeScanned("7", ANNA),
    OrderScanned("SO-1", "pick", mine=True),
    ReturnScanned("RMA-1"),
    UnknownScanned("???"),
)
NUMBERS = st.integers(0, 2**16 - 1)


@st.composite
def walks(draw: st.DrawFn) -> WorkOrder:
    """An order to pick: up to four lines, some of one product, some over two places."""
    lines = []
    for no in range(1, draw(st.integers(1, 4)) + 1):
        goods = draw(st.sampled_from(GOODS[:3]))
        places = draw(st.lists(st.sampled_from(tuple(SEQUENCE)), min_size=1, max_size=2, unique=True))
        sources = tuple(Source(place, SEQUENCE[place], draw(st.integers(1, 4))) for place in places)
        lines.append(WorkLine(no, goods.sku, sum(source.quantity for source in sources), sources=sources))
    return order(*lines)


def products(name: str) -> st.SearchStrategy[Product]:
    """A product of any size up to half a metre and any weight up to five kilograms."""
    edge_mm = st.integers(10, 500)
    return st.builds(
        lambda a, b, c, weight_g: product(name, a, b, c, weight_g=weight_g),
        edge_mm,
        edge_mm,
        edge_mm,
        st.integers(1, 5_000),
    )


@st.composite
def cartons(draw: st.DrawFn) -> tuple[Carton, ...]:
    """Up to four kinds of cartons of any size."""
    edge_mm = st.integers(50, 600)
    return tuple(
        carton(
            f"C{no}",
            *(draw(edge_mm) for _ in range(3)),
            content_max_g=draw(st.integers(500, 20_000)),
            cost_cents=draw(st.integers(10, 200)),
        )
        for no in range(draw(st.integers(1, 4)))
    )


@st.composite
def totes(draw: st.DrawFn) -> WorkOrder:
    """An order to pack: picked in full, in part or not at all, into a few kinds of cartons."""
    goods = [draw(products(name)) for name in ("ONE", "TWO", "THREE")[: draw(st.integers(1, 3))]]
    lines = []
    for no in range(1, draw(st.integers(1, 4)) + 1):
        ordered = draw(st.integers(1, 4))
        got = draw(st.sampled_from((ordered, ordered, 0, ordered - 1)))
        of = draw(st.sampled_from(goods))
        lines.append(WorkLine(no, of.sku, ordered, picked=got, short=ordered - got))
    work = replace(order(*lines, tote="0417"), dropped=True, products=tuple(goods))
    return replace(work, cartons=draw(cartons()))


RETURNS = st.builds(
    lambda pieces, free: announced(
        *(expected(of, n) for of, n in zip(GOODS, pieces, strict=True) if n), free_place=free
    ),
    st.tuples(*[st.integers(0, 2)] * len(GOODS)),
    st.sampled_from((None, "F-01")),
)


def likely(data: st.DataObject, state: Any, *, undo: bool = False) -> Input:
    """One input: half of the time what the state waits for, else anything; now and then an undo if wished."""
    number, half = divmod(data.draw(NUMBERS), 2)
    if undo and number % 4 == 3:
        return UndoPressed()
    choices = awaited(state) if half == 0 else ANYTHING
    return choices[(number // 4) % len(choices)]


def awaited(state: Any) -> Sequence[Input]:
    """Inputs that move this state on."""
    match state:
        case pick.AwaitTote():
            return (ToteScanned("0417"),)
        case pick.AwaitProduct(full=True):
            return (ToteScanned(f"05{len(state.work.totes)}"),)
        case pick.AwaitProduct():
            return _at_stop(state)
        case pick.AwaitDrop():
            return (PlaceScanned("PACK", "pack"),)
        case pack.AwaitCarton():
            return [CartonScanned(one) for one in state.work.cartons]
        case pack.AwaitUnit():
            wanted = [state.work.product(content.sku) for content in state.plan]
            return [ProductScanned(one, pieces) for one in wanted for pieces in (1, 1, 2)]
        case put_back.AwaitOpened():
            return (ParcelScanned(state.parcel.sscc or ""), DonePressed())
        case put_back.AwaitEmptied():
            return (ToteScanned("0417", state.work.order),)
        case put_back.AwaitShelf():
            return _at_shelf(state)
        case return_intake.AwaitItem():
            return [ProductScanned(one) for one in GOODS]
        case return_intake.AwaitAnswer():
            return (AnswerPressed("yes"), AnswerPressed("no"))
        case return_intake.AwaitPlace():
            return (PlaceScanned(state.target, "storage", (state.product.sku,)),)
        case _:
            return (HelpPressed(),)


def _at_shelf(state: put_back.AwaitShelf) -> Sequence[Input]:
    stop = state.stops[0]
    product = ProductScanned(state.work.product(stop.sku))
    other = ProductScanned(state.work.product(state.stops[-1].sku))
    return (
        PlaceScanned(stop.place),
        product,
        PlaceScanned(stop.place),
        product,
        other,
        ShortPressed("damaged"),
    )


def _at_stop(state: pick.AwaitProduct) -> Sequence[Input]:
    stop = state.stops[0]
    here = state.work.product(stop.sku)
    following = state.stops[1].place if len(state.stops) > 1 else "PACK"
    return (
        *(ProductScanned(here, pieces) for pieces in (1, 1, 1, 2, stop.wanted)),
        PlaceScanned(following, "pack" if following == "PACK" else "storage"),
        ToteScanned(state.work.tote or ""),
        ShortPressed("empty"),
    )
