"""A store that was copied goes from epoch to epoch: what was done at it stays on its own screen, and counts once."""

from app.main import Device
from app.store.floor import Floor
from app.store.journal.queues import Outbox
from sync import wire
from sync.device.http import Central
from tests.app.store.journal.made_entries import entry, picked


def picks(device: Device, scan: str) -> None:
    device.journal.commit(entry(scan, picked(1, "SO-1")))


def shown(device: Device) -> int:
    """How many pieces are picked, as the floor is after the next start."""
    work = Floor(device.mirror, device.journal).work("SO-1")
    assert work is not None
    return work.lines[0].picked


def copy_lives_on(device: Device, central: Central) -> None:
    """A copy of the store asks for an epoch of its own, without a fact that this one has not."""
    identity = device.stores.identity
    acked = device.journal.counts()["acked_seq"]
    central.new_epoch(wire.NewEpoch(int(identity.get("epoch")), identity.get("generation"), acked, ()))


def test_own_scans_stay_on_the_screen_from_epoch_to_epoch(device: Device, central: Central) -> None:
    """
    Two new epochs, and in the second no pull yet: what central acknowledged since the last pull is still counted.
    """
    assert device.sync.once()
    picks(device, "first")
    assert device.sync.once()
    copy_lives_on(device, central)
    assert device.sync.once()  # a new epoch in which central has given no number yet
    assert device.mirror.position()["last_seq"] == "1"
    picks(device, "second")
    epoch = int(device.stores.identity.get("epoch"))
    Outbox(device.journal).mark_acked(epoch, 2, {})
    assert shown(device) == 2
    copy_lives_on(device, central)
    device.sync._lives.renew(central)
    assert int(device.stores.identity.get("epoch")) > epoch
    assert shown(device) == 2
