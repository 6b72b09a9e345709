"""What is to be minded when products are packed, and what the floor found out about sizes."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the columns and make the tables."""
    for flag in ("upright", "fragile", "nostack", "hazmat"):
        op.add_column("product", _flag(flag, yes=False))
    for side in ("length", "width", "height"):
        op.add_column("product", sa.Column(f"folded_{side}_mm", sa.Integer(), nullable=True))
    op.add_column("carton", sa.Column("clearance_mm", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("carton", _flag("hazmat", yes=True))
    op.add_column("carton", sa.Column("stock", sa.Integer(), nullable=True))
    _misfit()
    _measurement()
    _carton_override()


def _flag(name: str, *, yes: bool) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.true() if yes else sa.false())


def _misfit() -> None:
    op.create_table(
        "misfit",
        sa.Column("fact_id", sa.Text(), nullable=False),
        sa.Column("sku", sa.Text(), nullable=False),
        sa.Column("carton", sa.Text(), nullable=False),
        sa.Column("order", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("fact_id", "sku", name=op.f("pk_misfit")),
    )
    op.create_index(op.f("ix_misfit_sku"), "misfit", ["sku"])


def _measurement() -> None:
    op.create_table(
        "measurement",
        sa.Column("fact_id", sa.Text(), nullable=False),
        sa.Column("sku", sa.Text(), nullable=False),
        sa.Column("length_mm", sa.Integer(), nullable=False),
        sa.Column("width_mm", sa.Integer(), nullable=False),
        sa.Column("height_mm", sa.Integer(), nullable=False),
        sa.Column("weight_g", sa.BigInteger(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("measured_at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("fact_id", name=op.f("pk_measurement")),
    )
    op.create_index(op.f("ix_measurement_sku"), "measurement", ["sku"])


def _carton_override() -> None:
    op.create_table(
        "carton_override",
        sa.Column("fact_id", sa.Text(), nullable=False),
        sa.Column("order", sa.Text(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("carton", sa.Text(), nullable=False),
        sa.Column("suggested", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("operator", sa.Text(), nullable=True),
        sa.Column("overridden_at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("fact_id", name=op.f("pk_carton_override")),
    )
    op.create_index(op.f("ix_carton_override_overridden_at_ms"), "carton_override", ["overridden_at_ms"])
