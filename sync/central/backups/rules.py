"""What a back-up holds: a mark is set before it is made, and the mark of the oldest one that is kept is the floor.

Whatever central has up to the floor can't be lost any more, so devices may let go of it. A mark is good only in a database
that has given it: one that was restored gives the positions of its facts anew, and knows no later mark.
"""

from sqlalchemy import delete, func, select, update

from sync.central.identity.tables import device, setting
from sync.central.problems import Problem
from sync.central.store import Transaction
from sync.central.sync.tables import fact, numbering

FLOOR = "backup_floor/"  # and the device
MARK = "backup_mark/"  # and the number; its value is the position of the last fact
MARKS_MAX = 1000


def mark(tx: Transaction) -> int:
    """Every fact that is here now is in a back-up that is begun from now on. No two lives give the same number."""
    position = tx.db.execute(select(func.max(fact.c.position))).scalar_one() or 0
    known = tx.db.execute(select(setting.c.name).where(setting.c.name.startswith(MARK, autoescape=True)))
    given = sorted(int(name.removeprefix(MARK)) for name in known.scalars())
    new = max([tx.now_ms // 1000, *(one + 1 for one in given[-1:])])
    tx.upsert(setting, [{"name": f"{MARK}{new}", "value": str(position)}])
    gone = [f"{MARK}{one}" for one in given[: -MARKS_MAX + 1]]
    tx.db.execute(delete(setting).where(setting.c.name.in_(gone)))
    return new


def keep(tx: Transaction, at: int) -> int:
    """The back-up begun at this mark is verified, and is the oldest that may be put back. Returns the floor."""
    position = tx.db.execute(select(setting.c.value).where(setting.c.name == f"{MARK}{at}")).scalar()
    if position is None:
        sentence = (
            "This database has not given this mark, or not in this life. Take one that was given since the last restore, "
            "or before the back-up that was put back then."
        )
        raise Problem(422, "unknown-mark", sentence)
    above = select(numbering.c.device, func.min(numbering.c.seq).label("first"))
    found = tx.db.execute(above.where(numbering.c.position > int(position)).group_by(numbering.c.device))
    first = {row.device: row.first for row in found}
    known = tx.db.execute(select(device.c.device, device.c.last_seq)).all()
    floors = {row.device: min(first.get(row.device, row.last_seq + 1) - 1, row.last_seq) for row in known}
    tx.upsert(setting, [{"name": FLOOR + one, "value": str(floor)} for one, floor in floors.items()])
    return at


def floor_of(tx: Transaction, device_id: str) -> int:
    """Through which number a device's facts are in every back-up that may be put back."""
    asked = select(setting.c.value).where(setting.c.name == FLOOR + device_id)
    return int(tx.db.execute(asked).scalar_one_or_none() or 0)


def lower_floor(tx: Transaction, device_id: str, base: int) -> None:
    """The device numbers anew from here on: what is above may be other facts than those in the back-ups."""
    if floor_of(tx, device_id) > base:
        mine = setting.c.name == FLOOR + device_id
        tx.db.execute(update(setting).where(mine).values(value=str(base)))
