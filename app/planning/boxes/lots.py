"""Pieces that are alike are one lot, so that no search tries twins twice. Knows shapes, no cartons' contents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import permutations

from app.planning.boxes.goods import Edges, Goods

Counts = tuple[int, ...]  # how many pieces of each lot


@dataclass(frozen=True, slots=True)
class Lot:
    """Pieces that nothing but their name tells apart. `skus` names each of them.

    `volume_mm3` is the least that one piece takes up, in its smallest form.
    """

    shapes: tuple[Edges, ...]
    weight_g: int
    fragile: bool
    nostack: bool
    skus: tuple[str, ...]
    volume_mm3: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "volume_mm3", min(dx * dy * dz for dx, dy, dz in self.shapes))


def shapes_of(goods: Goods) -> tuple[Edges, ...]:
    """Every way in which a piece may lie, as extents along a carton's length, width and height."""
    found: dict[Edges, None] = {}
    for form in goods.forms_mm:
        if not goods.turns:
            found[form] = None
            continue
        for a, b, c in permutations(range(3)):
            if goods.stands[c]:
                found[(form[a], form[b], form[c])] = None
    return tuple(sorted(found, key=lambda s: (s[2], -s[0], s)))


def lots_of(goods: Sequence[Goods], quantities: Mapping[str, int]) -> tuple[Lot, ...]:
    """The lots of an order, largest pieces first; goods of quantity 0 are left out."""
    together: dict[tuple[tuple[Edges, ...], int, bool, bool], list[str]] = {}
    for one in goods:
        key = (shapes_of(one), one.weight_g, one.fragile, one.nostack)
        together.setdefault(key, []).extend([one.sku] * quantities[one.sku])
    lots = [Lot(*key, skus=tuple(skus)) for key, skus in together.items() if skus]
    return tuple(sorted(lots, key=lambda lot: (-lot.volume_mm3, -lot.weight_g, lot.skus)))
