"""The trade numbers of cases and pallets, and what they hold."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the column."""
    op.add_column("product", sa.Column("packagings", sa.Text(), nullable=True))
