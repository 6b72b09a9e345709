"""All totes of an order, where each stands, and what was picked into which."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Add the columns."""
    for table in ("orders", "order_line"):
        with op.batch_alter_table(table) as changed:
            changed.add_column(sa.Column("totes", sa.Text(), nullable=True))
