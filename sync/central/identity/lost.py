"""A device that was lost: shut out, its work given to others, and what it may still have done is looked after."""

from typing import Any

from sqlalchemy import RowMapping, select, update

from sync.central.attention.rules import SCANS_MISSING, Case, close_cases, open_case
from sync.central.cause import Cause
from sync.central.checks import is_plain
from sync.central.identity.rules import devices
from sync.central.identity.tables import device
from sync.central.problems import Problem
from sync.central.store import Transaction
from sync.central.work.rules import end_holds_of

HANDED_IN = "handed_in"


def revoke(tx: Transaction, device_id: str, cause: Cause) -> dict[str, Any]:
    """Let a device in no more, but for handing in; what it held is free for others. A second time changes nothing."""
    known = _device(tx, device_id) if is_plain(device_id) else None
    if known is None:
        raise Problem(404, "unknown-device", "No device has this number. GET /v1/devices lists them.")
    if not known["revoked"]:
        tx.db.execute(update(device).where(device.c.device == device_id).values(revoked=True))
        end_holds_of(tx, device_id)
        open_case(tx, _case(known), Cause(device=device_id, operator=cause.operator))
    return next(one for one in devices(tx) if one["device"] == device_id)


def _case(row: RowMapping) -> Case:
    missing = max(row["announced_seq"] - row["last_seq"], 0)
    more = f" It had spoken of {missing} more." if missing else ""
    detail = (
        f"The device {row['name']} was shut out. Its scans are known through number {row['last_seq']}.{more} "
        "Find it and let it hand in, bring in its rescue file, or count what it worked on."
    )
    return Case(SCANS_MISSING, row["device"], detail, missing or None)


def has_handed_in(tx: Transaction, device_id: str, cause: Cause) -> None:
    """Everything that a lost device has done is here: nobody needs to look after it any more."""
    row = _device(tx, device_id)
    if row is not None and row["revoked"]:
        close_cases(tx, (SCANS_MISSING,), device_id, cause, HANDED_IN)


def _device(tx: Transaction, device_id: str) -> RowMapping | None:
    return tx.db.execute(select(device).where(device.c.device == device_id)).mappings().one_or_none()
