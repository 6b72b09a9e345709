"""What people do to an order or to each other's work: cancel, change, hand over, take over, shut out, settle cards."""

from typing import TYPE_CHECKING

from tests.sim.happening import Happening

if TYPE_CHECKING:
    from tests.sim.handheld import Handheld
    from tests.sim.shift import Shift


def _cancels(shift: "Shift", _device: "Handheld") -> None:
    shift.office.shop.cancel(shift.chance)


def _changes(shift: "Shift", _device: "Handheld") -> None:
    shift.office.shop.change(shift.chance)


def _brings_back(shift: "Shift", device: "Handheld") -> None:
    """In touch, to hear of it, and then as many steps of the way back as there are."""
    device.sync.once()
    for _ in range(shift.chance.randint(1, 3)):
        device.hands.work("put_back")


def _packs_by_code(shift: "Shift", device: "Handheld") -> None:
    """The tote comes with the picker's code, or somebody scans that once more."""
    codes = shift.hall.codes
    if codes:
        device.hands.pack_by_code(codes[shift.chance.choice(sorted(codes))])
        device.hands.work("pack")


def _packs_blind(shift: "Shift", device: "Handheld") -> None:
    """A tote without its code."""
    totes = sorted({order for (order, _), pieces in shift.hall.loose.items() if pieces > 0})
    if totes:
        device.hands.pack_blind(shift.chance.choice(totes))
        device.hands.work("pack")


def _takes_over(shift: "Shift", device: "Handheld") -> None:
    """An order that may be in another one's hands, who works on it out of reach, goes on here."""
    order = shift.chance.choice(shift.office.shop.orders)
    for other in shift.devices:
        if other is not device and any(work.order == order for work in other.hands.held()):
            other.hands.work("pick")
    if shift.chance.random() < 0.5:
        shift.office.release(order)
        device.sync.fetch_order(order)
    else:
        shift.office.take_over(order, device.identity.get("token"))
        device.sync.once()
    device.hands.work("pick")
    device.hands.work("pick")


def _is_shut_out(shift: "Shift", device: "Handheld") -> None:
    """It was lost. Somebody goes on with it, all the same; one device is left for the work."""
    gone = shift.office.revoked() | {device.device}
    if shift.of_one_age and any(one.device not in gone for one in shift.devices):
        shift.office.revoke(device.device)


def _is_rescued(shift: "Shift", device: "Handheld") -> None:
    """What its store holds is carried to central in a file, whether or not it came over the wire, too."""
    shift.office.brings_in(device.device, device.saved())


def _settles(_shift: "Shift", device: "Handheld") -> None:
    device.hands.settle()


MEDDLING: tuple[tuple[int, Happening], ...] = (
    (3, _cancels),
    (4, _changes),
    (5, _brings_back),
    (4, _packs_by_code),
    (3, _packs_blind),
    (4, _takes_over),
    (1, _is_shut_out),
    (2, _is_rescued),
    (2, _settles),
)
