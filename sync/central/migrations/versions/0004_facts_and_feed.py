"""Facts as they came, and the feed that devices read."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

COUNTER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    _scope_version()
    _feed()
    _fact()
    _numbering()


def _scope_version() -> None:
    op.create_table(
        "scope_version",
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("scope", name=op.f("pk_scope_version")),
    )


def _feed() -> None:
    op.create_table(
        "feed",
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("scope", "kind", "key", name=op.f("pk_feed")),
    )
    op.create_index(op.f("ix_feed_scope_version"), "feed", ["scope", "version"])


def _fact() -> None:
    op.create_table(
        "fact",
        sa.Column("position", COUNTER, autoincrement=True, nullable=False),
        sa.Column("fact_id", sa.Text(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("payload_hash", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("attention", sa.Text(), nullable=True),
        sa.Column("undone_by", sa.Text(), nullable=True),
        sa.Column("received_at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_fact")),
    )
    op.create_index(op.f("ix_fact_device"), "fact", ["device"])
    op.create_index(op.f("ix_fact_fact_id"), "fact", ["fact_id"])


def _numbering() -> None:
    op.create_table(
        "numbering",
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("position", COUNTER, nullable=False),
        sa.PrimaryKeyConstraint("device", "epoch", "seq", name=op.f("pk_numbering")),
        sa.ForeignKeyConstraint(["position"], ["fact.position"], name=op.f("fk_numbering_position")),
    )
