"""Keeps and books facts, each exactly once: many as one set, or one alone with whatever it meets."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.exc import DBAPIError, OperationalError

from sync.central.cause import Cause, NotBookable
from sync.central.problems import Problem
from sync.central.store import Transaction
from sync.central.sync.booking import (
    APPLIED,
    ATTENTION,
    HELD_BACK,
    book_in_set,
    book_payload,
    hold_back,
    stored_id,
)
from sync.central.sync.envelopes import Envelope
from sync.central.sync.keeping import keep, kept_under, number
from sync.central.sync.needs import take_in_hand
from sync.wire import FactOutcome

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Sender:
    """The device that sends, as central knows it. `numbered`: its facts come in its order, without a gap.

    `announced_seq`: the highest number that it has ever spoken of in this epoch.
    """

    device: str
    epoch: int
    last_seq: int
    knows_forks: bool
    numbered: bool = True
    revoked: bool = False
    announced_seq: int = 0


Sent = tuple[Sender, Sequence[Envelope]]


def is_plain_sequence(sender: Sender, envelopes: Sequence[Envelope]) -> bool:
    """Whether these can be read and go on exactly where the sender ended."""
    first = sender.last_seq + 1
    return all(one.fault is None and one.seq == no for no, one in enumerate(envelopes, first))


def taken_as_set(tx: Transaction, sent: Sequence[Sent]) -> list[list[FactOutcome]] | None:
    """Take all of these with a few statements. None, and nothing is taken, if one needs to be looked at alone."""
    ids = [stored_id(one.fact_id) for _, envelopes in sent for one in envelopes]
    if len(set(ids)) < len(ids) or kept_under(tx, ids):
        return None
    try:
        with tx.attempt():
            take_in_hand(tx, [one.payload.get("body") for _, envelopes in sent for one in envelopes])
            return [[_taken_in_set(tx, sender, one) for one in envelopes] for sender, envelopes in sent]
    except OperationalError:
        raise
    except Exception as why:
        if isinstance(why, DBAPIError) and why.connection_invalidated:
            raise
        log.info("%d facts are taken one by one: %s", len(ids), why)
        return None


def _taken_in_set(tx: Transaction, sender: Sender, envelope: Envelope) -> FactOutcome:
    fact_id = stored_id(envelope.fact_id)
    card = book_in_set(tx, envelope.payload, Cause(fact_id, sender.device, envelope.operator))
    outcome = APPLIED if card is None else ATTENTION
    made = {"epoch": sender.epoch, "outcome": outcome, "attention": card, **envelope.kept()}
    keep(tx, sender.device, envelope, made, numbered=sender.numbered)
    return FactOutcome(envelope.seq, envelope.fact_id, outcome, card)


def taken_each(tx: Transaction, sender: Sender, envelopes: Sequence[Envelope]) -> list[FactOutcome]:
    """One after the other: what one of them meets is no matter of the others."""
    outcomes = []
    last_seq = sender.last_seq
    for envelope in envelopes:
        outcomes.append(taken(tx, sender, envelope, new=envelope.seq > last_seq))
        last_seq = max(last_seq, envelope.seq)
    return outcomes


def is_known(tx: Transaction, envelope: Envelope) -> bool:
    """Whether this very fact is kept already: the same id, and it says the same."""
    content = envelope.kept()["payload_hash"]
    fact_id = stored_id(envelope.fact_id)
    return any(row.payload_hash == content for row in kept_under(tx, [fact_id]).get(fact_id, ()))


def taken(tx: Transaction, sender: Sender, envelope: Envelope, *, new: bool) -> FactOutcome:
    """Keep and book a fact, once. `new`: nothing came under its number before."""
    fact_id, kept = stored_id(envelope.fact_id), envelope.kept()
    known = kept_under(tx, [fact_id]).get(fact_id, [])
    same = next((row for row in known if row.payload_hash == kept["payload_hash"]), None)
    if same is not None:
        if new and sender.numbered:
            number(tx, sender.device, sender.epoch, envelope.seq, same.position)
        return FactOutcome(envelope.seq, envelope.fact_id, same.outcome, same.attention)
    if not new and sender.knows_forks:
        sentence = (
            f"Another fact came under number {envelope.seq} before. Ask for a new epoch and send it again."
        )
        raise Problem(409, "fork", sentence, seq=envelope.seq)
    cause = Cause(fact_id, sender.device, envelope.operator, late=not sender.numbered)
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
    made = {"epoch": sender.epoch, "outcome": outcome, "attention": card, **kept}
    keep(tx, sender.device, envelope, made, numbered=new and sender.numbered)
    return FactOutcome(envelope.seq, envelope.fact_id, outcome, card)
