"""The lives of a device's store: one that was restored or copied goes on in a new epoch. Knows nothing of what facts say."""

from itertools import takewhile
from typing import Any

from sqlalchemy import Row, and_, bindparam, func, insert, select, update

from sync.central.attention.rules import DEVICE_RESTLESS, SCANS_MISSING, Case, open_case
from sync.central.backups.rules import lower_floor
from sync.central.cause import Cause
from sync.central.hand import insert_rows
from sync.central.identity.guard import unknown_token
from sync.central.identity.rules import generation_of
from sync.central.identity.tables import device
from sync.central.problems import Problem
from sync.central.store import Transaction
from sync.central.sync.booking import stored_id
from sync.central.sync.tables import epoch_begun, fact, numbering
from sync.wire import Epoch, Malformed, NewEpoch, new_epoch_from

IDS_AT_ONCE = 500
EPOCHS_A_DAY_MAX = 3
DAY_MS = 24 * 3600 * 1000
# by the id alone: with the device beside it, SQLite reads all of the device's facts for each piece
SENT = (
    select(fact.c.fact_id, fact.c.position, fact.c.device)
    .join(
        numbering,
        and_(
            numbering.c.device == fact.c.device,
            numbering.c.epoch == fact.c.epoch,
            numbering.c.seq == fact.c.seq,
            numbering.c.position == fact.c.position,
        ),
    )
    .where(fact.c.fact_id.in_(bindparam("ids", expanding=True)))
)


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
    known = _known(tx, device_id, wish.fact_ids)
    here = list(takewhile(known.__contains__, wish.fact_ids))
    last_seq = wish.base + len(here)
    numbered = enumerate(here, wish.base + 1)
    made = [{"device": device_id, "epoch": epoch, "seq": no, "position": known[one]} for no, one in numbered]
    _note(tx, row, epoch, wish)
    insert_rows(tx.db, numbering, made)
    announced = wish.base + len(wish.fact_ids)
    if row.revoked:  # an older copy of its store does not know of all that it has done
        announced = max(announced, row.announced_seq)
    lower_floor(tx, device_id, wish.base)
    values = {"epoch": epoch, "last_seq": last_seq, "announced_seq": announced, "seen_at_ms": tx.now_ms}
    tx.db.execute(update(device).where(device.c.device == device_id).values(values))
    return Epoch(generation_of(tx), epoch, last_seq)


def _note(tx: Transaction, row: Row[Any], epoch: int, wish: NewEpoch) -> None:
    """A store that is restored or copied over and over is a person's case, and so is what neither side has any more."""
    name = row.name
    tx.db.execute(insert(epoch_begun).values(device=row.device, epoch=epoch, at_ms=tx.now_ms))
    asked = select(func.count()).where(
        epoch_begun.c.device == row.device, epoch_begun.c.at_ms > tx.now_ms - DAY_MS
    )
    count = tx.db.execute(asked).scalar_one()
    if count > EPOCHS_A_DAY_MAX:
        detail = (
            f"The store of “{name}” was restored or copied {count} times within a day. "
            "Look whether two devices run on one store."
        )
        open_case(tx, Case(DEVICE_RESTLESS, row.device, detail), Cause(device=row.device))
    numbers = select(func.max(numbering.c.seq)).where(numbering.c.device == row.device)
    through = tx.db.execute(numbers).scalar_one() or 0
    if through < wish.base:
        detail = (
            f"Central was restored from a back-up that is older than “{name}” was told: its scans {through + 1} to "
            f"{wish.base} are nowhere any more. Put in a newer back-up, or count what it worked on."
        )
        # no quantity, which would be added up: a wish whose answer was lost comes again
        open_case(tx, Case(SCANS_MISSING, f"{row.device}/{wish.base}", detail), Cause(device=row.device))


def _known(tx: Transaction, device_id: str, fact_ids: tuple[str, ...]) -> dict[str, int]:
    """Where those of these facts lie that the device itself sent; one from a rescue file is compared when it comes again."""
    found: dict[str, int] = {}
    for start in range(0, len(fact_ids), IDS_AT_ONCE):
        stored = {stored_id(one): one for one in fact_ids[start : start + IDS_AT_ONCE]}
        for row in tx.db.execute(SENT, {"ids": list(stored)}):
            if row.device == device_id:
                found[stored[row.fact_id]] = row.position
    return found
