"""What happens in a shift, and how often: work, the office, a plug that is pulled, stores that are lost or copied."""

from typing import TYPE_CHECKING

from tests.sim.happening import Happening
from tests.sim.meddling import MEDDLING
from tests.sim.network import Crash

if TYPE_CHECKING:
    from tests.sim.handheld import Handheld
    from tests.sim.shift import Shift

DAY_MS = 24 * 3600 * 1000
LEASE_AND_MORE_MS = 13 * 3600 * 1000
ORDERS_MAX = 6
TWINS_MAX = 1


def _works(shift: "Shift", device: "Handheld") -> None:
    for _ in range(shift.chance.randint(1, 3)):
        device.hands.work()


def _syncs(_shift: "Shift", device: "Handheld") -> None:
    device.sync.once()


def _is_cut_off(shift: "Shift", device: "Handheld") -> None:
    """The radio hole begins in the middle of a round, between two small pages perhaps."""
    if shift.wire.troubled:
        shift.wire.fates = ["ok"] * shift.chance.randint(1, 4) + ["lost"]
        device.sync.once()
        shift.wire.fates = []


def _dies_at_work(shift: "Shift", device: "Handheld") -> None:
    """The plug is pulled while a scan is written down."""
    device.breaks_at = shift.chance.randint(0, 5)
    device.hands.work()
    device.hands.work()
    device.breaks_at = None


def _dies_in_touch(shift: "Shift", device: "Handheld") -> None:
    """The plug is pulled while it sends and reads."""
    device.breaks_at = shift.chance.randint(4, 30)
    device.sync.once()
    device.breaks_at = None


def _takes_back(_shift: "Shift", device: "Handheld") -> None:
    device.hands.take_back()


def _goes_astray(_shift: "Shift", device: "Handheld") -> None:
    device.hands.astray()


def _prints(_shift: "Shift", device: "Handheld") -> None:
    device.hands.printed()


def _orders(shift: "Shift", _device: "Handheld") -> None:
    if len(shift.office.shop.orders) < ORDERS_MAX:
        shift.office.shop.order(shift.chance)


def _counts(shift: "Shift", _device: "Handheld") -> None:
    shift.office.count(shift.chance)


def _renames(shift: "Shift", _device: "Handheld") -> None:
    shift.office.rename(shift.chance)


def _loses_mirror(_shift: "Shift", device: "Handheld") -> None:
    """Somebody deletes the file under the running device."""
    (device.folder / "mirror.db").unlink(missing_ok=True)


def _dies(_shift: "Shift", _device: "Handheld") -> None:
    raise Crash("the plug was pulled")


def _mirror_falls_back(_shift: "Shift", device: "Handheld") -> None:
    device.mirror_falls_back()


def _clock_jumps(shift: "Shift", device: "Handheld") -> None:
    device.clock_off_ms += shift.chance.choice((-400 * DAY_MS, -DAY_MS, -60_000, 60_000, DAY_MS))


def _clock_is_put_back(shift: "Shift", device: "Handheld") -> None:
    """Between what central heard of a label and what the printer does with it."""
    while device.hands.work("pack"):
        pass
    device.sync.once()
    device.clock_off_ms -= DAY_MS
    device.hands.printed()


def _long_pause(shift: "Shift", _device: "Handheld") -> None:
    """Longer than anybody holds an order without being heard of."""
    shift.office.now_ms += LEASE_AND_MORE_MS


def _is_backed_up(_shift: "Shift", device: "Handheld") -> None:
    device.back_up()


def _is_restored(shift: "Shift", device: "Handheld") -> None:
    """What it did since its back-up and central does not have is lost with it."""
    if shift.of_one_age:
        shift.wire.forget()
        device.restore(mirror_stays=shift.chance.random() < 0.3)
        shift.lost_for_good()


def _is_copied(shift: "Shift", device: "Handheld") -> None:
    """The store is copied to a second device; from now on both are at work."""
    if shift.twins < TWINS_MAX and shift.of_one_age:
        shift.twins += 1
        shift.devices.append(device.copy_to(shift.outfit(f"{device.name}-twin")))


def _central_is_backed_up(shift: "Shift", _device: "Handheld") -> None:
    shift.office.back_up()


def _central_is_restored(shift: "Shift", _device: "Handheld") -> None:
    """Only what neither central nor a device has is lost."""
    if shift.of_one_age:
        shift.wire.forget()
        shift.office.restore()
        shift.outcomes.clear()
        shift.lost_for_good()


def _is_upgraded(_shift: "Shift", device: "Handheld") -> None:
    device.upgrade()


def _central_is_upgraded(shift: "Shift", _device: "Handheld") -> None:
    shift.wire.old = False


ALWAYS: tuple[tuple[int, Happening], ...] = (
    (30, _works),
    (30, _syncs),
    (6, _orders),
    (3, _counts),
    (2, _renames),
    (3, _takes_back),
    (2, _goes_astray),
    (6, _prints),
    (4, _loses_mirror),
    (3, _dies),
    (3, _mirror_falls_back),
    (3, _clock_jumps),
    (2, _clock_is_put_back),
    (4, _is_cut_off),
    (5, _dies_in_touch),
    (4, _dies_at_work),
    (1, _long_pause),
    (2, _is_upgraded),
    (1, _central_is_upgraded),
    *MEDDLING,
)
STORES: tuple[tuple[int, Happening], ...] = (
    (3, _is_backed_up),
    (2, _is_restored),
    (2, _is_copied),
    (2, _central_is_backed_up),
    (1, _central_is_restored),
)
