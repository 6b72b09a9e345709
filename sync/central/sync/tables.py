"""What has been received, and the feed that devices read. Keyed so that nothing is taken twice."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Table, Text

from sync.central.schema import COUNTER, metadata

scope_version = Table(
    "scope_version",
    metadata,
    Column("scope", Text, primary_key=True),
    Column("version", BigInteger, nullable=False),
    Column("floor", BigInteger, nullable=False, server_default="0"),
)

# One row for each thing at its newest version; a body of NULL says that it is gone.
feed = Table(
    "feed",
    metadata,
    Column("scope", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("version", BigInteger, nullable=False),
    Column("body", Text),
    Column("gone_at_ms", BigInteger),
    Index("ix_feed_scope_version", "scope", "version"),
)

# The payload is the whole message as it came. `fact_id` is escaped, so that any text can be kept.
fact = Table(
    "fact",
    metadata,
    Column("position", COUNTER, primary_key=True, autoincrement=True),
    Column("fact_id", Text, nullable=False, index=True),
    Column("device", Text, nullable=False, index=True),
    Column("epoch", BigInteger, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("payload", Text, nullable=False),
    Column("payload_hash", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("attention", Text),
    Column("undone_by", Text),
    Column("received_at_ms", BigInteger, nullable=False),
)

# Which fact a device sent under which number: a fact that is sent again under a new epoch is numbered anew.
numbering = Table(
    "numbering",
    metadata,
    Column("device", Text, primary_key=True),
    Column("epoch", BigInteger, primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("position", COUNTER, ForeignKey("fact.position"), nullable=False),
)

# When a device began each of its lives. One that does so often has trouble with its store.
epoch_begun = Table(
    "epoch_begun",
    metadata,
    Column("device", Text, primary_key=True),
    Column("epoch", BigInteger, primary_key=True, autoincrement=False),
    Column("at_ms", BigInteger, nullable=False),
)
