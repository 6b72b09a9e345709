"""The lives of a device's store: one that was restored or copied goes on in a new epoch. Knows nothing of what facts say."""

from typing import Any

from sqlalchemy import func, insert, select, update

from sync.central.attention.rules import DEVICE_RESTLESS, Case, open_case
from sync.central.backups.rules import lower_floor
from sync.central.cause import Cause
from sync.central.identity.guard import unknown_token
from sync.central.identity.rules import generation_of
from sync.central.identity.tables import device
from sync.central.problems import Problem
from sync.central.store import Transaction
from sync.central.sync.booking import stored_id
from sync.central.sync.tables import epoch_begun, fact, numbering
from sync.wire import Epoch, Malformed, new_epoch_from

IDS_AT_ONCE = 500
EPOCHS_A_DAY_MAX = 3
DAY_MS = 24 * 3600 * 1000


def must_be_life(generation: str, known: str | None) -> None:
    """Whoever knows an earlier life of this database must hand in again what that one had. Raises Problem."""
    if known is not None and known != generation:
        sentence = "Central was restored from a back-up. Send again what it has lost."
        raise Problem(409, "generation-changed", sentence, generation=generation)


def begin_epoch(tx: Transaction, device_id: str, body: Any) -> Epoch:
    """Number this device's facts anew from here on. What central has of those named is not wanted again."""
    try:
        wish = new_epoch_from(body)
    except Malformed as why:
        raise Problem(422, "bad-epoch", f"This is no wish for an epoch: {why}.") from why
    must_be_life(generation_of(tx), wish.generation)
    row = tx.db.execute(select(device).where(device.c.device == device_id)).one_or_none()
    if row is None:
        raise unknown_token()
    epoch = max(row.epoch, wish.epoch) + 1
    last_seq = wish.base
    known = _known(tx, device_id, wish.fact_ids)
    for fact_id in wish.fact_ids:
        if fact_id not in known:
            break
        last_seq += 1
        numbered = {"device": device_id, "epoch": epoch, "seq": last_seq, "position": known[fact_id]}
        tx.db.execute(insert(numbering).values(numbered))
    announced = wish.base + len(wish.fact_ids)
    _note(tx, device_id, epoch)
    lower_floor(tx, device_id, wish.base)
    values = {"epoch": epoch, "last_seq": last_seq, "announced_seq": announced, "seen_at_ms": tx.now_ms}
    tx.db.execute(update(device).where(device.c.device == device_id).values(values))
    return Epoch(generation_of(tx), epoch, last_seq)


def _note(tx: Transaction, device_id: str, epoch: int) -> None:
    """A store that is restored or copied over and over is a person's case."""
    tx.db.execute(insert(epoch_begun).values(device=device_id, epoch=epoch, at_ms=tx.now_ms))
    asked = select(func.count()).where(
        epoch_begun.c.device == device_id, epoch_begun.c.at_ms > tx.now_ms - DAY_MS
    )
    count = tx.db.execute(asked).scalar_one()
    if count > EPOCHS_A_DAY_MAX:
        name = tx.db.execute(select(device.c.name).where(device.c.device == device_id)).scalar_one()
        detail = (
            f"The store of “{name}” was restored or copied {count} times within a day. "
            "Look whether two devices run on one store."
        )
        open_case(tx, Case(DEVICE_RESTLESS, device_id, detail), Cause(device=device_id))


def _known(tx: Transaction, device_id: str, fact_ids: tuple[str, ...]) -> dict[str, int]:
    found: dict[str, int] = {}
    for start in range(0, len(fact_ids), IDS_AT_ONCE):
        stored = {stored_id(one): one for one in fact_ids[start : start + IDS_AT_ONCE]}
        asked = select(fact.c.fact_id, fact.c.position).where(
            fact.c.device == device_id, fact.c.fact_id.in_(list(stored))
        )
        found |= {stored[row.fact_id]: row.position for row in tx.db.execute(asked)}
    return found
