"""Operators. A PIN is never here, only its salted hash."""

from sqlalchemy import Column, Table, Text

from sync.central.schema import metadata

person = Table(
    "person",
    metadata,
    Column("badge", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("pin_hash", Text, nullable=False),
    Column("roles", Text, nullable=False),
)
