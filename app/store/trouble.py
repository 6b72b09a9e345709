"""What can be wrong with a store, in sentences for the person in front of it. Knows no table.

StoreTrouble
  StoreBusy      another process has the file
  StoreNewer     written by a newer version
  StoreDamaged   not readable any more
  StoreFull      nothing can be written: disk full or write-protected
  StoreRevoked   central has shut this device out
"""

from sqlalchemy.exc import DatabaseError, OperationalError

from app.views.door import StoreDown


class StoreTrouble(StoreDown):
    """The store cannot be used. The text says what to do."""


class StoreBusy(StoreTrouble):
    pass


class StoreNewer(StoreTrouble):
    pass


class StoreDamaged(StoreTrouble):
    pass


class StoreFull(StoreTrouble):
    pass


class StoreRevoked(StoreTrouble):
    pass


FULL = (
    "Nothing can be written on this device: the disk is full or write-protected. Make room, then scan again."
)

REVOKED = (
    "This device was revoked: it cannot be worked with any more. Bring it to your supervisor; what was scanned "
    "with it is kept, and handed in when it is online."
)

BUSY = "Another Gangway on this machine already uses this device's store. Use that one."
DAMAGED = (
    "This device's store is damaged and cannot be read. Keep the folder as it is and call support: what waits "
    "in it can still be saved with `gangway device rescue`."
)


def is_damage(wrong: DatabaseError) -> bool:
    """Whether the file itself is no good, rather than the disk, the rights or another process."""
    said = str(wrong.orig).lower()
    return any(word in said for word in ("malformed", "not a database", "corrupt", "could not decode"))


def trouble_from(wrong: DatabaseError) -> StoreTrouble:
    """What SQLite's word means for the person in front of it. What only a bug can cause is raised as it came."""
    said = str(wrong.orig).lower()
    if not isinstance(wrong, OperationalError) and not is_damage(wrong):
        raise wrong
    if "locked" in said or "busy" in said:
        return StoreBusy(BUSY)
    return StoreDamaged(DAMAGED) if is_damage(wrong) else StoreFull(FULL)
