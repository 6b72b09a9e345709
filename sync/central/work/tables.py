"""Holds: which device has an order in hand, under which fence, and until when."""

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, Table, Text

from sync.central.schema import metadata

hold = Table(
    "hold",
    metadata,
    Column("order", Text, ForeignKey("orders.number"), primary_key=True),
    Column("device", Text, index=True),  # NULL: nobody has it; the fence stays
    Column("fence", Integer, nullable=False),
    Column("lease_until_ms", BigInteger, nullable=False),
)
