"""Facts about goods that come out of a parcel again before the carrier has it. A part of the facts.

`as_named_now` reads the bodies of journals that knew the put-back's own names for the same happenings.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

CANCELLED = "cancelled"  # why a parcel is opened that nobody wants any more
NAMED_NOW = {"ParcelOpened": "ParcelReopened", "ItemUnpacked": "ItemTakenOut"}


@dataclass(frozen=True, slots=True)
class ParcelReopened:
    """A closed parcel is open again; its number and label count for nothing any more.

    `emptied`: nobody wants it, its pieces are in the tote and the carton is put away.
    """

    order: str
    no: int
    sscc: str | None
    carton: str | None
    reason: str
    emptied: bool = False


@dataclass(frozen=True, slots=True)
class ItemTakenOut:
    """Pieces came out of the open parcel `no`; `empty`: they were the last ones, and the carton is put away."""

    order: str
    line: int
    sku: str
    quantity: int
    no: int
    serial: str | None = None
    empty: bool = False


def name_now(kind: str) -> str:
    """What this kind of fact is called today."""
    return NAMED_NOW.get(kind, kind)


def as_named_now(kind: str, body: Mapping[str, Any]) -> Mapping[str, Any]:
    """The body as the kind of today has it; the first put-backs did not say which carton they opened."""
    if kind == "ParcelOpened":
        return {"carton": None, "reason": CANCELLED, "emptied": True, **body}
    return body
