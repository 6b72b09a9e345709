"""Loads and their manifests: what went into which cage or onto which pallet, for which carrier, and who took it."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Table, Text

from sync.central.schema import metadata

manifest = Table(
    "manifest",
    metadata,
    Column("load", Text, primary_key=True),  # the number on its paper
    Column("cage", Text, nullable=False),  # the name of a cage, or the SSCC of a pallet
    Column("carrier", Text, nullable=False),
    Column("status", Text, nullable=False, index=True),  # open, closed, handed_over
    Column("pallet", Text, index=True),  # the SSCC of the whole
    Column("device", Text),
    Column("driver", Text),
    Column("opened_at_ms", BigInteger, nullable=False, index=True),
    Column("closed_at_ms", BigInteger),
    Column("handed_at_ms", BigInteger),
)

# What was said of each parcel. Where two loads say that they hold it, the parcel's own row says which of them counts.
loaded = Table(
    "loaded",
    metadata,
    Column("load", Text, ForeignKey("manifest.load"), primary_key=True),
    Column("sscc", Text, primary_key=True, index=True),
    Column("inside", Boolean, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
)
