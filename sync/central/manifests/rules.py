"""Which load a parcel lies in, and who takes what names no carrier."""

from collections.abc import Collection

from sqlalchemy import select, update

from sync.central.identity.tables import setting
from sync.central.manifests.tables import loaded, manifest
from sync.central.orders.tables import order
from sync.central.shipments.tables import parcel
from sync.central.store import Transaction

OPEN, CLOSED, HANDED_OVER = "open", "closed", "handed_over"
DEFAULT_CARRIER = "default_carrier"
SITE = "main"


def lie_in(tx: Transaction, keys: Collection[str], load: str | None) -> None:
    """These parcels lie in this load, or in none."""
    mine = parcel.c.key.in_(keys)
    before = tx.side.execute(select(parcel.c.load).where(mine)).scalars()
    tx.touch("load", {one for one in (*before, load) if one})
    tx.side.execute(update(parcel).where(mine).values(load=load))
    tx.touch("parcel", keys)


def out_of_the_cage(tx: Transaction, key: str) -> None:
    """A parcel that is opened again lies in no load any more."""
    tx.side.execute(update(loaded).where(loaded.c.sscc == key).values(inside=False))
    lie_in(tx, [key], None)


def is_sealed(tx: Transaction, load: str | None) -> bool:
    """Whether the manifest of this load is closed."""
    status = tx.side.execute(select(manifest.c.status).where(manifest.c.load == load)).scalar_one_or_none()
    return status in (CLOSED, HANDED_OVER)


def default_carrier(tx: Transaction) -> str:
    """Who takes the parcels of orders that name nobody; empty where the site names nobody either."""
    asked = select(setting.c.value).where(setting.c.name == DEFAULT_CARRIER)
    return tx.side.execute(asked).scalar_one_or_none() or ""


def name_default_carrier(tx: Transaction, carrier: str) -> None:
    """Keep who takes what names no carrier, and tell the devices, if it is somebody else than before."""
    if carrier == default_carrier(tx):
        return
    tx.upsert(setting, [{"name": DEFAULT_CARRIER, "value": carrier}])
    tx.touch("site", [SITE])
    waiting = (
        select(parcel.c.key)
        .join(order, order.c.number == parcel.c.order)
        .where(order.c.carrier == "", parcel.c.status == "packed")
    )
    tx.touch("parcel", tx.look.execute(waiting).scalars())
