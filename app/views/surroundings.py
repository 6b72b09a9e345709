"""What a view needs beside the job's state: whether there is something to undo, how far labels are, what stands at the ramp."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.views.ramp import CarrierView, ClosedLoadView, RampLine
from app.views.slots import SlotView


@dataclass(frozen=True, slots=True)
class RampAround:
    """What is missing for the carrier of a load, what lies in it that nobody wants, all carriers, and closed loads."""

    missing: tuple[RampLine, ...] = ()
    unwanted: tuple[str, ...] = ()
    carriers: tuple[CarrierView, ...] = ()
    closed_loads: tuple[ClosedLoadView, ...] = ()


NOTHING_THERE = RampAround()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """`print_states` by SSCC, and by order number for labels without one."""

    undoable: bool = False
    print_states: Mapping[str, str] = field(default_factory=dict)
    ramp: RampAround = NOTHING_THERE
    wall: tuple[SlotView, ...] = ()
