"""The totes of an order, where each was set down, and what a tote says when it goes a way of its own. Knows no order."""

from collections.abc import Collection
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class ToteSetDown:
    """One of several totes of a pick stands at a place of its own; the others are still with the picker."""

    order: str
    tote: str
    place: str


@dataclass(frozen=True, slots=True)
class ToteBrought:
    """One of several totes of an order stands where it is packed: its label was scanned there."""

    order: str
    tote: str


@dataclass(frozen=True, slots=True)
class ToteFullPressed:
    """Nothing more goes into the tote: an empty one takes what follows."""


@dataclass(frozen=True, slots=True)
class Tote:
    """A tote with goods of an order. `place` is where its picker set it down, empty while it is on the way.

    `here`: it was scanned where the order is packed. `slot` is that of the put wall in which its goods stand since
    `slot_at_ms`; the tote itself is empty then.
    """

    tote: str
    place: str = ""
    here: bool = False
    slot: str = ""
    slot_at_ms: int = 0


Totes = tuple[Tote, ...]


def taken_up(totes: Totes, tote: str) -> Totes:
    """An empty tote takes what follows; one that is known already is the newest again."""
    return (*(one for one in totes if one.tote != tote), Tote(tote))


def set_down(totes: Totes, names: Collection[str], place: str) -> Totes:
    """These stand at a place; one that nobody has told of is known by now."""
    known = {one.tote for one in totes}
    more = tuple(Tote(name) for name in names if name not in known)
    return tuple(replace(one, place=place) if one.tote in names else one for one in (*totes, *more))


def put_in_hand(totes: Totes, names: Collection[str]) -> Totes:
    """These are with the picker after all."""
    return tuple(replace(one, place="") if one.tote in names else one for one in totes)


def brought_here(totes: Totes, tote: str, *, here: bool = True) -> Totes:
    """This one stands where the order is packed, or does not after all."""
    return tuple(replace(one, here=here) if one.tote == tote else one for one in totes)


def in_slot(totes: Totes, tote: str, slot: str, at_ms: int = 0) -> Totes:
    """The goods of this tote stand in a slot; without one they are in the tote again."""
    known = totes if any(one.tote == tote for one in totes) else (*totes, Tote(tote))
    put = {"slot": slot, "slot_at_ms": at_ms, "here": bool(slot)}
    return tuple(replace(one, **put) if one.tote == tote else one for one in known)  # type: ignore[arg-type]


def totes_of(names: Collection[str], known: Totes) -> Totes:
    """The totes of these names, with what is known of them; those that are known where none is named."""
    by_name = {one.tote: one for one in known}
    return tuple(by_name.get(name) or Tote(name) for name in names) or known
