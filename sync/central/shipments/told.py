"""What a packer tells of a parcel beside its pieces: kept as it was told, with the parcel's order."""

from typing import Any

from app.domain.facts import InstructionsConfirmed
from sync.central.cause import Book, Cause, TakeBack
from sync.central.store import Transaction
from sync.central.work.facts import order_must_be_known


def confirm(tx: Transaction, fact: InstructionsConfirmed, _cause: Cause) -> str | None:
    """The parcel was packed as the order tells: nothing moves, the fact itself is the proof."""
    order_must_be_known(tx, fact.order)
    return None


def unconfirm(_tx: Transaction, _fact: InstructionsConfirmed, _cause: Cause) -> None:
    """Nothing was booked for it."""


BOOK: dict[type[Any], Book] = {InstructionsConfirmed: confirm}
TAKE_BACK: dict[type[Any], TakeBack] = {InstructionsConfirmed: unconfirm}
