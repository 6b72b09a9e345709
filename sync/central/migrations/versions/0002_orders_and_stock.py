"""Orders, stock in double entry, and holds."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

COUNTER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    _orders()
    _order_line()
    _idempotency()
    _move()
    _level()
    _reservation()
    _hold()


def _orders() -> None:
    op.create_table(
        "orders",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("priority", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("ship_to", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("created_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("tote", sa.Text(), nullable=True),
        sa.Column("dropped", sa.Boolean(), nullable=False),
        sa.Column("cartons", sa.Integer(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_orders")),
    )
    op.create_index(op.f("ix_orders_priority"), "orders", ["priority"])
    op.create_index(op.f("ix_orders_status"), "orders", ["status"])


def _order_line() -> None:
    op.create_table(
        "order_line",
        sa.Column("order", sa.Text(), nullable=False),
        sa.Column("line", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sku", sa.Text(), nullable=False),
        sa.Column("ordered", sa.BigInteger(), nullable=False),
        sa.Column("picked", sa.BigInteger(), nullable=False),
        sa.Column("packed", sa.BigInteger(), nullable=False),
        sa.Column("short", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("order", "line", name=op.f("pk_order_line")),
        sa.ForeignKeyConstraint(["order"], ["orders.number"], name=op.f("fk_order_line_order")),
    )
    op.create_index(op.f("ix_order_line_sku"), "order_line", ["sku"])


def _idempotency() -> None:
    op.create_table(
        "idempotency",
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("request_hash", sa.Text(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "key", name=op.f("pk_idempotency")),
    )


def _move() -> None:
    op.create_table(
        "move",
        sa.Column("id", COUNTER, autoincrement=True, nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.Column("sku", sa.Text(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("from_place", sa.Text(), nullable=False),
        sa.Column("to_place", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=True),
        sa.Column("fact_id", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_move")),
        sa.CheckConstraint("from_place <> to_place", name=op.f("ck_move_moves")),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_move_some")),
    )
    op.create_index(op.f("ix_move_fact_id"), "move", ["fact_id"])
    op.create_index(op.f("ix_move_from_place"), "move", ["from_place"])
    op.create_index(op.f("ix_move_sku"), "move", ["sku"])
    op.create_index(op.f("ix_move_to_place"), "move", ["to_place"])


def _level() -> None:
    op.create_table(
        "level",
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("sku", sa.Text(), nullable=False),
        sa.Column("on_hand", sa.BigInteger(), nullable=False),
        sa.Column("reserved", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("place", "sku", name=op.f("pk_level")),
        sa.CheckConstraint(
            "substr(place, 1, 1) = '@' OR (reserved >= 0 AND reserved <= on_hand)",
            name=op.f("ck_level_never_oversold"),
        ),
    )
    op.create_index(op.f("ix_level_sku"), "level", ["sku"])


def _reservation() -> None:
    op.create_table(
        "reservation",
        sa.Column("order", sa.Text(), nullable=False),
        sa.Column("line", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("sku", sa.Text(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("order", "line", "place", name=op.f("pk_reservation")),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_reservation_some")),
    )
    op.create_index(op.f("ix_reservation_place_sku"), "reservation", ["place", "sku"])


def _hold() -> None:
    op.create_table(
        "hold",
        sa.Column("order", sa.Text(), nullable=False),
        sa.Column("device", sa.Text(), nullable=True),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("lease_until_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("order", name=op.f("pk_hold")),
        sa.ForeignKeyConstraint(["order"], ["orders.number"], name=op.f("fk_hold_order")),
    )
    op.create_index(op.f("ix_hold_device"), "hold", ["device"])
