"""A view awaits exactly what its job accepts: whoever does what the screen asks for is never refused."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import jobs
from app.inputs import (
    AnswerPressed,
    BadgeScanned,
    CageScanned,
    CartonScanned,
    CustomsTyped,
    DriverNamed,
    Input,
    OrderScanned,
    ParcelScanned,
    PinTyped,
    PlaceScanned,
    ProductScanned,
    QuantityTyped,
    ReturnScanned,
    SizeScanned,
    ToteScanned,
    TrackingScanned,
    WeightScanned,
)
from app.views.surroundings import Surroundings
from app.views.view import HomeView
from app.workflows import desk
from tests.app.workflows.examples import DESK, JOBS
from tests.app.workflows.playing import Played
from tests.app.workflows.ramp_examples import FIRST, PALLET, THREE, parcel
from tests.app.workflows.wall_examples import EMPTY, LAST
from tests.builders import ANNA, CARTONS, PIN, SEQUENCE, SSCC, SUPPLY
from tests.strategies import GOODS, RETURNS, SHORT_OF_TIME, likely, totes, walks

AROUND = jobs.DeskAround(HomeView(None, 0, 0, 0))
WALL_TOTES = (LAST,)
KINDS = (
    "badge",
    "pin",
    "tote",
    "product",
    "place",
    "carton",
    "order",
    "parcel",
    "return",
    "answer",
    "size",
    "weight",
    "cage",
    "driver",
    "customs",
    "quantity",
    "tracking",
)


def answering(kind: str, state: Any) -> Sequence[Input]:
    """Inputs of this kind, among them the right one if any is."""
    work = getattr(state, "work", None)
    of_work = getattr(work, "products", ())
    target = getattr(state, "target", "A-01")
    found: dict[str, Sequence[Input]] = {
        "badge": [BadgeScanned("7", ANNA)],
        "pin": [PinTyped(PIN)],
        "tote": [*(ToteScanned(name) for name in ("0500", "0417", "0777")), *_own_totes(work), *WALL_TOTES],
        "product": [ProductScanned(product) for product in (*GOODS, *of_work)],
        "place": [
            *(PlaceScanned(place) for place in (*SEQUENCE, "PACK")),
            PlaceScanned(target, "storage", ("SOCK",)),
            EMPTY,
        ],
        "carton": [CartonScanned(carton) for carton in (*CARTONS, *getattr(work, "cartons", ()))],
        "order": [OrderScanned("SO-1", "pick", mine=True)],
        "parcel": [ParcelScanned(SSCC, "SO-1"), FIRST, parcel(THREE, "SO-3"), ParcelScanned(PALLET)],
        "return": [ReturnScanned("RMA-1")],
        "answer": [AnswerPressed("yes"), AnswerPressed("no")],
        "size": [SizeScanned((120, 90, 40))],
        "weight": [WeightScanned(500)],
        "cage": [CageScanned("UPS-1", "UPS")],
        "driver": [DriverNamed("Petra"), DriverNamed(None)],
        "quantity": [QuantityTyped(1)],
        "tracking": [TrackingScanned("1Z999AA10123456784")],
        "customs": [CustomsTyped("611595"), CustomsTyped("DE"), CustomsTyped("12.50")],
    }
    return found[kind]


def _own_totes(work: Any) -> Sequence[Input]:
    return [ToteScanned(one.tote, "SO-1") for one in getattr(work, "all_totes", ())]


def accepted(kind: str, job: str, state: Any) -> bool:
    """Whether the job takes some input of this kind."""
    step = jobs.KINDS[job].step
    return any(step(state, one, SUPPLY).refused is None for one in answering(kind, state))


def awaits_what_it_accepts(job: str, state: Any) -> None:
    awaits = jobs.KINDS[job].view_of(state, Surroundings()).awaits
    taken = {kind for kind in KINDS if accepted(kind, job, state)}
    proof = {"parcel"} if job == "pack" else set()  # a label may be proven at any time
    assert set(awaits) | proof == taken | proof


@pytest.mark.parametrize(("job", "name"), [(job, name) for job, states in JOBS.items() for name in states])
def test_a_job_awaits_what_it_accepts(job: str, name: str) -> None:
    """
    In every state that is worth looking at; a finished job claims nothing.
    """
    state = JOBS[job][name]
    if not jobs.KINDS[job].done(state):
        awaits_what_it_accepts(job, state)


@SHORT_OF_TIME
@given(st.sampled_from(("pick", "pack", "return")), st.data())
def test_any_job_on_the_way_awaits_what_it_accepts(job: str, data: st.DataObject) -> None:
    """
    However the operator came there.
    """
    works: dict[str, st.SearchStrategy[Any]] = {"pick": walks(), "pack": totes(), "return": RETURNS}
    kind = jobs.KINDS[job]
    play = Played(kind.step, kind.begin(data.draw(works[job])))
    for _ in range(15):
        play.give(likely(data, play.state))
        if not kind.done(play.state):
            awaits_what_it_accepts(job, play.state)


@pytest.mark.parametrize("name", DESK)
def test_a_desk_accepts_what_it_awaits(name: str) -> None:
    """
    At login the badge, then the PIN; at home and at the returns desk every kind that is named.
    """
    state = DESK[name]
    for kind in jobs.desk_view_of(state, AROUND).awaits:
        waits = name == "the PIN has to wait"
        refused = [desk.step(state, one, SUPPLY).refused for one in answering(kind, state)]
        assert waits or None in refused


def test_a_packed_order_awaits_what_home_awaits() -> None:
    """
    Its screen stays, but any scan acts as at home.
    """
    home = jobs.desk_view_of(DESK["home"], AROUND)
    packed = jobs.KINDS["pack"].view_of(JOBS["pack"]["everything is packed"], Surroundings())
    assert packed.awaits == home.awaits
