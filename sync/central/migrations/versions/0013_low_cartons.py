"""From how many on the cartons of a kind are few."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Add the column."""
    with op.batch_alter_table("carton") as cartons:
        cartons.add_column(sa.Column("stock_low", sa.Integer(), nullable=True))
