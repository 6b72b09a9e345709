"""What a caller may ask for: the order, how it is to be planned, and what is sorted out before any search begins."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.planning.boxes.goods import Box, Goods, Parcel, Tariff, Unplaced
from app.planning.boxes.lots import Counts, Lot, shapes_of

Order = Sequence[tuple[Goods, int]]
Clock = Callable[[], float]
Misfit = tuple[str, tuple[tuple[str, int], ...]]  # a carton, and the pieces by sku that did not go into it


@dataclass(frozen=True, slots=True)
class Wish:
    """How orders are planned here. `limit_ms` of the caller's clock; None lets the number of pieces decide."""

    tariff: Tariff
    support_percent: int = 70
    limit_ms: float | None = None
    fill_max_percent: int = 100  # of a carton's volume, by several pieces; a single one may fill it
    misfits: frozenset[Misfit] = frozenset()


def limit_ms(pieces: int) -> float:
    """How much processor time an order of so many pieces gets on a packing station."""
    return 64.0 if pieces <= 10 else min(700.0, 64.0 + 16.0 * (pieces - 10))


def gathered(order: Order) -> tuple[dict[str, Goods], dict[str, int]]:
    """Goods and wanted pieces by sku; lines of the same product come together, empty ones are dropped."""
    goods: dict[str, Goods] = {}
    quantities = Counter[str]()
    for one, quantity in order:
        if quantity > 0:
            goods.setdefault(one.sku, one)
            quantities[one.sku] += quantity
    return goods, dict(quantities)


def unplaceable(one: Goods, boxes: Sequence[Box]) -> Unplaced | None:
    """Why not even one piece of it can be planned, None when some carton takes it."""
    if not one.forms_mm or min(min(form) for form in one.forms_mm) <= 0:
        return Unplaced.NO_SIZE
    if not boxes:
        return Unplaced.NO_CARTON_LEFT
    allowed = [box for box in boxes if box.hazmat or not one.hazmat]
    if not allowed:
        return Unplaced.NO_HAZMAT_CARTON
    taking = [box for box in allowed if _goes_alone(one, box)]
    if not taking:
        return Unplaced.TOO_LARGE
    if all(box.content_max_g < one.weight_g for box in taking):
        return Unplaced.TOO_HEAVY
    return None


def _goes_alone(one: Goods, box: Box) -> bool:
    room = box.room_mm
    return any(all(a <= b for a, b in zip(shape, room, strict=True)) for shape in shapes_of(one))


def still_there(boxes: Sequence[Box], parcels: Sequence[Parcel]) -> list[tuple[Box, int | None]]:
    """The cartons that are not used up by these parcels, and how many there still are."""
    used = Counter(parcel.carton for parcel in parcels)
    left = [(box, None if box.stock is None else box.stock - used[box.carton]) for box in boxes]
    return [(box, stock) for box, stock in left if stock is None or stock > 0]


def booked_misfits(misfits: frozenset[Misfit], lots: Sequence[Lot]) -> Callable[[str, Counts], bool]:
    """Whether the floor has said of these pieces, or of some of them, that they did not go into a carton."""
    places = {sku: place for place, lot in enumerate(lots) for sku in lot.skus}
    known: dict[str, list[Counter[int]]] = {}
    for carton, pieces in misfits:
        if all(sku in places for sku, _ in pieces):
            counted = Counter[int]()
            for sku, quantity in pieces:
                counted[places[sku]] += quantity
            known.setdefault(carton, []).append(counted)

    def is_booked(carton: str, counts: Counts) -> bool:
        return any(all(counts[lot] >= n for lot, n in misfit.items()) for misfit in known.get(carton, ()))

    return is_booked


def named(quantities: Mapping[str, int], why: Unplaced) -> tuple[tuple[str, int, Unplaced], ...]:
    """These pieces as unplaced, all for the same reason."""
    return tuple((sku, quantity, why) for sku, quantity in quantities.items())
