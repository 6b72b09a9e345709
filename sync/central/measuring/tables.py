"""What the floor found out about sizes: pieces that did not go into a carton, products that were measured."""

from sqlalchemy import BigInteger, Column, Integer, Table, Text

from sync.central.schema import metadata

misfit = Table(
    "misfit",
    metadata,
    Column("fact_id", Text, primary_key=True),
    Column("sku", Text, primary_key=True, index=True),
    Column("carton", Text, nullable=False),
    Column("order", Text, nullable=False),
)

measurement = Table(
    "measurement",
    metadata,
    Column("fact_id", Text, primary_key=True),
    Column("sku", Text, nullable=False, index=True),
    Column("length_mm", Integer, nullable=False),
    Column("width_mm", Integer, nullable=False),
    Column("height_mm", Integer, nullable=False),
    Column("weight_g", BigInteger, nullable=False),
    Column("before", Text, nullable=False),  # what central knew until then, so that it can be taken back
    Column("measured_at_ms", BigInteger, nullable=False),
)

carton_override = Table(
    "carton_override",
    metadata,
    Column("fact_id", Text, primary_key=True),
    Column("order", Text, nullable=False),
    Column("no", Integer, nullable=False),
    Column("carton", Text, nullable=False),
    Column("suggested", Text),
    Column("reason", Text, nullable=False),
    Column("operator", Text),
    Column("overridden_at_ms", BigInteger, nullable=False, index=True),
)
