"""When rows of the feed went away and how far that was forgotten; when devices began to live anew."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add columns and the table."""
    op.add_column("scope_version", sa.Column("floor", sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column("feed", sa.Column("gone_at_ms", sa.BigInteger(), nullable=True))
    op.create_table(
        "epoch_begun",
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("epoch", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("device", "epoch", name=op.f("pk_epoch_begun")),
    )
