"""The put wall in states worth looking at, by name, and totes and slots as the wall knows them."""

from typing import Any

from app.inputs import Input, OtherSlotPressed, PlaceScanned, SlotAt, ToteAtWall, ToteScanned
from app.workflows import wall
from tests.app.workflows.playing import Played

WORK = wall.WallWork("table")


def tote(name: str = "0417", slot: str = "W-01", **more: Any) -> ToteScanned:
    """A tote with goods of SO-1, as the wall knows it."""
    return ToteScanned(name, "SO-1", ToteAtWall("SO-1", slot, **more))


def slot(
    name: str = "W-01", order: str | None = None, *missing: str, others: tuple[str, ...] = ()
) -> PlaceScanned:
    """A slot of the wall with what stands there."""
    there = (*((order,) if order else ()), *others)
    return PlaceScanned(name, "wall", (), SlotAt(order, missing, there))


FIRST = tote(given=True, others=("0418",))
LAST = tote("0418")
EMPTY = slot()
# What may come at the wall, most of it out of place.
AT_WALL: tuple[Input, ...] = (
    FIRST,
    LAST,
    tote(slot="", given=True),
    *(tote(why=why) for why in ("goes_back", "packing", "picking")),
    ToteScanned("0999"),
    EMPTY,
    slot("W-01", "SO-1", "0418"),
    slot("W-01", "SO-1"),
    slot("W-01", "SO-9"),
    slot("W-02"),
    PlaceScanned("A-01"),
    OtherSlotPressed("W-03"),
    OtherSlotPressed(),
)


def _wall(*inputs: Input) -> Any:
    play = Played(wall.step, wall.begin(WORK))
    if inputs:
        play.give(*inputs)
    return play.state


WALL: dict[str, Any] = {
    "nothing is in the hand": _wall(),
    "the first tote gets a slot": _wall(FIRST),
    "the last tote goes to its slot": _wall(LAST),
    "its slot is full": _wall(LAST, OtherSlotPressed("W-03")),
}
