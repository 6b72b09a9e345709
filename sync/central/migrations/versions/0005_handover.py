"""How an order was packed before its pick was heard of; moves are found by what they were for."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the column and the index."""
    op.add_column("orders", sa.Column("handover", sa.Text(), nullable=True))
    op.create_index(op.f("ix_move_ref"), "move", ["ref"])
