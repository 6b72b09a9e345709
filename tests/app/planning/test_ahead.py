"""Parcels planned before anybody stands at the table: used for exactly the same, when sound, and never else."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from app.domain.facts import Content
from app.domain.orders import Ahead, WorkOrder
from app.domain.packing import Misfit, PackingRules
from app.planning.ahead import found_ahead, key_of, planned_ahead
from app.planning.parcels import planned
from app.workflows.pack_states import AwaitCarton, begin
from tests.app.planning.test_parcels import PEN, contents, order
from tests.builders import LARGE, MEDIUM, MUG, SMALL, SOCK, TENT


def large() -> WorkOrder:
    return order((SOCK, 20), (MUG, 8), (TENT, 1), (PEN, 2))


def with_plan(work: WorkOrder, change: Callable[[list[Any]], object] = lambda parcels: None) -> WorkOrder:
    """The work as it comes from central: its plan was text in between, and is changed as a fault would."""
    key, parcels = planned_ahead(work, contents(work))
    travelled = json.loads(json.dumps(parcels))
    change(travelled)
    return replace(work, ahead=Ahead(key, json.dumps(travelled)))


def test_the_plan_that_travelled_is_the_one_that_the_table_would_make() -> None:
    """
    Central and table plan from the same: nothing of the plan is lost on the way.
    """
    work = with_plan(large())
    assert found_ahead(work, contents(work)) == planned(large(), contents(work))


def test_the_table_takes_it_up_once() -> None:
    """
    The packer sees central's parcels; afterwards the job carries them, and no second copy.
    """
    work = with_plan(large(), lambda parcels: parcels[0].update(price_cents=77))
    state = begin(work)
    assert isinstance(state, AwaitCarton)
    assert state.parcel is not None
    assert state.parcel.price_cents == 77
    assert state.work.ahead is None


CHANGES: dict[str, Callable[[WorkOrder], WorkOrder]] = {
    "a measured product": lambda work: replace(
        work, products=tuple(replace(one, weight_g=one.weight_g + 1) for one in work.products)
    ),
    "another carton": lambda work: replace(work, cartons=(SMALL, MEDIUM)),
    "a carton that runs out": lambda work: replace(work, cartons=(SMALL, MEDIUM, replace(LARGE, stock=1))),
    "a misfit": lambda work: replace(work, misfits=(Misfit("M", (Content("MUG", 2),)),)),
    "another price": lambda work: replace(work, packing=PackingRules(fill_max_percent=70)),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_plan_for_something_else_is_not_used(what: str) -> None:
    """
    What the table knows better makes central's plan worthless: it plans by itself.
    """
    work = with_plan(large())
    changed = CHANGES[what](work)
    assert found_ahead(changed, contents(work)) is None
    assert begin(changed) == begin(replace(changed, ahead=None))


def test_other_pieces_are_another_plan() -> None:
    """
    A piece was missing in the tote.
    """
    work = with_plan(large())
    fewer = contents(order((SOCK, 19), (MUG, 8), (TENT, 1), (PEN, 2)))
    assert found_ahead(work, fewer) is None


def test_the_order_of_lines_and_a_full_stock_of_cartons_change_nothing() -> None:
    """
    Of 5,000 cartons one more or less is no reason to plan again.
    """
    work, counts = large(), contents(large())
    many = replace(work, cartons=tuple(replace(one, stock=5000) for one in work.cartons))
    fewer = replace(work, cartons=tuple(replace(one, stock=4999) for one in reversed(work.cartons)))
    assert key_of(many, counts) == key_of(fewer, tuple(reversed(counts)))


def _fullest(parcels: list[Any]) -> Any:
    return max(parcels, key=lambda one: len(one["spots"]))


FAULTS: dict[str, Callable[[list[Any]], object]] = {
    "a piece is missing": lambda parcels: _fullest(parcels)["spots"].pop(),
    "a piece hangs": lambda parcels: _fullest(parcels)["spots"][-1].__setitem__(3, 5000),
    "two in one place": lambda parcels: _fullest(parcels)["spots"].__setitem__(
        1, _fullest(parcels)["spots"][0]
    ),
    "a carton that nobody has": lambda parcels: parcels[0].update(carton="XXL"),
    "a parcel twice": lambda parcels: parcels.append(parcels[0]),
    "no parcel": lambda parcels: parcels.clear(),
    "another form": lambda parcels: parcels[0].pop("spots"),
    "no numbers": lambda parcels: _fullest(parcels)["spots"][0].__setitem__(0, "first"),
    "a piece less than none": lambda parcels: parcels[0]["contents"][0].__setitem__(1, -1),
}


@pytest.mark.parametrize("what", FAULTS)
def test_a_plan_that_no_packer_can_follow_is_not_used(what: str) -> None:
    """
    Whatever went wrong at central or on the way: the table's own validator stands between.
    """
    work = with_plan(large(), FAULTS[what])
    assert found_ahead(work, contents(work)) is None
    assert begin(work) == begin(large())


@pytest.mark.parametrize("text", ["", "null", "[]", "[7]", "{}", '[{"carton": 3}]', "["])
def test_any_text_is_no_plan_and_no_error(text: str) -> None:
    """
    A newer central writes it in another way.
    """
    work = large()
    work = replace(work, ahead=Ahead(key_of(work, contents(work)), text))
    assert found_ahead(work, contents(work)) is None
