"""A work order as a job carries it: lines, totes, parcels, and what is to be done with it next. Knows no store."""

from dataclasses import dataclass

from app.domain.catalogue import Carton, Product
from app.domain.hints import NO_ORDER_HINTS, OrderHints
from app.domain.order_parts import Ahead, ClosedParcel, ShipTo, Spot
from app.domain.packing import ORDINARY, Misfit, PackingRules
from app.domain.surplus import Counted, surplus
from app.domain.told import NOTHING_TOLD, Told
from app.domain.totes import Tote, Totes
from app.domain.work_lines import WorkLine

BY_CODE, BLIND = "qr", "blind"


@dataclass(frozen=True, slots=True)
class WorkOrder:
    """A work order: lines with places, products, ship-to. A job copies it when it starts.

    `carton` is the one that stands open on the table. `handed` tells how it came to the packing table
    before central knew of its pick: by the picker's code ("qr"), by its number alone ("blind"), or not so ("").
    """

    order: str
    fence: int | None
    ship_to: ShipTo
    lines: tuple[WorkLine, ...]
    tote: str | None = None  # the one that takes what is picked now
    dropped: bool = False
    carton: str | None = None
    parcels: tuple[ClosedParcel, ...] = ()
    done: bool = False
    device: str | None = None
    priority: int = 0
    products: tuple[Product, ...] = ()
    cartons: tuple[Carton, ...] = ()
    spots: tuple[Spot, ...] = ()
    misfits: tuple[Misfit, ...] = ()
    serials: tuple[str, ...] = ()  # of pieces that were packed, as `serial_key` writes them
    packing: PackingRules = ORDINARY
    waiting: bool = False  # central has no stock for it
    handed: str = ""
    revision: int = 0  # rises with each change of the order after it was taken in
    cancelled: bool = False
    carrier: str = ""
    service: str = ""
    hints: OrderHints = NO_ORDER_HINTS
    told: Told = NOTHING_TOLD
    ahead: Ahead | None = None  # planned by central, until the table has taken it up or planned by itself
    left_out: tuple[str, ...] = ()  # what it says to its packer and the picker's code had no room for
    totes: Totes = ()  # all that its goods came in, in the order in which they were filled

    @property
    def kind(self) -> str | None:
        """The next job of this order: put_back, pick, pack, or None when nothing is left."""
        if self.goes_back or (self.cancelled and self.parcels):
            return "put_back"
        if self.done or self.waits or self.cancelled:
            return None
        if not self.dropped:
            return "pick"
        return (
            "pack"
            if self.carton or self._is_loose or any(li.picked > li.packed for li in self.lines)
            else None
        )

    @property
    def _is_loose(self) -> bool:
        """Whether packed pieces are in no closed parcel: somebody's carton stands open, whoever took it."""
        inside = sum(content.quantity for one in self.parcels for content in one.contents)
        return sum(line.packed for line in self.lines) > inside

    @property
    def goes_back(self) -> dict[int, int]:
        """How many pieces of each line are to be brought back, since the order was cancelled or changed."""
        if not self.revision or (self.done and not self.cancelled):
            return {}
        counted = [
            Counted(line.line, line.sku, line.picked, 0 if self.cancelled else line.ordered)
            for line in self.lines
        ]
        inside = [(content.sku, content.quantity) for one in self.parcels for content in one.contents]
        return surplus(counted, inside)

    @property
    def over(self) -> bool:
        """Whether nobody needs its tote any more."""
        return self.kind is None if self.cancelled else self.done

    @property
    def packing_begun(self) -> bool:
        """Whether somebody took a carton for it, or packed some of it already."""
        return bool(self.carton or self.parcels or any(line.packed for line in self.lines))

    @property
    def waits(self) -> bool:
        """Whether it waits for stock. What somebody has begun to pick goes on."""
        return (
            self.waiting and self.tote is None and not any(line.picked or line.short for line in self.lines)
        )

    @property
    def all_totes(self) -> Totes:
        """Every tote with its goods; one alone where only that is known."""
        return self.totes or ((Tote(self.tote),) if self.tote else ())

    @property
    def tote_names(self) -> str:
        """All its totes, as they are named to a person."""
        return ", ".join(one.tote for one in self.all_totes)

    @property
    def to_fetch(self) -> Totes:
        """Of several totes those that nobody has scanned yet where the order is packed."""
        return tuple(one for one in self.all_totes if not one.here) if len(self.all_totes) > 1 else ()

    def is_in(self, tote: str) -> bool:
        """Whether its goods are in this tote; one that was emptied into the wall is free."""
        return any(one.tote == tote and not one.slot for one in self.all_totes)

    @property
    def slots(self) -> tuple[str, ...]:
        """The slots of the put wall in which its goods stand, the first one first; one alone where nothing went wrong."""
        put = sorted((one.slot_at_ms, one.slot) for one in self.all_totes if one.slot)
        return tuple(dict.fromkeys(slot for _, slot in put))

    @property
    def not_in_slot(self) -> tuple[str, ...]:
        """The totes of an order on the wall that have not come there; none: all that was picked stands there."""
        return tuple(one.tote for one in self.all_totes if not one.slot)

    @property
    def pieces(self) -> int:
        return sum(line.ordered for line in self.lines)

    @property
    def left_to_pack(self) -> tuple[tuple[str, int], ...]:
        """The pieces that were picked and lie in no carton, line by line."""
        lines = ((line.sku, line.picked - line.packed) for line in self.lines)
        return tuple((sku, pieces) for sku, pieces in lines if pieces > 0)

    def product(self, sku: str) -> Product:
        """The product of a line. A line without its product is a bug of whoever built the work order."""
        return next(product for product in self.products if product.sku == sku)
