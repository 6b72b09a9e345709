"""The parcels of a work order as a job keeps them: carton, contents and where each piece lies, as plain data. Pure.

The planner decides; what it cannot decide (no sizes, too large) is left to the packer's eye and says so.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.catalogue import Carton
from app.domain.facts import Content
from app.domain.orders import WorkOrder
from app.domain.packing import fewer
from app.planning.because import Because, because
from app.planning.boxes.catalogue import box_of, goods_of
from app.planning.boxes.goods import Box, Goods, Parcel, Placement, Unplaced
from app.planning.boxes.suggest import into, suggest
from app.planning.boxes.wish import Misfit, Wish, limit_ms

LIMIT_MAX_MS = 250  # of counted work: nobody waits for a plan longer than for a door
MANY_PIECES = 150
MANY_LIMIT_MS = 120  # each look at so many takes longer

Contents = tuple[Content, ...]


@dataclass(frozen=True, slots=True)
class Planned:
    """One parcel as it is to be packed. `spots` are its pieces in the order of laying them down: which of the
    contents, the corner, the edges. `by_eye` are products that have no spot; a carton None is the packer's choice."""

    carton: str | None
    contents: Contents
    spots: tuple[tuple[int, ...], ...] = ()
    by_eye: tuple[str, ...] = ()
    why: Unplaced | None = None
    price_cents: int | None = None
    cheaper: Because | None = None
    proven: bool = False

    @property
    def placements(self) -> tuple[Placement, ...]:
        """Where each piece lies, in the order of laying them down."""
        return tuple(
            Placement(self.contents[at].sku, x, y, z, dx, dy, dz, step)
            for step, (at, x, y, z, dx, dy, dz) in enumerate(self.spots, 1)
        )


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of a carton that somebody took: how it takes the pieces, or as much of them, and why not all."""

    parcel: Planned | None
    left: Contents = ()
    because: Because | None = None


def planned(work: WorkOrder, counts: Contents) -> tuple[Planned, ...]:
    """The cheapest parcels found for these pieces, the fullest first, those for the packer's eye last.

    Where one parcel may hold only so many pieces of a product, what is above goes into parcels of its own.
    """
    first, *others = shares(work, counts)
    parcels = _planned(work, first)
    for share in others:
        used = Counter(parcel.carton for parcel in parcels)
        left = tuple(fewer(carton, used[carton.carton]) for carton in work.cartons)
        parcels = (*parcels, *_planned(replace(work, cartons=left), share))
    return parcels


def shares(work: WorkOrder, counts: Contents) -> list[Contents]:
    """These pieces, each share with no more of a product than one parcel may hold; the first has all the rest."""
    found: list[dict[str, int]] = [{}]
    for sku, quantity in _counter(counts).items():
        most = work.product(sku).declared.parcel_max or quantity
        for at in range(-(-quantity // most)):
            if at == len(found):
                found.append({})
            found[at][sku] = min(most, quantity - at * most)
    return [tuple(Content(sku, n) for sku, n in share.items()) for share in found]


def _planned(work: WorkOrder, counts: Contents) -> tuple[Planned, ...]:
    pieces = _counter(counts)
    goods = _goods(work, pieces)
    unmeasured = {sku: n for sku, n in pieces.items() if not goods[sku].forms_mm}
    boxes = _boxes(work, pieces, unmeasured)
    measured = [(goods[sku], n) for sku, n in pieces.items() if sku not in unmeasured]
    plan = suggest(measured, boxes, _wish(work, measured))
    known = {box.carton: box for box in boxes}
    by_size = sorted(plan.parcels, key=lambda parcel: -_volume_mm3(parcel))
    parcels = [_kept(parcel, known, goods, proven=plan.proven) for parcel in by_size]
    by_eye = [*plan.unplaced, *((sku, n, Unplaced.NO_SIZE) for sku, n in unmeasured.items())]
    return _with_by_eye(parcels, by_eye, goods)


def tried(work: WorkOrder, counts: Contents, carton: Carton) -> Tried:
    """How this carton takes these pieces; it is in somebody's hand, whatever the count of its kind says.

    Those without sizes go on top, as the packer sees fit.
    """
    carton = replace(carton, stock=None)
    pieces = _counter(counts)
    goods = _goods(work, pieces)
    unmeasured = {sku: n for sku, n in pieces.items() if not goods[sku].forms_mm}
    measured = [(goods[sku], n) for sku, n in pieces.items() if sku not in unmeasured]
    box = next(iter(_boxes(replace(work, cartons=(carton,)), pieces, unmeasured)), None)
    if box is None:
        return Tried(None, counts)
    if not measured:
        return Tried(_on_top(Planned(carton.carton, ()), unmeasured))
    found = into(measured, box, _wish(work, measured))
    why = because(found.reason, box, 0, measured) if found.reason else None
    if found.parcel is None:
        return Tried(None, counts, why)
    parcel = _kept(found.parcel, {box.carton: box}, goods, proven=False)
    left = tuple(Content(sku, n) for sku, n in found.left)
    return Tried(_on_top(parcel, unmeasured) if not left else parcel, left, why)


def _wish(work: WorkOrder, order: Sequence[tuple[Goods, int]]) -> Wish:
    rules = work.packing
    pieces = sum(n for _, n in order)
    return Wish(
        rules.tariff,
        support_percent=rules.support_percent,
        limit_ms=min(limit_ms(pieces), LIMIT_MAX_MS if pieces <= MANY_PIECES else MANY_LIMIT_MS),
        misfits=frozenset(_misfits(work)),
        fill_max_percent=rules.fill_max_percent,
    )


def _misfits(work: WorkOrder) -> list[Misfit]:
    return [(one.carton, tuple((c.sku, c.quantity) for c in one.contents)) for one in work.misfits]


def _boxes(work: WorkOrder, pieces: Counter[str], unmeasured: dict[str, int]) -> list[Box]:
    """The cartons that can be planned with; none of which the floor said that they do not take pieces without sizes."""
    refused = {
        one.carton
        for one in work.misfits
        if any(c.sku in unmeasured for c in one.contents)
        and all(pieces[c.sku] >= c.quantity for c in one.contents)
    }
    sound = (carton for carton in work.cartons if carton.inner.fits_in(carton.outer))
    there = (carton for carton in sound if carton.stock is None or carton.stock > 0)
    return [box_of(carton) for carton in there if carton.carton not in refused]


def _goods(work: WorkOrder, pieces: Counter[str]) -> dict[str, Goods]:
    return {sku: goods_of(work.product(sku)) for sku in pieces}


def _volume_mm3(parcel: Parcel) -> int:
    return sum(one.dx_mm * one.dy_mm * one.dz_mm for one in parcel.placements)


def _counter(counts: Contents) -> Counter[str]:
    pieces: Counter[str] = Counter()
    for content in counts:
        pieces[content.sku] += content.quantity
    return pieces


def _kept(parcel: Parcel, boxes: dict[str, Box], goods: dict[str, Goods], *, proven: bool) -> Planned:
    counted = Counter(one.sku for one in parcel.placements)
    place = {sku: index for index, sku in enumerate(counted)}
    cheaper = parcel.cheaper
    why = None
    if cheaper is not None:
        order = [(goods[sku], n) for sku, n in counted.items()]
        why = because(cheaper.reason, boxes[cheaper.carton], cheaper.price_cents, order)
    return Planned(
        parcel.carton,
        tuple(Content(sku, n) for sku, n in counted.items()),
        tuple(
            (place[one.sku], one.x_mm, one.y_mm, one.z_mm, one.dx_mm, one.dy_mm, one.dz_mm)
            for one in parcel.placements
        ),
        price_cents=parcel.price_cents,
        cheaper=why,
        proven=proven,
    )


_EACH_ALONE = (Unplaced.TOO_LARGE, Unplaced.TOO_HEAVY)


def _with_by_eye(
    parcels: list[Planned], by_eye: list[tuple[str, int, Unplaced]], goods: dict[str, Goods]
) -> tuple[Planned, ...]:
    """What has no size goes with the last parcel that may take it; what no carton takes travels piece by piece."""
    alone = [
        Planned(None, (Content(sku, 1),), by_eye=(sku,), why=why)
        for sku, n, why in by_eye
        if why in _EACH_ALONE
        for _ in range(n)
    ]
    together: dict[tuple[Unplaced, bool], dict[str, int]] = {}
    for sku, n, why in by_eye:
        if why not in _EACH_ALONE:
            together.setdefault((why, goods[sku].hazmat), {})[sku] = n
    for (why, hazmat), pieces in together.items():
        like = [at for at, one in enumerate(parcels) if goods[one.contents[0].sku].hazmat is hazmat]
        at = like[-1] if like else None
        if why is Unplaced.NO_SIZE and at is not None:
            parcels[at] = _on_top(parcels[at], pieces)
        else:
            contents = tuple(Content(sku, n) for sku, n in pieces.items())
            alone.append(Planned(None, contents, by_eye=tuple(pieces), why=why))
    return (*parcels, *alone)


def _on_top(parcel: Planned, pieces: dict[str, int]) -> Planned:
    """The parcel with these pieces, for which nobody knows a spot."""
    if not pieces:
        return parcel
    more = tuple(Content(sku, n) for sku, n in pieces.items())
    return replace(parcel, contents=(*parcel.contents, *more), by_eye=tuple(pieces), why=Unplaced.NO_SIZE)
