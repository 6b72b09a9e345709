"""Which refusals end a round at once, and which are for its end."""

from sync.device.http import CentralRefused
from sync.device.lives import OTHER_LIFE


def for_the_end(refused: CentralRefused) -> CentralRefused:
    """A refusal that the rest of the round does not depend on. One of this device's life or token is raised."""
    if refused.kind in OTHER_LIFE or refused.status in (401, 403):
        raise refused
    return refused
