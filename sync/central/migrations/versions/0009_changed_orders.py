"""Orders that are cancelled, changed or sent another way, and cards that somebody looks after."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the columns."""
    with op.batch_alter_table("orders") as orders:
        orders.add_column(sa.Column("cancelled", sa.Boolean(), server_default=sa.false(), nullable=False))
        orders.add_column(sa.Column("revision", sa.BigInteger(), server_default="0", nullable=False))
        orders.add_column(sa.Column("carrier", sa.Text(), server_default="", nullable=False))
        orders.add_column(sa.Column("service", sa.Text(), server_default="", nullable=False))
    with op.batch_alter_table("attention") as attention:
        attention.add_column(sa.Column("settled_reason", sa.Text(), nullable=True))
        attention.add_column(sa.Column("owner", sa.Text(), nullable=True))
        attention.add_column(sa.Column("taken_at_ms", sa.BigInteger(), nullable=True))
