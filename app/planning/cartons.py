"""Which carton, and which pieces go into which parcel. Pure; the rule is 'sorted edges, 85 % of volume, weight'.

A single piece needs edges and weight only. Among the cartons that pass the cheapest one is taken,
the smaller one when two cost the same.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.catalogue import Carton, Product

FILL_MAX_PERCENT = 85


@dataclass(frozen=True, slots=True)
class Planned:
    """The pieces of one parcel by sku; `carton` is None when no carton takes even this one piece."""

    carton: Carton | None
    pieces: tuple[tuple[str, int], ...]


def passes(pieces: Sequence[Product], carton: Carton) -> bool:
    """Whether these pieces may go into this carton together."""
    if sum(piece.weight_g for piece in pieces) > carton.content_max_g:
        return False
    if not all(piece.size.fits_in(carton.inner) for piece in pieces):
        return False
    volume_mm3 = sum(piece.size.volume_mm3 for piece in pieces)
    return len(pieces) == 1 or volume_mm3 * 100 <= carton.inner.volume_mm3 * FILL_MAX_PERCENT


def cheapest(pieces: Sequence[Product], cartons: Sequence[Carton]) -> Carton | None:
    """The cheapest carton that takes these pieces, None when none does."""
    fitting = [carton for carton in cartons if passes(pieces, carton)]
    return min(fitting, key=_rank, default=None)


def parcels(pieces: Sequence[Product], cartons: Sequence[Carton]) -> tuple[Planned, ...]:
    """Split the pieces into parcels: one if any carton takes all, else filled largest piece first."""
    left = _largest_first(pieces)
    planned = []
    while left:
        taken = _fill(left, cartons)
        planned.append(Planned(cheapest(taken, cartons), _counted(taken)))
        left = _without(left, taken)
    return tuple(planned)


def filling(pieces: Sequence[Product], carton: Carton) -> tuple[tuple[str, int], ...]:
    """What of these pieces goes into this carton, largest first; empty when nothing does."""
    return _counted(_together(_largest_first(pieces), [carton]))


def _fill(left: list[Product], cartons: Sequence[Carton]) -> list[Product]:
    if cheapest(left, cartons) is not None:
        return left
    return _together(left, cartons) or left[:1]  # a piece that no carton takes travels alone


def _together(pieces: Sequence[Product], cartons: Sequence[Carton]) -> list[Product]:
    """Take piece after piece as long as some carton still takes all of them."""
    taken: list[Product] = []
    weight_g = volume_mm3 = 0
    alive = list(cartons)
    for piece in pieces:
        more_g, more_mm3 = weight_g + piece.weight_g, volume_mm3 + piece.size.volume_mm3
        still = [
            carton
            for carton in alive
            if piece.size.fits_in(carton.inner)
            and more_g <= carton.content_max_g
            and (not taken or more_mm3 * 100 <= carton.inner.volume_mm3 * FILL_MAX_PERCENT)
        ]
        if still:
            alive, weight_g, volume_mm3 = still, more_g, more_mm3
            taken.append(piece)
    return taken


def _largest_first(pieces: Sequence[Product]) -> list[Product]:
    return sorted(pieces, key=lambda p: (-p.size.volume_mm3, -p.weight_g, p.sku))


def _without(left: list[Product], taken: list[Product]) -> list[Product]:
    gone = Counter(piece.sku for piece in taken)
    rest = []
    for piece in left:
        if gone[piece.sku]:
            gone[piece.sku] -= 1
        else:
            rest.append(piece)
    return rest


def _counted(pieces: Sequence[Product]) -> tuple[tuple[str, int], ...]:
    return tuple(Counter(piece.sku for piece in pieces).items())


def _rank(carton: Carton) -> tuple[int, int, str]:
    return (carton.cost_cents, carton.outer.volume_mm3, carton.carton)
