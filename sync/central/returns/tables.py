"""Returns: what was announced, what came back, how it was graded and where it lies."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Integer, Table, Text

from sync.central.schema import COUNTER, metadata

return_ = Table(
    "return",
    metadata,
    Column("rma", Text, primary_key=True),
    Column("order", Text, index=True),
    Column("sscc", Text),
    Column("status", Text, nullable=False),  # announced, open, finished
    Column("opened_by", Text),  # the fact that made it, NULL where it was announced
    Column("content_hash", Text),
    Column("created_at_ms", BigInteger, nullable=False),
)

return_line = Table(
    "return_line",
    metadata,
    Column("rma", Text, ForeignKey("return.rma"), primary_key=True),
    Column("line", Integer, primary_key=True, autoincrement=False),
    Column("sku", Text, nullable=False),
    Column("quantity", BigInteger, nullable=False),
    Column("reason", Text, nullable=False),
    Column("received", BigInteger, nullable=False),
)

return_item = Table(
    "return_item",
    metadata,
    Column("id", COUNTER, primary_key=True, autoincrement=True),
    Column("rma", Text, ForeignKey("return.rma"), nullable=False, index=True),
    Column("unit", Integer, nullable=False),
    Column("device", Text, nullable=False),  # two devices may count units of one return
    Column("sku", Text, nullable=False),
    Column("quantity", BigInteger, nullable=False),
    Column("line", Integer),  # the line it was counted on
    Column("expected", Boolean, nullable=False),
    Column("sealed", Boolean),
    Column("undamaged", Boolean),
    Column("grade", Text),
    Column("disposition", Text),
    Column("place", Text),
    Column("fact_id", Text, nullable=False, unique=True),
)
