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
MARKS_ABOVE = "backup_marks_above"
MARKS_MAX = 1000


def mark(tx: Transaction) -> int:
    """Every fact that is here now is in a back-up that is begun from now on. Its number is the last position.

    After a restore it is above all numbers of the lives before, which are of other facts.
    """
    position = _last_position(tx)
    new = _marks_above(tx) + position
    known = tx.db.execute(select(setting.c.name).where(setting.c.name.startswith(MARK, autoescape=True)))
    given = sorted({new, *(int(name.removeprefix(MARK)) for name in known.scalars())})
    tx.upsert(setting, [{"name": f"{MARK}{new}", "value": str(position)}])
    gone = [f"{MARK}{one}" for one in given[:-MARKS_MAX]]
    tx.db.execute(delete(setting).where(setting.c.name.in_(gone)))
    return new


def begin_marks(tx: Transaction) -> None:
    """A new life of the database begins: what was marked after the back-up that was put in is unknown to it."""
    above = max(_marks_above(tx) + 1, tx.now_ms // 1000)
    tx.upsert(setting, [{"name": MARKS_ABOVE, "value": str(above)}])


def keep(tx: Transaction, at: int) -> int:
    """The back-up begun at this mark is verified, and is the oldest that may be put back. Returns the floor."""
    asked = select(setting.c.value).where(setting.c.name == f"{MARK}{at}")
    known = tx.db.execute(asked).scalar_one_or_none()
    if known is None and (_marks_above(tx) or not 0 <= at <= _last_position(tx)):
        sentence = "No back-up can have this mark. Take the one that was given before it, and since the last restore."
        raise Problem(422, "unknown-mark", sentence)
    position = at if known is None else int(known)  # a database that was never restored has given it
    above = select(numbering.c.device, func.min(numbering.c.seq).label("first"))
    found = tx.db.execute(above.where(numbering.c.position > position).group_by(numbering.c.device))
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


def _last_position(tx: Transaction) -> int:
    return int(tx.db.execute(select(func.max(fact.c.position))).scalar_one() or 0)


def _marks_above(tx: Transaction) -> int:
    """0 as long as the database was never restored."""
    asked = select(setting.c.value).where(setting.c.name == MARKS_ABOVE)
    return int(tx.db.execute(asked).scalar_one_or_none() or 0)
