"""What a thing that happens in a shift looks like."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.sim.handheld import Handheld
    from tests.sim.shift import Shift

Happening = Callable[["Shift", "Handheld"], None]
