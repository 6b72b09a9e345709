"""What is tried in the states of each workflow to draw its diagram, and the orders from which some of them begin."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from app.domain.facts import Fact, ParcelClosed, ParcelLoaded, Picked, PutToWall
from app.domain.hints import OrderHints
from app.domain.packing import PackingRules
from app.inputs import (
    CartonScanned,
    CustomsTyped,
    Input,
    MeasurePressed,
    OrderNews,
    ProductScanned,
    ReopenPressed,
    ShortPressed,
    SizeScanned,
    ToteScanned,
    UndoPressed,
    WeightScanned,
)
from tests.app.workflows.ramp_examples import ONE
from tests.builders import (
    SHIP_TO,
    SOCK,
    SSCC,
    carton,
    line,
    order,
    picked,
    product,
    to_pack,
)
from tests.strategies import ANYTHING, awaited

ROLL = product("ROLL", 290, 190, 140, weight_g=3_000)
ABROAD = replace(
    to_pack(picked(1, SOCK, 1)),
    packing=PackingRules(country="DE"),
    ship_to=replace(SHIP_TO, country="CH"),
    hints=OrderHints(currency="EUR"),
)
BLIND = order(line(1, ROLL, {"A-01": 1}), line(2, SOCK, {"A-02": 1}), products=[ROLL], tote="0417")
LOOSE: tuple[Fact, ...] = (Picked("SO-1", 1, "SOCK", 1, "A-01", "0417"),)
LOADED: tuple[Fact, ...] = (ParcelLoaded("M-7F3A21B09C", "DHL-1", "DHL", ONE),)
PUT: tuple[Fact, ...] = (PutToWall("SO-1", "0417", "W-01", 1),)
CLOSED: tuple[Fact, ...] = (ParcelClosed("SO-1", 1, SSCC, "S", (), 1, last=False),)


def of_job(state: Any) -> Sequence[Input]:
    undos = (UndoPressed(LOOSE), UndoPressed(CLOSED), UndoPressed())
    more = (carton("XS", 60, 50, 40), *getattr(getattr(state, "work", None), "cartons", ()))
    return (*awaited(state), *ANYTHING, *(CartonScanned(one) for one in more), *undos)


def of_order(state: Any) -> Sequence[Input]:
    """As any job; a unit of another lot than a line may ask for; and central cancels the order."""
    other_lot = ProductScanned(SOCK, lot="L-2")
    return (*of_job(state), other_lot, OrderNews(replace(state.work, revision=9, cancelled=True)))


def of_packing(state: Any) -> Iterable[Input]:
    """What is seldom: a product is measured, a closed parcel is opened again."""
    seldom = (
        MeasurePressed(),
        SizeScanned((120, 90, 40)),
        CustomsTyped("611595"),
        CustomsTyped("PT"),
        WeightScanned(300),
        WeightScanned(500),
        ReopenPressed("wrong_piece"),
        ReopenPressed(),
        ProductScanned(SOCK, serial="SN-1"),
        ToteScanned("0418", "SO-1"),
    )
    reasons = (ShortPressed("damaged"), ShortPressed("not_found"))  # one stands for all
    return (*(one for one in of_job(state) if one not in reasons), *seldom)
