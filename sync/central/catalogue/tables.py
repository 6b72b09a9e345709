"""Products, places and cartons, as the merchant names them."""

from sqlalchemy import BigInteger, Boolean, Column, Connection, Integer, Table, Text

from sync.central.hand import Sheet
from sync.central.schema import metadata

product = Table(
    "product",
    metadata,
    Column("sku", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("gtin", Text),
    Column("gtin14", Text, unique=True),  # the same number, however many zeros were written before it
    Column("length_mm", Integer, nullable=False),  # all three are 0 as long as nobody has measured it
    Column("width_mm", Integer, nullable=False),
    Column("height_mm", Integer, nullable=False),
    Column("weight_g", Integer, nullable=False),
    Column("hygiene", Boolean, nullable=False),
    Column("upright", Boolean, nullable=False),
    Column("fragile", Boolean, nullable=False),
    Column("nostack", Boolean, nullable=False),
    Column("hazmat", Boolean, nullable=False),
    Column("folded_length_mm", Integer),
    Column("folded_width_mm", Integer),
    Column("folded_height_mm", Integer),
    Column("packagings", Text),  # cases and pallets: trade numbers and pieces, as JSON
    Column("declared", Text),  # marks, pieces a parcel, age: what law and carriers want to know, as JSON
)

place = Table(
    "place",
    metadata,
    Column("place", Text, primary_key=True),
    Column("aisle", Text, nullable=False),
    Column("bay", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("sequence", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),
)

carton = Table(
    "carton",
    metadata,
    Column("carton", Text, primary_key=True),
    Column("inner_length_mm", Integer, nullable=False),
    Column("inner_width_mm", Integer, nullable=False),
    Column("inner_height_mm", Integer, nullable=False),
    Column("outer_length_mm", Integer, nullable=False),
    Column("outer_width_mm", Integer, nullable=False),
    Column("outer_height_mm", Integer, nullable=False),
    Column("tare_g", Integer, nullable=False),
    Column("content_max_g", Integer, nullable=False),
    Column("cost_cents", Integer, nullable=False),
    Column("clearance_mm", Integer, nullable=False),
    Column("hazmat", Boolean, nullable=False),
    Column("stock", Integer),
    Column("stock_low", Integer),  # as few as that are few
)


def places_in_hand(db: Connection) -> Sheet:
    """Places by their name."""
    return Sheet(db, place, ("place",))
