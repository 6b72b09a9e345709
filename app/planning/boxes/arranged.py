"""Turns what the search found into what a packer follows: named pieces in the order of laying them down."""

from collections.abc import Iterator, Sequence

from app.planning.boxes.case import Case
from app.planning.boxes.few import Chosen
from app.planning.boxes.goods import Cheaper, Parcel, Placement, Reason
from app.planning.boxes.lots import Counts
from app.planning.boxes.spaces import Spot


def placements_of(spots: Sequence[Spot], names: Sequence[Iterator[str]]) -> tuple[Placement, ...]:
    """One placement a piece. Whatever lies lower comes first, so that each piece can be let down from above."""
    pieces = []
    for x0, y0, z0, x1, y1, z1, lot, layers in spots:
        dz = (z1 - z0) // layers
        pieces += [(z0 + layer * dz, y0, x0, x1 - x0, y1 - y0, dz, lot) for layer in range(layers)]
    return tuple(
        Placement(next(names[lot]), x, y, z, dx, dy, dz, step)
        for step, (z, y, x, dx, dy, dz, lot) in enumerate(sorted(pieces), 1)
    )


def parcels_of(case: Case, chosen: Sequence[Chosen]) -> tuple[Parcel, ...]:
    """The parcels as they are shown, each with the next cheaper carton and what speaks against it."""
    names = [iter(lot.skus) for lot in case.lots]
    parcels = []
    for one in chosen:
        offer = case.offers[one.offer]
        load = case.load(one.counts)
        cents = offer.price_cents(load.weight_g)
        parcels.append(
            Parcel(
                carton=offer.box.carton,
                price_cents=cents,
                gross_g=load.weight_g + offer.box.tare_g,
                placements=placements_of(case.question(one.counts, one.offer).spots, names),
                cheaper=_next_cheaper(case, one.counts, cents),
            )
        )
    return tuple(parcels)


def _next_cheaper(case: Case, counts: Counts, cents: int) -> Cheaper | None:
    weight_g = case.load(counts).weight_g
    below = [
        (price, -index)
        for index, offer in enumerate(case.offers)
        if (price := offer.price_cents(weight_g)) < cents
    ]
    if not below:
        return None
    price, index = max(below)
    question = case.question(counts, -index)
    return Cheaper(case.offers[-index].box.carton, price, question.reason or Reason.NOT_FOUND)
