"""Cards for what a person must settle: opened, added to, taken back, closed. What an action does is in `actions`."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import RowMapping, Select, insert, select, update

from sync.central.attention.tables import attention, attention_part
from sync.central.cause import Cause
from sync.central.checks import is_plain
from sync.central.store import Transaction

STOCK_MISSING = "stock_missing"
DOUBLE_PICK = "double_pick"
PACKED_LESS = "packed_less"
PACKED_MORE = "packed_more"
PICK_NOT_ENDED = "pick_not_ended"
SENT_INCOMPLETE = "sent_incomplete"
ABOVE_SHIPPED = "return_above_shipped"
QUARANTINED = "quarantined_fact"
NOT_LABELLED = "packed_not_labelled"
PRINT_UNKNOWN = "print_unknown"
SCANS_MISSING = "scans_missing"
MEASURE = "measure"
CUSTOMS_OPEN = "customs_open"
CARTON_LOW = "carton_low"
DEVICE_RESTLESS = "device_restless"
STOCK_NEGATIVE = "stock_negative"
CANCELLED_WHILE_PICKED = "cancelled_while_picked"
CHANGED_WHILE_PICKED = "changed_while_picked"
CHANGED_WHILE_PACKED = "changed_while_packed"
DOUBLE_PACK = "double_pack"
MISSING_AT_PACKING = "missing_at_packing"
LOADED_TWICE = "loaded_twice"
WALL_TWICE = "wall_twice"
LOADED_CANCELLED = "loaded_cancelled"

ACTIONS: dict[str, tuple[str, ...]] = {
    STOCK_MISSING: ("found", "write_off"),
    DOUBLE_PICK: ("put_back", "keep"),
    PACKED_LESS: ("put_back", "keep"),
    PACKED_MORE: ("keep",),
    PICK_NOT_ENDED: ("keep", "put_back"),
    SENT_INCOMPLETE: ("keep",),
    ABOVE_SHIPPED: ("accept", "refuse_refund"),
    QUARANTINED: ("release", "write_off"),
    NOT_LABELLED: ("printed", "reprint_done"),
    PRINT_UNKNOWN: ("printed", "reprint_done"),
    SCANS_MISSING: ("counted", "nothing_missing"),
    MEASURE: ("measured", "sizes_right"),
    CUSTOMS_OPEN: ("declared",),
    CARTON_LOW: ("ordered",),
    DEVICE_RESTLESS: ("keep",),
    STOCK_NEGATIVE: ("found", "write_off"),
    CANCELLED_WHILE_PICKED: ("put_back",),
    CHANGED_WHILE_PICKED: ("put_back",),
    CHANGED_WHILE_PACKED: ("reprint_done", "keep"),
    DOUBLE_PACK: ("unpacked", "keep"),
    MISSING_AT_PACKING: ("repick", "ship_short"),
    LOADED_TWICE: ("keep", "moved"),
    WALL_TWICE: ("keep",),
    LOADED_CANCELLED: ("taken_off", "keep"),
}


@dataclass(frozen=True)
class Case:
    """What a card is about. `subject` tells it from other cards of its kind."""

    kind: str
    subject: str
    detail: str
    quantity: int | None = None
    order: str | None = None
    line: int | None = None
    place: str | None = None
    sku: str | None = None
    sscc: str | None = None
    rma: str | None = None


def open_case(tx: Transaction, case: Case, cause: Cause) -> str:
    """Open a card and return its id; while one is open for the same thing, add to that one."""
    known = tx.side.execute(
        _open().where(attention.c.kind == case.kind, attention.c.subject == case.subject)
    ).mappings()
    row = known.one_or_none()
    if row is None:
        card = tx.new_id()
        values = {name: getattr(case, name) for name in case.__dataclass_fields__}
        who = {"device": cause.device, "operator": cause.operator}
        tx.side.execute(insert(attention).values(id=card, opened_at_ms=tx.now_ms, **values, **who))
    else:
        card = row["id"]
        if case.quantity is not None:
            more = (row["quantity"] or 0) + case.quantity
            tx.side.execute(update(attention).where(attention.c.id == card).values(quantity=more))
    if cause.fact_id is not None:
        _count_part(tx, card, cause.fact_id, case.quantity or 0)
    tx.touch("attention", [card])
    return card


def _count_part(tx: Transaction, card: str, fact_id: str, quantity: int) -> None:
    key = (attention_part.c.attention == card, attention_part.c.fact_id == fact_id)
    known = tx.side.execute(select(attention_part.c.quantity).where(*key)).scalar_one_or_none()
    row = {"attention": card, "fact_id": fact_id, "quantity": (known or 0) + quantity}
    tx.upsert(attention_part, [row])


def take_back(tx: Transaction, fact_id: str, cause: Cause) -> None:
    """Take back what a fact brought to open cards; a card of which nothing is left is closed."""
    parts = tx.side.execute(
        select(attention_part.c.attention, attention_part.c.quantity)
        .join(attention, attention.c.id == attention_part.c.attention)
        .where(attention_part.c.fact_id == fact_id, attention.c.settled_at_ms.is_(None))
    ).all()
    for card, share in parts:
        tx.side.execute(
            attention_part.delete().where(
                attention_part.c.attention == card, attention_part.c.fact_id == fact_id
            )
        )
        others = tx.side.execute(
            select(attention_part.c.fact_id).where(attention_part.c.attention == card).limit(1)
        ).first()
        row = card_of(tx, card)
        assert row is not None, "a part has its card"
        if row["quantity"] is not None:
            less = max(row["quantity"] - share, 0)
            tx.side.execute(update(attention).where(attention.c.id == card).values(quantity=less))
        if others is None:
            close(tx, row, "undone", cause)
        tx.touch("attention", [card])


def take_card(tx: Transaction, card: str, owner: str | None) -> None:
    """Note who looks after a card; the last one who took it does."""
    taken = {"owner": owner, "taken_at_ms": tx.now_ms if owner else None}
    tx.side.execute(update(attention).where(attention.c.id == card).values(taken))
    tx.touch("attention", [card])


def close(tx: Transaction, row: RowMapping, action: str, cause: Cause, reason: str | None = None) -> None:
    """Note that a card was settled, by whom, how and why. More of the product can be promised now."""
    tx.side.execute(
        update(attention)
        .where(attention.c.id == row["id"], attention.c.settled_at_ms.is_(None))
        .values(
            settled_by=cause.operator,
            settled_action=action,
            settled_reason=reason,
            settled_at_ms=tx.now_ms,
            settled_fact=cause.fact_id,
        )
    )
    if row["sku"] is not None:
        tx.freed.add(row["sku"])
    tx.touch("attention", [row["id"]])


def close_cases(
    tx: Transaction, kinds: Collection[str], subject: str, cause: Cause, action: str = "printed"
) -> None:
    """Settle the open cards of these kinds about one thing: the world has settled them."""
    rows = tx.side.execute(
        _open().where(attention.c.kind.in_(kinds), attention.c.subject == subject)
    ).mappings()
    for row in rows.all():
        close(tx, row, action, cause)


def reopen_settled_by(tx: Transaction, fact_id: str) -> None:
    """Open the card again that a fact had settled: the fact was taken back."""
    settled = attention.c.settled_fact == fact_id
    cards = tx.side.execute(select(attention.c.id).where(settled)).scalars().all()
    tx.side.execute(
        update(attention)
        .where(settled)
        .values(
            settled_by=None, settled_action=None, settled_at_ms=None, settled_fact=None, settled_reason=None
        )
    )
    tx.touch("attention", cards)


def card_of(tx: Transaction, card: str) -> RowMapping | None:
    """The card as it is kept, or None."""
    if not is_plain(card):
        return None
    return tx.side.execute(select(attention).where(attention.c.id == card)).mappings().one_or_none()


def missing_at(tx: Transaction, skus: Collection[str]) -> set[tuple[str, str]]:
    """Where (place, product) something is said to be missing: nothing there is promised."""
    found = tx.side.execute(
        select(attention.c.place, attention.c.sku).where(
            attention.c.kind.in_((STOCK_MISSING, STOCK_NEGATIVE)),
            attention.c.settled_at_ms.is_(None),
            attention.c.sku.in_(skus),
        )
    )
    return {(row.place, row.sku) for row in found}


def _open() -> Select[Any]:
    return select(attention).where(attention.c.settled_at_ms.is_(None))
