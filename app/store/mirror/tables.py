"""The tables of the mirror. They may change at will: `SCHEMA` rises, and the mirror is pulled anew."""

from sqlalchemy import Column, Index, Integer, MetaData, String, Table, Text, text

SCHEMA = 7
FOLLOWED = ("work", "carton", "return", "attention")  # kinds whose versions are asked for all the time
IS_FOLLOWED = text("kind IN ('work', 'carton', 'return', 'attention')")

metadata = MetaData()

rows = Table(
    "rows",
    metadata,
    Column("kind", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("body", Text, nullable=False),
    # So that versions are read without bodies; there are too many products to keep them in it, too.
    Index("rows_by_version", "kind", "key", "version", sqlite_where=IS_FOLLOWED),
)
codes = Table(
    "codes",
    metadata,
    Column("kind", String, primary_key=True),
    Column("code", String, primary_key=True),
    Column("key", String, primary_key=True),
    Index("codes_by_key", "kind", "key"),
    sqlite_with_rowid=False,
)
stock = Table(
    "stock",
    metadata,
    Column("place", String, primary_key=True),
    Column("sku", String, primary_key=True),
    Column("on_hand", Integer, nullable=False),
    Index("stock_by_sku", "sku"),
    sqlite_with_rowid=False,
)
places = Table(
    "places",
    metadata,
    Column("place", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("sequence", Integer, nullable=False),
    Index("places_by_sequence", "kind", "sequence", "place"),
)
position = Table(
    "position", metadata, Column("name", String, primary_key=True), Column("value", Text, nullable=False)
)
