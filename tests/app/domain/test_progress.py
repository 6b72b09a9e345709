"""What packing came to: the formulas, each by a small day."""

from typing import Any

from app.domain.facts import (
    CartonOverridden,
    CartonTaken,
    Content,
    ItemPacked,
    ItemTakenOut,
    ParcelClosed,
    ParcelReopened,
)
from app.domain.progress import IDLE_MS, Tally, nothing, tally

PIECE = ItemPacked("SO-1", 1, "SOCK", 1, 1)
CLOSED = ParcelClosed("SO-1", 1, None, "S", (Content("SOCK", 2),), 700, last=True)


def goods(sku: str) -> int | None:
    return 100 if sku == "SOCK" else None


def cartons(name: str) -> int | None:
    return 1000 if name == "S" else None


def day(*facts: tuple[Any, int], desk: str = "main") -> Tally:
    return tally(((fact, desk, at_s * 1000) for fact, at_s in facts), goods, cartons)


def test_only_the_pauses_of_work_are_time() -> None:
    """
    Ten seconds between two pieces count, a lunch does not, another desk has its own clock.
    """
    done = day((PIECE, 0), (PIECE, 10), (PIECE, 10 + IDLE_MS // 1000 + 1))
    assert (done.units, done.busy_ms, done.unit_ms) == (3, 10_000, 3_333)
    done.add(PIECE, "other", 11_000, nothing, nothing)
    assert done.busy_ms == 10_000
    assert done.per_hour(36) == 12_960


def test_what_came_out_again_was_not_packed() -> None:
    """
    A parcel that was opened again is none, a piece that was taken out neither.
    """
    done = day((PIECE, 0), (CLOSED, 1), (ParcelReopened("SO-1", 1, None, "S", "wrong_piece"), 2))
    done.add(ItemTakenOut("SO-1", 1, "SOCK", 1, 1, None, False), "main", 3000, nothing, nothing)
    assert (done.units, done.parcels) == (0, 0)
    assert done.unit_ms is None


def test_how_full_and_how_often_otherwise() -> None:
    """
    Two socks of 100 in a room of 1000; one of two cartons was another than planned.
    """
    other = CartonOverridden("SO-1", 1, "S", "M", "seen")
    done = day((CartonTaken("SO-1", 1, "S"), 0), (other, 1), (CartonTaken("SO-1", 2, "S"), 2), (CLOSED, 3))
    assert (done.utilisation_percent, done.override_percent) == (20, 50)


def test_a_carton_nobody_measured_says_nothing_about_the_others() -> None:
    """
    Unknown sizes are left out, not counted as empty.
    """
    strange = ParcelClosed("SO-1", 2, None, "X", (Content("TENT", 1),), 700, last=True)
    assert day((CLOSED, 0), (strange, 1)).utilisation_percent == 20
    assert day((strange, 1)).utilisation_percent is None


def test_taken_back_is_as_if_it_had_not_been() -> None:
    """
    All sums but the time, which was spent.
    """
    done = day((PIECE, 0), (CLOSED, 5))
    done.take_back(CLOSED, goods, cartons)
    done.take_back(PIECE, nothing, nothing)
    assert (done.units, done.parcels, done.room_mm3, done.busy_ms) == (0, 0, 0, 5000)
