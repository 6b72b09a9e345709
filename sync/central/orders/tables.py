"""Orders and their lines as they stand, and the answers given to commands that may be sent twice."""

from sqlalchemy import BigInteger, Boolean, Column, Connection, ForeignKey, Integer, Table, Text, false

from sync.central.hand import Sheet
from sync.central.schema import metadata

order = Table(
    "orders",
    metadata,
    Column("number", Text, primary_key=True),
    Column("priority", BigInteger, nullable=False, index=True),  # lower is older and comes first
    Column("status", Text, nullable=False, index=True),
    Column("ship_to", Text, nullable=False),
    Column("content_hash", Text, nullable=False),
    Column("created_at_ms", BigInteger, nullable=False),
    Column("tote", Text),
    Column("dropped", Boolean, nullable=False),  # the pick ended
    Column("cartons", Integer, nullable=False),  # cartons put on the table so far
    Column("closed", Boolean, nullable=False),  # the last parcel is closed
    Column("handover", Text),  # how it was packed before its pick was heard of, if it was
    Column("cancelled", Boolean, nullable=False, server_default=false()),
    Column("revision", BigInteger, nullable=False, server_default="0"),  # rises when the order is changed
    Column("carrier", Text, nullable=False, server_default=""),
    Column("service", Text, nullable=False, server_default=""),
    Column("hints", Text),  # what it says to whoever packs it, as JSON
    Column("totes", Text),  # all that its goods came in, and where each stands, as JSON
)

order_line = Table(
    "order_line",
    metadata,
    Column("order", Text, ForeignKey("orders.number"), primary_key=True),
    Column("line", Integer, primary_key=True, autoincrement=False),
    Column("sku", Text, nullable=False, index=True),
    Column("ordered", BigInteger, nullable=False),
    Column("picked", BigInteger, nullable=False),
    Column("packed", BigInteger, nullable=False),
    Column("short", BigInteger, nullable=False),
    Column("hints", Text),
    Column("lots", Text),  # of what was picked, as far as it is known, as JSON: lot and pieces
    Column("totes", Text),  # into which its pieces were picked, as JSON: tote and pieces
)

idempotency = Table(
    "idempotency",
    metadata,
    Column("scope", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("request_hash", Text, nullable=False),
    Column("status", Integer, nullable=False),
    Column("answer", Text, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
)


def orders_in_hand(db: Connection) -> Sheet:
    """Orders by their number."""
    return Sheet(db, order, ("number",))


def lines_in_hand(db: Connection) -> Sheet:
    """All lines of an order."""
    return Sheet(db, order_line, ("order",))
