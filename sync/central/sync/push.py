"""Takes a batch of facts in device order, each exactly once. What can't be booked is kept and acknowledged."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select, update

from sync.central.cause import Cause, NotBookable
from sync.central.checks import hash_of
from sync.central.identity.lost import has_handed_in
from sync.central.identity.rules import generation_of
from sync.central.identity.tables import device
from sync.central.problems import Problem
from sync.central.shipments.rules import note_print
from sync.central.store import Transaction
from sync.central.sync.booking import APPLIED, ATTENTION, HELD_BACK, book_payload, hold_back, stored_id
from sync.central.sync.envelopes import Batch, Envelope
from sync.central.sync.lives import generation_must_be
from sync.central.sync.tables import fact, numbering
from sync.central.work.rules import work_goes_on
from sync.wire import FactOutcome, Pushed

COUNT_MAX = 2**53


@dataclass(frozen=True, slots=True)
class Sender:
    """The device that pushes, as central knows it. `numbered`: its facts come in its order, without a gap."""

    device: str
    epoch: int
    last_seq: int
    knows_forks: bool
    numbered: bool = True
    revoked: bool = False


def push(tx: Transaction, device_id: str, batch: Batch) -> Pushed:
    """Take the batch. When this is committed, everything up to `last_seq` is durable."""
    sender = _sender(tx, device_id, batch)
    last_seq = sender.last_seq
    outcomes = []
    for envelope in batch.envelopes:
        if envelope.seq > last_seq + 1:
            expected = sender.last_seq + 1
            sentence = f"Facts are missing: send them from number {expected} on."
            raise Problem(409, "gap", sentence, expected=expected, last_seq=sender.last_seq)
        outcomes.append(taken(tx, sender, envelope, new=envelope.seq > last_seq))
        last_seq = max(last_seq, envelope.seq)
    cause = Cause(device=device_id)
    for report in batch.prints:
        note_print(tx, report, cause)
    work_goes_on(tx, device_id)
    announced = min(max(batch.announced_seq, last_seq), COUNT_MAX)
    tx.db.execute(
        update(device)
        .where(device.c.device == device_id)
        .values(last_seq=last_seq, announced_seq=announced, seen_at_ms=tx.now_ms)
    )
    if sender.revoked and last_seq >= announced:
        has_handed_in(tx, device_id, cause)
    return Pushed(generation_of(tx), sender.epoch, last_seq, tx.now_ms, tuple(outcomes))


def _sender(tx: Transaction, device_id: str, batch: Batch) -> Sender:
    if batch.device != device_id:
        sentence = "The token belongs to another device than the one that the body names."
        raise Problem(403, "other-device", sentence)
    generation_must_be(tx, batch.generation or None)
    row = tx.db.execute(select(device).where(device.c.device == device_id)).one()
    if batch.epoch != row.epoch:
        sentence = f"This device lives in epoch {row.epoch}. Number the facts anew and send them again."
        raise Problem(409, "stale-epoch", sentence, epoch=row.epoch, last_seq=row.last_seq)
    return Sender(device_id, row.epoch, row.last_seq, batch.knows_forks, revoked=row.revoked)


def is_known(tx: Transaction, envelope: Envelope) -> bool:
    """Whether this very fact is kept already: the same id, and it says the same."""
    content = hash_of(envelope.permanent)
    return any(row.payload_hash == content for row in _under_id(tx, stored_id(envelope.fact_id)))


def _under_id(tx: Transaction, fact_id: str) -> list[Any]:
    """What is kept under this id; more than one where two facts had the same."""
    columns = (fact.c.position, fact.c.payload_hash, fact.c.outcome, fact.c.attention)
    asked = select(*columns).where(fact.c.fact_id == fact_id).order_by(fact.c.position)
    return list(tx.db.execute(asked))


def taken(tx: Transaction, sender: Sender, envelope: Envelope, *, new: bool) -> FactOutcome:
    """Keep and book a fact, once. `new`: nothing came under its number before."""
    fact_id, content = stored_id(envelope.fact_id), hash_of(envelope.permanent)
    known = _under_id(tx, fact_id)
    same = next((row for row in known if row.payload_hash == content), None)
    if same is not None:
        if new and sender.numbered:
            _number(tx, sender, envelope.seq, same.position)
        return FactOutcome(envelope.seq, envelope.fact_id, same.outcome, same.attention)
    if not new and sender.knows_forks:
        sentence = (
            f"Another fact came under number {envelope.seq} before. Ask for a new epoch and send it again."
        )
        raise Problem(409, "fork", sentence, seq=envelope.seq)
    cause = Cause(fact_id, sender.device, envelope.operator)
    outcome, card = APPLIED, None
    try:
        if not new:
            raise NotBookable(f"another fact came under number {envelope.seq} before")
        if known:
            raise NotBookable("another fact came under the same id before")
        if envelope.fault is not None:
            raise NotBookable(envelope.fault)
        card = book_payload(tx, envelope.payload, cause)
        outcome = ATTENTION if card is not None else APPLIED
    except NotBookable as why:
        outcome, card = HELD_BACK, hold_back(tx, envelope.payload, str(why), cause)
    position = _keep(tx, sender, envelope, {"outcome": outcome, "attention": card, "payload_hash": content})
    if new and sender.numbered:
        _number(tx, sender, envelope.seq, position)
    return FactOutcome(envelope.seq, envelope.fact_id, outcome, card)


def _keep(tx: Transaction, sender: Sender, envelope: Envelope, values: Mapping[str, Any]) -> int:
    kept = tx.db.execute(
        insert(fact)
        .values(
            fact_id=stored_id(envelope.fact_id),
            device=sender.device,
            epoch=sender.epoch,
            seq=envelope.seq,
            kind=stored_id(envelope.kind),
            payload=json.dumps(envelope.payload),
            received_at_ms=tx.now_ms,
            **values,
        )
        .returning(fact.c.position)
    )
    return int(kept.scalar_one())


def _number(tx: Transaction, sender: Sender, seq: int, position: int) -> None:
    row = {"device": sender.device, "epoch": sender.epoch, "seq": seq, "position": position}
    tx.db.execute(insert(numbering).values(row))
