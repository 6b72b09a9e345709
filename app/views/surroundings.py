"""What a view needs beside the job's state: whether there is something to undo, and how far labels are."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Surroundings:
    """`print_states` by SSCC, and by order number for labels without one."""

    undoable: bool = False
    print_states: Mapping[str, str] = field(default_factory=dict)
