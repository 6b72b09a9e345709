"""Cartons that run low: said once when their mark is reached, and once more when the last is used up."""

from sqlalchemy import select

from sync.central.attention.rules import CARTON_LOW, Case, open_case
from sync.central.catalogue.tables import carton
from sync.central.cause import Cause
from sync.central.store import Transaction


def note_low_carton(tx: Transaction, name: str, cause: Cause) -> str | None:
    """A carton was used up: a card if that left as few as its mark, or none. Kinds without a mark say nothing."""
    asked = select(carton.c.stock, carton.c.stock_low).where(carton.c.carton == name)
    row = tx.side.execute(asked).one_or_none()
    if row is None or row.stock is None or row.stock_low is None or row.stock not in (row.stock_low, 0):
        return None
    detail = f"Of the carton {name} {row.stock} are left. Order more."
    return open_case(tx, Case(CARTON_LOW, name, detail, row.stock), cause)
