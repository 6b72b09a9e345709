"""Which lots of a line were picked."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add the column."""
    with op.batch_alter_table("order_line") as lines:
        lines.add_column(sa.Column("lots", sa.Text(), nullable=True))
