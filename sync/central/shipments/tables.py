"""Closed cartons, the state of their labels, and the number ranges handed to devices."""

from sqlalchemy import BigInteger, Column, Integer, Table, Text

from sync.central.schema import metadata

parcel = Table(
    "parcel",
    metadata,
    Column("key", Text, primary_key=True),  # the SSCC, or order#no where the device had no number left
    Column("sscc", Text),
    Column("order", Text, nullable=False, index=True),
    Column("no", Integer, nullable=False),
    Column("carton", Text, nullable=False),
    Column("contents", Text, nullable=False),
    Column("weight_g", BigInteger, nullable=False),
    Column("status", Text, nullable=False),  # packed, shipped, void
    Column("print_state", Text),
    Column("fact_id", Text, nullable=False, index=True),
    Column("shipped_by", Text),  # the fact that showed it had been shipped
    Column("closed_at_ms", BigInteger, nullable=False, index=True),
    Column("load", Text, index=True),  # the manifest that counts for it
    Column("tracking", Text),  # what the carrier calls it, where that is not its SSCC
    Column("shipped_at_ms", BigInteger),
)

print_report = Table(
    "print_report",
    metadata,
    Column("id", Text, primary_key=True),
    Column("device", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("sscc", Text, index=True),
    Column("order", Text),
    Column("state", Text, nullable=False),
    Column("changed_at_ms", BigInteger, nullable=False),
)

sscc_range = Table(
    "sscc_range",
    metadata,
    Column("prefix", Text, primary_key=True),
    Column("first", BigInteger, primary_key=True, autoincrement=False),
    Column("last", BigInteger, nullable=False),
    Column("device", Text, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
)
