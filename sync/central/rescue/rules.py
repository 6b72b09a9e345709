"""Facts and reports of labels out of a rescue file: told apart by their permanent id and what they say. Moves no device on."""

from typing import Any

from sqlalchemy import func, select

from sync.central.cause import Cause
from sync.central.checks import TEXT_LENGTH_MAX, Wrong, flag_of, hash_of, is_plain, object_of, whole_of
from sync.central.identity.lost import has_handed_in
from sync.central.identity.tables import device
from sync.central.problems import Problem
from sync.central.shipments.rules import note_print
from sync.central.store import Transaction
from sync.central.sync.booking import HELD_BACK
from sync.central.sync.envelopes import Envelope, read_envelope, read_report
from sync.central.sync.tables import fact
from sync.central.sync.taking import Sender, is_known, taken
from sync.wire import BATCH_FACTS_MAX

EPOCH_MAX = 2**31
SEQ_MAX = 2**53


def take_rescued(tx: Transaction, device_id: str, body: Any) -> dict[str, int]:
    """Book what is not known yet, in the order of the file. What cannot be read or booked is kept for a person."""
    try:
        given = object_of(body)
        epoch = whole_of(given, "epoch", most=EPOCH_MAX)
        whole = flag_of(given, "whole", otherwise=False)
        through = None if given.get("last_seq") is None else whole_of(given, "last_seq", most=SEQ_MAX)
        facts = given.get("facts")
        if not isinstance(facts, list) or len(facts) > BATCH_FACTS_MAX:
            raise Wrong("facts", f"Send facts as a list of at most {BATCH_FACTS_MAX}.")
        prints = given.get("prints", [])
        if not isinstance(prints, list) or len(prints) > BATCH_FACTS_MAX:
            raise Wrong("prints", f"Send prints as a list of at most {BATCH_FACTS_MAX}.")
    except Wrong as why:
        errors = [{"field": why.field, "reason": why.reason}]
        raise Problem(422, "invalid", why.reason, errors=errors) from why
    known = (
        is_plain(device_id)
        and tx.db.execute(select(device.c.device).where(device.c.device == device_id)).first()
    )
    if not known:
        raise Problem(404, "unknown-device", "No device has this number. GET /v1/devices lists them.")
    sender = Sender(device_id, epoch, 0, knows_forks=False, numbered=False)
    counts = {"taken": 0, "known": 0, "quarantined": 0}
    for item in facts:
        envelope = _envelope(item)
        if is_known(tx, envelope):
            counts["known"] += 1
            continue
        outcome = taken(tx, sender, envelope, new=True).outcome
        counts["quarantined" if outcome == HELD_BACK else "taken"] += 1
    for item in prints:
        report = read_report(item)
        if report is not None:
            note_print(tx, report, Cause(device=device_id))
    if whole and _is_all(tx, device_id, epoch, through):
        has_handed_in(tx, device_id, Cause(device=device_id))
    return counts


def _is_all(tx: Transaction, device_id: str, epoch: int, through: int | None) -> bool:
    """Whether a whole file says as much as the device had spoken of: it may be of an older store, or of spring.

    Older programs write no last number. Then central must have as many facts as were announced.
    """
    row = tx.db.execute(select(device).where(device.c.device == device_id)).one()
    if through is not None:
        return epoch >= int(row.epoch) and through >= int(row.announced_seq)
    kept = select(func.count()).select_from(fact).where(fact.c.device == device_id)
    return int(tx.db.execute(kept).scalar_one()) >= int(row.announced_seq)


def _envelope(item: Any) -> Envelope:
    """The fact as it was sent; what has no id gets one by what it says, so that it comes once."""
    fact_id = item.get("fact_id") if isinstance(item, dict) else None
    seq = item.get("seq") if isinstance(item, dict) else None
    numbered = isinstance(seq, int) and not isinstance(seq, bool) and 0 < seq < EPOCH_MAX
    named = isinstance(fact_id, str) and 0 < len(fact_id) <= TEXT_LENGTH_MAX
    if isinstance(item, dict) and numbered and named:
        return read_envelope(item)
    payload = item if isinstance(item, dict) else {"kind": None, "rescued": item}
    name = f"rescued-{hash_of(payload)}"
    return Envelope(
        seq if isinstance(seq, int) and numbered else 0, name, payload, "it has no number or no id"
    )
