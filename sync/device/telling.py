"""What the loop tells and whom: the screens that rows changed, the status how central and the clocks are."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from sync.device.http import Central, CentralRefused

NO_TROUBLE = ""
SHUT_OUT = "device-revoked"
UPGRADE_DEVICE = "upgrade_device"
CENTRAL_IS_OLDER = "central_older"
REVOKED = "revoked"
REFUSED = "refused"
STUCK = "stuck"
STORE = "store"
NO_NUMBERS = "no_numbers"

_KINDS = {
    "upgrade-required": UPGRADE_DEVICE,
    "protocol": CENTRAL_IS_OLDER,
    SHUT_OUT: REVOKED,
    "no-numbers-left": NO_NUMBERS,
}


@dataclass(frozen=True, slots=True)
class Callbacks:
    """Whom the loop tells: the screens that rows changed, the status that central is there or not.

    `held` answers how many jobs this device has on hand, `connect` gives a client for an address and a token.
    `trouble` is told a name for what a person must do something about, "" for nothing.
    `shut_out` is told that this device may only hand in what it has done.
    `mono_s` is the clock by which the loop asks for work again.
    """

    changed: Callable[[], None]
    online: Callable[[bool], None]
    held: Callable[[], int]
    connect: Callable[[str, str], Central] = Central
    trouble: Callable[[str], None] = lambda trouble: None
    clock_off: Callable[[int], None] = lambda off_ms: None
    shut_out: Callable[[], None] = lambda: None
    mono_s: Callable[[], float] = time.monotonic


def trouble_of(refused: CentralRefused) -> str:
    """The name of what a refusal means to a person."""
    if refused.status == 401:
        return REVOKED
    return _KINDS.get(refused.kind, REFUSED)
