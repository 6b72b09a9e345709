"""Loads worth looking at, by name, each reached by the scans that lead to it; and parcels to scan at the ramp."""

from dataclasses import replace
from typing import Any

from app.domain.parcels import sscc_of
from app.domain.ramp import CageScanned, DonePressed, DriverNamed, RampParcel, TakeOffPressed
from app.inputs import AnswerPressed, Input, ParcelScanned, TrackingScanned, TrackPressed
from app.workflows import ship
from app.workflows.load import LoadWork
from tests.app.workflows.playing import Played

ONE, TWO, THREE, PALLET = (sscc_of("34012345", no) for no in (1, 2, 3, 900))
LOAD = LoadWork("M-7F3A21B09C", "DHL-1", "DHL")


def parcel(sscc: str = ONE, order: str = "SO-1", carrier: str = "DHL", **more: Any) -> ParcelScanned:
    """A closed parcel as the ramp knows it."""
    return ParcelScanned(sscc, order, at=RampParcel(sscc, order, carrier, 700, "Berlin", **more))


FIRST, SECOND = parcel(), parcel(TWO, "SO-2")
# What may come at the ramp, most of it out of place.
AT_RAMP: tuple[Input, ...] = (
    FIRST,
    SECOND,
    parcel(THREE, "SO-3", "UPS"),
    parcel(THREE, "SO-3", "UPS", belongs="UPS-1"),
    parcel(THREE, "SO-3", load="M-9", cage="DHL-2"),
    parcel(THREE, "SO-3", load="M-9", cage="DHL-2", sealed=True),
    parcel(THREE, "SO-3", cancelled=True),
    parcel(THREE, "SO-3", label="unknown"),
    parcel(THREE, "SO-3", customs_open=True),
    ParcelScanned(THREE),
    ParcelScanned(THREE, void=True),
    CageScanned("DHL-1", "DHL"),
    CageScanned("UPS-1", "UPS"),
    TakeOffPressed(),
    TrackPressed(),
    TrackingScanned("1Z999AA10123456784"),
    DonePressed(2),
    DonePressed(0, (ONE,)),
    DriverNamed("Petra"),
    DriverNamed(None),
)


def _ship(*inputs: Input, work: LoadWork = LOAD) -> Any:
    play = Played(ship.step, ship.begin(work))
    if inputs:
        play.give(*inputs)
    return play.state


_YES = AnswerPressed("yes")
SHIP: dict[str, Any] = {
    "an empty cage": _ship(),
    "nobody's cage yet": _ship(work=replace(LOAD, cage="7", carrier="")),
    "is it a pallet": _ship(work=replace(LOAD, cage=PALLET, carrier="")),
    "an empty pallet": _ship(_YES, work=replace(LOAD, cage=PALLET, carrier="")),
    "two parcels are in": _ship(FIRST, SECOND),
    "the carrier's number": _ship(FIRST, SECOND, TrackPressed()),
    "its customs paper is open": _ship(FIRST, parcel(TWO, "SO-2", customs_open=True)),
    "one comes out": _ship(FIRST, SECOND, TakeOffPressed()),
    "two are missing": _ship(FIRST, DonePressed(2)),
    "the manifest is closed": _ship(FIRST, SECOND, DonePressed()),
    "the driver has it": _ship(FIRST, SECOND, DonePressed(), DriverNamed("Petra")),
    "nobody knows who has it": _ship(FIRST, DonePressed(), DriverNamed(None)),
    "it was no pallet": _ship(AnswerPressed("no"), work=replace(LOAD, cage=PALLET, carrier="")),
}
