"""Takes the batches of devices, each in device order. What can't be booked is kept and acknowledged."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import RowMapping, bindparam, select, update

from sync.central.cause import Cause
from sync.central.identity.guard import unknown_token
from sync.central.identity.lost import has_handed_in
from sync.central.identity.rules import generation_of
from sync.central.identity.tables import device
from sync.central.problems import Problem
from sync.central.shipments.rules import note_print
from sync.central.store import Transaction
from sync.central.sync.envelopes import Batch
from sync.central.sync.lives import must_be_life
from sync.central.sync.taking import Sender, is_plain_sequence, taken_as_set, taken_each
from sync.central.work.rules import works_go_on
from sync.wire import FactOutcome, Pushed

COUNT_MAX = 2**53
OF_DEVICES = select(device).where(device.c.device.in_(bindparam("ids", expanding=True)))
MOVE_ON = (
    update(device)
    .where(device.c.device == bindparam("id"))
    .values(last_seq=bindparam("last"), announced_seq=bindparam("announced"), seen_at_ms=bindparam("seen"))
)


@dataclass
class Push:
    """A batch that a device sent, and what became of it: an answer or a refusal."""

    device: str
    batch: Batch
    answer: Pushed | Problem | None = None


def push_all(tx: Transaction, pushes: Sequence[Push]) -> None:
    """Take one push of each of these devices. When this is committed, everything up to `last_seq` is durable.

    Each gets the answer that it would get alone; one that is refused changes nothing.
    """
    generation = generation_of(tx)
    found = tx.side.execute(OF_DEVICES, {"ids": [one.device for one in pushes]}).mappings()
    known = {row["device"]: row for row in found}
    plain: list[tuple[Push, Sender]] = []
    special: list[tuple[Push, Sender]] = []
    for one in pushes:
        try:
            sender = _sender(one, known.get(one.device), generation)
        except Problem as refused:
            one.answer = refused
            continue
        (plain if is_plain_sequence(sender, one.batch.envelopes) else special).append((one, sender))
    outcomes = taken_as_set(tx, [(sender, one.batch.envelopes) for one, sender in plain])
    if outcomes is None:
        special = [*plain, *special]
    else:
        for (one, sender), made in zip(plain, outcomes, strict=True):
            one.answer = _ended(tx, one, sender, generation, made)
        works_go_on(tx, [sender.device for one, sender in plain if one.batch.envelopes])
    for one, sender in special:
        _take_alone(tx, one, sender, generation)


def _take_alone(tx: Transaction, one: Push, sender: Sender, generation: str) -> None:
    try:
        with tx.attempt():
            outcomes = None
            if is_plain_sequence(sender, one.batch.envelopes):
                alone = taken_as_set(tx, [(sender, one.batch.envelopes)])
                outcomes = alone[0] if alone else None
            if outcomes is None:
                outcomes = taken_each(tx, sender, one.batch.envelopes)
            one.answer = _ended(tx, one, sender, generation, outcomes)
            works_go_on(tx, [sender.device] if one.batch.envelopes else [])
    except Problem as refused:
        one.answer = refused


def _ended(
    tx: Transaction, one: Push, sender: Sender, generation: str, outcomes: Sequence[FactOutcome]
) -> Pushed:
    """What follows the facts: reports of printers, and how far the device is now.

    What it once spoke of stays announced in its epoch: an older store, or an old push that comes late, speaks of less.
    """
    cause = Cause(device=sender.device)
    for report in one.batch.prints:
        note_print(tx, report, cause)
    last_seq = max([sender.last_seq, *(envelope.seq for envelope in one.batch.envelopes)])
    announced = min(max(sender.announced_seq, one.batch.announced_seq, last_seq), COUNT_MAX)
    news = {"id": sender.device, "last": last_seq, "announced": announced, "seen": tx.now_ms}
    tx.side.execute(MOVE_ON, news)
    if sender.revoked and last_seq >= announced:
        has_handed_in(tx, sender.device, cause)
    return Pushed(generation, sender.epoch, last_seq, tx.now_ms, tuple(outcomes))


def _sender(one: Push, row: RowMapping | None, generation: str) -> Sender:
    """Who pushes. Raises Problem if this is not what it should push now."""
    batch = one.batch
    if row is None:
        raise unknown_token()  # a back-up was put in that is older than the device
    if batch.device != one.device:
        sentence = "The token belongs to another device than the one that the body names."
        raise Problem(403, "other-device", sentence)
    must_be_life(generation, batch.generation or None)
    if batch.epoch != row["epoch"]:
        sentence = f"This device lives in epoch {row['epoch']}. Number the facts anew and send them again."
        raise Problem(409, "stale-epoch", sentence, epoch=row["epoch"], last_seq=row["last_seq"])
    last_seq = row["last_seq"]
    for envelope in batch.envelopes:
        if envelope.seq > last_seq + 1:
            expected = row["last_seq"] + 1
            sentence = f"Facts are missing: send them from number {expected} on."
            raise Problem(409, "gap", sentence, expected=expected, last_seq=row["last_seq"])
        last_seq = max(last_seq, envelope.seq)
    announced, revoked = row["announced_seq"], row["revoked"]
    return Sender(
        one.device,
        row["epoch"],
        row["last_seq"],
        batch.knows_forks,
        revoked=revoked,
        announced_seq=announced,
    )
