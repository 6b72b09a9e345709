"""Exceptions that a person must settle."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, Table, Text

from sync.central.schema import COUNTER, metadata

attention = Table(
    "attention",
    metadata,
    Column("position", COUNTER, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),  # one open card for each kind and subject
    Column("opened_at_ms", BigInteger, nullable=False),
    Column("order", Text),
    Column("line", Integer),
    Column("place", Text),
    Column("sku", Text),
    Column("quantity", BigInteger),
    Column("sscc", Text),
    Column("rma", Text),
    Column("device", Text),
    Column("operator", Text),
    Column("detail", Text, nullable=False),
    Column("settled_by", Text),
    Column("settled_action", Text),
    Column("settled_at_ms", BigInteger, index=True),
    Column("settled_fact", Text),
    Column("settled_reason", Text),
    Column("owner", Text),  # who looks after it
    Column("taken_at_ms", BigInteger),
    Index("ix_attention_kind_subject", "kind", "subject"),
)

# How much of a card each fact brought, so that taking the fact back takes its share back.
attention_part = Table(
    "attention_part",
    metadata,
    Column("attention", Text, ForeignKey("attention.id"), primary_key=True),
    Column("fact_id", Text, primary_key=True),
    Column("quantity", BigInteger, nullable=False),
)
