"""Stock as moves between two places (the truth), levels and reservations (derived, and reconciled)."""

from sqlalchemy import BigInteger, CheckConstraint, Column, Connection, Index, Integer, Table, Text

from sync.central.hand import Pile, Sheet
from sync.central.schema import COUNTER, metadata

move = Table(
    "move",
    metadata,
    Column("id", COUNTER, primary_key=True, autoincrement=True),
    Column("at_ms", BigInteger, nullable=False),
    Column("sku", Text, nullable=False, index=True),
    Column("quantity", BigInteger, nullable=False),
    Column("from_place", Text, nullable=False, index=True),
    Column("to_place", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("ref", Text, index=True),
    Column("fact_id", Text, index=True),
    CheckConstraint("quantity > 0", name="some"),
    CheckConstraint("from_place <> to_place", name="moves"),
)

level = Table(
    "level",
    metadata,
    Column("place", Text, primary_key=True),
    Column("sku", Text, primary_key=True),
    Column("on_hand", BigInteger, nullable=False),
    Column("reserved", BigInteger, nullable=False),
    # Virtual places may be negative: what came from a supplier left there.
    CheckConstraint(
        "substr(place, 1, 1) = '@' OR (reserved >= 0 AND reserved <= on_hand)", name="never_oversold"
    ),
    Index("ix_level_sku", "sku"),
)

reservation = Table(
    "reservation",
    metadata,
    Column("order", Text, primary_key=True),
    Column("line", Integer, primary_key=True, autoincrement=False),
    Column("place", Text, primary_key=True),
    Column("sku", Text, nullable=False),
    Column("quantity", BigInteger, nullable=False),
    CheckConstraint("quantity > 0", name="some"),
    Index("ix_reservation_place_sku", "place", "sku"),
)


def levels_in_hand(db: Connection) -> Sheet:
    """The level of a product at a place."""
    return Sheet(db, level, ("place", "sku"))


def promises_in_hand(db: Connection) -> Sheet:
    """All that is promised to an order."""
    return Sheet(db, reservation, ("order",))


def new_moves(db: Connection) -> Pile:
    """Moves that were just made."""
    return Pile(db, move)
