"""What a device that was shut out must not know any more: who gets what, and who works here. Facts stay."""

from sqlalchemy import text, update

from app.store.floor import Floor
from app.store.journal import tables as t
from app.store.journal.journal import Journal
from app.store.journal.queues import Identity
from app.store.mirror.mirror import Mirror


def shut_out(journal: Journal, mirror: Mirror, floor: Floor, identity: Identity) -> None:
    """Work no more, and forget addresses and names, overwritten on disk. A second time only empties the mirror, if need be."""
    if not identity.get("revoked"):
        identity.put(revoked="1")
    if mirror.knows_anything():
        with floor.exchanging():
            mirror.forget()
    if identity.get("forgotten"):
        return
    labels = t.print_jobs
    with journal.transaction() as tx:
        tx.execute(text("PRAGMA secure_delete = ON"))
        tx.execute(update(t.jobs).values(state="", open=0))
        tx.execute(update(t.scans).values(state_before=None))
        tx.execute(update(t.desks).values(state="", banner=None))
        tx.execute(update(labels).values(body="{}"))
        unsent = labels.c.state.in_(("wanted", "sending"))
        newer = labels.c.changed_at_ms + 1  # central has heard of it as wanted, and the newest report counts
        never_came = {"state": "failed", "reason": "revoked", "changed_at_ms": newer, "reported": 0}
        tx.execute(update(labels).where(unsent).values(**never_came))
    with journal.engine.connect() as connection:  # what was written before lies in the log beside the file
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    identity.put(forgotten="1")
