"""Pieces that were missing at the packing table are picked once more, as far as there are any."""

from sqlalchemy import RowMapping, select, update

from sync.central.attention.tables import attention
from sync.central.orders.promise import free_of
from sync.central.orders.tables import order, order_line
from sync.central.store import Transaction


def picked_again(tx: Transaction, card: RowMapping) -> bool:
    """Let the order be picked on, for what is missing. False, and the card says so, where nothing of it is free."""
    number, sku, quantity = card["order"], card["sku"], card["quantity"]
    row = tx.db.execute(select(order).where(order.c.number == number)).mappings().one()
    if row["cancelled"]:
        return True
    if sum(spot.quantity for spot in free_of(tx, [sku])[sku].values()) < quantity:
        detail = f"{quantity} of {sku} for the order {number} can't be picked again: none is free. Send it without."
        tx.db.execute(update(attention).where(attention.c.id == card["id"]).values(detail=detail))
        tx.touch("attention", [card["id"]])
        return False
    tx.db.execute(
        update(order_line)
        .where(order_line.c.order == number, order_line.c.line == card["line"])
        .values(short=order_line.c.short - quantity)
    )
    values = {"closed": False, "dropped": False, "tote": None, "totes": None}
    tx.db.execute(update(order).where(order.c.number == number).values(values))
    tx.shaken.add(number)
    tx.freed.add(sku)
    return True
