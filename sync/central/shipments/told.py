"""What a packer tells of a parcel beside its pieces: kept as it was told, with the parcel's order."""

from typing import Any

from app.domain.facts import CustomsAdded, CustomsLeft, InstructionsConfirmed
from sync.central.attention.rules import CUSTOMS_OPEN, Case, open_case
from sync.central.cause import Book, Cause, TakeBack
from sync.central.store import Transaction
from sync.central.work.facts import order_must_be_known


def confirm(tx: Transaction, fact: InstructionsConfirmed, _cause: Cause) -> str | None:
    """The parcel was packed as the order tells: nothing moves, the fact itself is the proof."""
    order_must_be_known(tx, fact.order)
    return None


def unconfirm(_tx: Transaction, _fact: InstructionsConfirmed, _cause: Cause) -> None:
    """Nothing was booked for it."""


def add(tx: Transaction, fact: CustomsAdded, _cause: Cause) -> str | None:
    """What the paper lacked stands on it now; the product itself stays as the merchant describes it."""
    order_must_be_known(tx, fact.order)
    return None


def take_out(_tx: Transaction, _fact: CustomsAdded, _cause: Cause) -> None:
    """Nothing was booked for it."""


def leave(tx: Transaction, fact: CustomsLeft, cause: Cause) -> str | None:
    """A parcel waits for its customs paper: somebody in the office completes it before it leaves."""
    order_must_be_known(tx, fact.order)
    detail = f"Parcel {fact.no} of {fact.order} has no complete customs paper: {fact.missing}. Complete it before it leaves."
    return open_case(tx, Case(CUSTOMS_OPEN, f"{fact.order}#{fact.no}", detail, order=fact.order), cause)


def leave_not(_tx: Transaction, _fact: CustomsLeft, _cause: Cause) -> None:
    """The card goes with the fact."""


BOOK: dict[type[Any], Book] = {InstructionsConfirmed: confirm, CustomsAdded: add, CustomsLeft: leave}
TAKE_BACK: dict[type[Any], TakeBack] = {
    InstructionsConfirmed: unconfirm,
    CustomsAdded: take_out,
    CustomsLeft: leave_not,
}
