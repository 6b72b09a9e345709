"""Numbers for parcels on hand: asked for before the last ones are used."""

from app.store.journal.queues import SsccSupply
from sync.device.http import Central, CentralRefused
from sync.device.refusals import for_the_end

SSCC_LOW = 200
SSCC_RANGE = 1000


def refilled(supply: SsccSupply, central: Central) -> CentralRefused | None:
    """Ask for numbers if few are left. Where central has none any more, work goes on: a refusal for the end."""
    try:
        if supply.left() < SSCC_LOW:
            supply.add(*central.sscc_range(SSCC_RANGE))
    except CentralRefused as refused:
        return for_the_end(refused)
    return None
