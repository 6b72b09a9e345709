"""Parcels planned ahead."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Add what is to be planned, and the plans."""
    op.create_table(
        "plan_wanted",
        sa.Column("order", sa.Text(), nullable=False),
        sa.Column("wanted_at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("order", name=op.f("pk_plan_wanted")),
    )
    op.create_index(op.f("ix_plan_wanted_wanted_at_ms"), "plan_wanted", ["wanted_at_ms"], unique=False)
    op.create_table(
        "parcel_plan",
        sa.Column("order", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("parcels", sa.Text(), nullable=False),
        sa.Column("planned_at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("order", name=op.f("pk_parcel_plan")),
    )
    op.create_index(op.f("ix_parcel_plan_planned_at_ms"), "parcel_plan", ["planned_at_ms"], unique=False)
