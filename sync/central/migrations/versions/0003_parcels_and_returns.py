"""Parcels, returns, and cards for what a person must settle."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

COUNTER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    _parcel()
    _print_report()
    _sscc_range()
    _return()
    _return_line()
    _return_item()
    _attention()
    _attention_part()


def _parcel() -> None:
    op.create_table(
        "parcel",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("sscc", sa.Text(), nullable=True),
        sa.Column("order", sa.Text(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("carton", sa.Text(), nullable=False),
        sa.Column("contents", sa.Text(), nullable=False),
        sa.Column("weight_g", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("print_state", sa.Text(), nullable=True),
        sa.Column("fact_id", sa.Text(), nullable=False),
        sa.Column("shipped_by", sa.Text(), nullable=True),
        sa.Column("closed_at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_parcel")),
    )
    op.create_index(op.f("ix_parcel_closed_at_ms"), "parcel", ["closed_at_ms"])
    op.create_index(op.f("ix_parcel_fact_id"), "parcel", ["fact_id"])
    op.create_index(op.f("ix_parcel_order"), "parcel", ["order"])


def _print_report() -> None:
    op.create_table(
        "print_report",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("sscc", sa.Text(), nullable=True),
        sa.Column("order", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("changed_at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_report")),
    )
    op.create_index(op.f("ix_print_report_sscc"), "print_report", ["sscc"])


def _sscc_range() -> None:
    op.create_table(
        "sscc_range",
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("first", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("prefix", "first", name=op.f("pk_sscc_range")),
    )


def _return() -> None:
    op.create_table(
        "return",
        sa.Column("rma", sa.Text(), nullable=False),
        sa.Column("order", sa.Text(), nullable=True),
        sa.Column("sscc", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("opened_by", sa.Text(), nullable=True),
        sa.Column("content_hash", sa.Text(), nullable=True),
        sa.Column("created_at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("rma", name=op.f("pk_return")),
    )
    op.create_index(op.f("ix_return_order"), "return", ["order"])


def _return_line() -> None:
    op.create_table(
        "return_line",
        sa.Column("rma", sa.Text(), nullable=False),
        sa.Column("line", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sku", sa.Text(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("received", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("rma", "line", name=op.f("pk_return_line")),
        sa.ForeignKeyConstraint(["rma"], ["return.rma"], name=op.f("fk_return_line_rma")),
    )


def _return_item() -> None:
    op.create_table(
        "return_item",
        sa.Column("id", COUNTER, autoincrement=True, nullable=False),
        sa.Column("rma", sa.Text(), nullable=False),
        sa.Column("unit", sa.Integer(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("sku", sa.Text(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=True),
        sa.Column("expected", sa.Boolean(), nullable=False),
        sa.Column("sealed", sa.Boolean(), nullable=True),
        sa.Column("undamaged", sa.Boolean(), nullable=True),
        sa.Column("grade", sa.Text(), nullable=True),
        sa.Column("disposition", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("fact_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_return_item")),
        sa.ForeignKeyConstraint(["rma"], ["return.rma"], name=op.f("fk_return_item_rma")),
        sa.UniqueConstraint("fact_id", name=op.f("uq_return_item_fact_id")),
    )
    op.create_index(op.f("ix_return_item_rma"), "return_item", ["rma"])


def _attention() -> None:
    op.create_table(
        "attention",
        sa.Column("position", COUNTER, autoincrement=True, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("opened_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("order", sa.Text(), nullable=True),
        sa.Column("line", sa.Integer(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("sku", sa.Text(), nullable=True),
        sa.Column("quantity", sa.BigInteger(), nullable=True),
        sa.Column("sscc", sa.Text(), nullable=True),
        sa.Column("rma", sa.Text(), nullable=True),
        sa.Column("device", sa.Text(), nullable=True),
        sa.Column("operator", sa.Text(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("settled_by", sa.Text(), nullable=True),
        sa.Column("settled_action", sa.Text(), nullable=True),
        sa.Column("settled_at_ms", sa.BigInteger(), nullable=True),
        sa.Column("settled_fact", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_attention")),
        sa.UniqueConstraint("id", name=op.f("uq_attention_id")),
    )
    op.create_index(op.f("ix_attention_kind_subject"), "attention", ["kind", "subject"])
    op.create_index(op.f("ix_attention_settled_at_ms"), "attention", ["settled_at_ms"])


def _attention_part() -> None:
    op.create_table(
        "attention_part",
        sa.Column("attention", sa.Text(), nullable=False),
        sa.Column("fact_id", sa.Text(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("attention", "fact_id", name=op.f("pk_attention_part")),
        sa.ForeignKeyConstraint(["attention"], ["attention.id"], name=op.f("fk_attention_part_attention")),
    )
