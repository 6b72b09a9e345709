"""Why a carton does not take some pieces, in what a packer can check: which piece, by how much. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from app.planning.boxes.goods import Box, Goods, Reason
from app.planning.boxes.lots import shapes_of

Order = Sequence[tuple[Goods, int]]


@dataclass(frozen=True, slots=True)
class Because:
    """A carton and what speaks against it. `amount`: mm too long, g too heavy, or % of its volume."""

    carton: str
    price_cents: int
    reason: Reason
    skus: tuple[str, ...] = ()
    amount: int = 0


def because(reason: Reason, box: Box, price_cents: int, order: Order) -> Because:
    """The reason with the pieces that it is about."""
    skus: tuple[str, ...] = ()
    amount = 0
    match reason:
        case Reason.WEIGHT:
            amount = sum(one.weight_g * n for one, n in order) - box.content_max_g
        case Reason.VOLUME:
            amount = _percent(box, order)
        case Reason.SIDE:
            amount, sku = max((_too_long_mm(one, box), one.sku) for one, _ in order)
            skus = (sku,)
        case Reason.PAIR:
            skus = _pair(box, order)
        case _:
            pass
    return Because(box.carton, price_cents, reason, skus, amount)


def _percent(box: Box, order: Order) -> int:
    length, width, height = (max(edge, 1) for edge in box.room_mm)
    volume_mm3 = sum(min(a * b * c for a, b, c in one.forms_mm) * n for one, n in order)
    return -(-volume_mm3 * 100 // (length * width * height))


def _too_long_mm(one: Goods, box: Box) -> int:
    """By how much it sticks out in its best turn."""
    return min(
        max(edge - room for edge, room in zip(shape, box.room_mm, strict=True)) for shape in shapes_of(one)
    )


def _pair(box: Box, order: Order) -> tuple[str, ...]:
    """The first two pieces that have no room beside each other; a product twice where they are twins."""
    pairs = [(one, one) for one, n in order if n > 1] + list(combinations([one for one, _ in order], 2))
    found = next((pair for pair in pairs if _apart(*pair, box)), None)
    return (found[0].sku, found[1].sku) if found else ()


def _apart(one: Goods, other: Goods, box: Box) -> bool:
    least, others = _least(one, box), _least(other, box)
    return all(a + b > room for a, b, room in zip(least, others, box.room_mm, strict=True))


def _least(one: Goods, box: Box) -> tuple[int, ...]:
    fitting = [
        shape
        for shape in shapes_of(one)
        if all(edge <= room for edge, room in zip(shape, box.room_mm, strict=True))
    ]
    return tuple(min(shape[axis] for shape in fitting or shapes_of(one)) for axis in range(3))
