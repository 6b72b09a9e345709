"""Orders whose parcels are to be planned, and the plans."""

from sqlalchemy import BigInteger, Column, Table, Text

from sync.central.schema import metadata

plan_wanted = Table(
    "plan_wanted",
    metadata,
    Column("order", Text, primary_key=True),
    Column("wanted_at_ms", BigInteger, nullable=False, index=True),
)

parcel_plan = Table(
    "parcel_plan",
    metadata,
    Column("order", Text, primary_key=True),
    Column("key", Text, nullable=False),  # what it was planned from
    Column("parcels", Text, nullable=False),  # as JSON
    Column("planned_at_ms", BigInteger, nullable=False, index=True),
)
