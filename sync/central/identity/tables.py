"""Who may speak to central: tokens, devices and the codes that enrol them. Secrets are kept as hashes only."""

from sqlalchemy import BigInteger, Boolean, Column, Table, Text

from sync.central.schema import metadata

setting = Table(
    "setting",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

token = Table(
    "token",
    metadata,
    Column("token_hash", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("scopes", Text, nullable=False),
    Column("device", Text),
    Column("created_at_ms", BigInteger, nullable=False),
)

device = Table(
    "device",
    metadata,
    Column("device", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("app", Text, nullable=False),
    Column("epoch", BigInteger, nullable=False),
    Column("last_seq", BigInteger, nullable=False),
    Column("announced_seq", BigInteger, nullable=False),
    Column("enrolled_at_ms", BigInteger, nullable=False),
    Column("seen_at_ms", BigInteger),
    Column("revoked", Boolean, nullable=False),
)

device_code = Table(
    "device_code",
    metadata,
    Column("code_hash", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("expires_at_ms", BigInteger, nullable=False),
    Column("used_by", Text),
)
