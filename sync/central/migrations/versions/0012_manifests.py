"""Loads, their manifests, and where each parcel went."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Add the tables, and what a parcel knows of its load."""
    op.create_table(
        "manifest",
        sa.Column("load", sa.Text(), nullable=False),
        sa.Column("cage", sa.Text(), nullable=False),
        sa.Column("carrier", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("pallet", sa.Text(), nullable=True),
        sa.Column("device", sa.Text(), nullable=True),
        sa.Column("driver", sa.Text(), nullable=True),
        sa.Column("opened_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("closed_at_ms", sa.BigInteger(), nullable=True),
        sa.Column("handed_at_ms", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("load", name=op.f("pk_manifest")),
    )
    for name in ("status", "pallet", "opened_at_ms"):
        op.create_index(op.f(f"ix_manifest_{name}"), "manifest", [name], unique=False)
    op.create_table(
        "loaded",
        sa.Column("load", sa.Text(), nullable=False),
        sa.Column("sscc", sa.Text(), nullable=False),
        sa.Column("inside", sa.Boolean(), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["load"], ["manifest.load"], name=op.f("fk_loaded_load_manifest")),
        sa.PrimaryKeyConstraint("load", "sscc", name=op.f("pk_loaded")),
    )
    op.create_index(op.f("ix_loaded_sscc"), "loaded", ["sscc"], unique=False)
    with op.batch_alter_table("parcel") as parcel:
        parcel.add_column(sa.Column("load", sa.Text(), nullable=True))
        parcel.add_column(sa.Column("tracking", sa.Text(), nullable=True))
        parcel.add_column(sa.Column("shipped_at_ms", sa.BigInteger(), nullable=True))
        parcel.create_index(op.f("ix_parcel_load"), ["load"], unique=False)
