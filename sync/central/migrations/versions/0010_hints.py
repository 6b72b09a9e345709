"""What orders, lines and products say to whoever packs them."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add the columns."""
    for table, column in (("orders", "hints"), ("order_line", "hints"), ("product", "declared")):
        with op.batch_alter_table(table) as changed:
            changed.add_column(sa.Column(column, sa.Text(), nullable=True))
