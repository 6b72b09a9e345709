"""Where a packer can be with an order, and in which of these places an order is found. Pure.

The plan is made once, when the job opens or a carton turned out not to do, and stays in the state: an undo and a
restart show the same.
"""

from collections import Counter
from dataclasses import dataclass, replace

from app.domain.catalogue import Carton
from app.domain.orders import WorkOrder
from app.planning.ahead import found_ahead
from app.planning.parcels import Planned, planned, tried
from app.workflows.contents import Contents, contents, count_of, emptied, inside, less, to_pack
from app.workflows.lots import LotAsked


@dataclass(frozen=True, slots=True)
class AwaitCarton:
    """The carton `suggested` for the parcel `no` of `of` is to be scanned; `plan` goes into it.

    `parcel` is how the pieces lie in it, `rest` the parcels that follow. `insisted` is why any carton will be taken,
    `missing` why the tote holds nothing more. `proven`: the label of the parcel before is on, so that one is done with.
    """

    work: WorkOrder
    no: int
    of: int
    plan: Contents
    suggested: str | None
    parcel: Planned | None = None
    rest: tuple[Planned, ...] = ()
    insisted: str | None = None
    missing: str | None = None
    proven: bool = False


@dataclass(frozen=True, slots=True)
class LastUnit:
    """The piece that was scanned last, and its lot."""

    sku: str
    lot: str | None = None


@dataclass(frozen=True, slots=True)
class AwaitUnit:
    """The carton is open; `plan` still goes into it, `packed` lies in it. `missing` is why no more of it comes."""

    work: WorkOrder
    no: int
    of: int
    suggested: str | None
    carton: Carton
    plan: Contents
    packed: Contents = ()
    parcel: Planned | None = None
    rest: tuple[Planned, ...] = ()
    last: LastUnit | None = None  # where a number may say how many are like it
    missing: str | None = None
    asked: LotAsked | None = None  # whether what was scanned is of the lot that is wanted
    of_lot: tuple[str, ...] = ()  # products of which a piece of the wanted lot lies in it


@dataclass(frozen=True, slots=True)
class Finished:
    """Everything is packed; the last parcel stays on the screen, `proven` once its label was scanned. Counts as idle."""

    work: WorkOrder
    proven: bool = False


@dataclass(frozen=True, slots=True)
class Measuring:
    """A product is measured in between: which one, then its size; then the packing goes on where it was."""

    before: AwaitCarton | AwaitUnit
    sku: str | None = None

    @property
    def work(self) -> WorkOrder:
        return self.before.work


@dataclass(frozen=True, slots=True)
class Reopened:
    """The parcel `no` is open again. `packed` lies in it; `loose` lay in no carton when it was opened."""

    work: WorkOrder
    no: int
    carton: Carton
    packed: Contents
    loose: Contents = ()


@dataclass(frozen=True, slots=True)
class AwaitWeight:
    """The parcel is full and stands on the scales. `off`: a weight was wrong; `recounted`: any closes it now."""

    opened: AwaitUnit
    recounted: bool = False
    off: bool = False

    @property
    def work(self) -> WorkOrder:
        return self.opened.work


@dataclass(frozen=True, slots=True)
class AwaitConfirmed:
    """The parcel is full; the packer is asked whether it was packed as the order tells."""

    opened: AwaitUnit

    @property
    def work(self) -> WorkOrder:
        return self.opened.work


@dataclass(frozen=True, slots=True)
class AwaitCustoms:
    """The parcel is full; its customs paper lacks something, which is asked for."""

    opened: AwaitUnit

    @property
    def work(self) -> WorkOrder:
        return self.opened.work


@dataclass(frozen=True, slots=True)
class AwaitTracking:
    """The carrier's number of the parcel closed last is to be scanned; then it goes on as before."""

    before: AwaitCarton | Finished

    @property
    def work(self) -> WorkOrder:
        return self.before.work


Full = (
    AwaitConfirmed | AwaitCustoms | AwaitWeight
)  # nothing more goes in, and something must be said before it is closed
PackState = AwaitCarton | AwaitUnit | Full | Finished | Measuring | Reopened | AwaitTracking


def begin(work: WorkOrder) -> PackState:
    """The state in which this work order is found; closed parcels stay closed."""
    left, lies = counted(work), inside(work)
    open_carton = next((carton for carton in work.cartons if carton.carton == work.carton), None)
    if open_carton is not None and lies and not (left or work.done):
        return Reopened(work, _free_no(work), open_carton, lies)
    if work.done or not (left or lies):
        return Finished(work)
    if open_carton is not None:
        return _gone_on(work, open_carton)
    return awaiting(replace(work, ahead=None), _first_with(work, inside(work), left))


def awaiting(work: WorkOrder, parcels: tuple[Planned, ...]) -> AwaitCarton:
    """The first of these parcels is to be packed next; what lies in no carton yet goes into it, too."""
    first, *rest = parcels
    no = _free_no(work)
    plan = without(first.contents, inside(work))
    return AwaitCarton(work, no, no + len(rest), plan, first.carton, first, tuple(rest))


def _free_no(work: WorkOrder) -> int:
    """The number of the next parcel: the first that no closed one has."""
    taken = {parcel.no for parcel in work.parcels}
    return next(no for no in range(1, len(taken) + 2) if no not in taken)


def counted(work: WorkOrder) -> Contents:
    """What was picked and lies in no carton yet."""
    return contents(tuple(Counter(piece.sku for piece in to_pack(work)).items()))


def without(counts: Contents, gone: Contents) -> Contents:
    """These pieces without those."""
    for content in gone:
        counts = less(counts, content.sku, content.quantity)
    return counts


def together(some: Contents, others: Contents) -> Contents:
    """Both, product by product."""
    return contents(
        tuple(
            (sku, count_of(some, sku) + count_of(others, sku))
            for sku in dict.fromkeys(content.sku for content in (*some, *others))
        )
    )


def _first_with(work: WorkOrder, lies: Contents, left: Contents) -> tuple[Planned, ...]:
    """The parcels of all pieces, first the one that takes what came out of a carton together."""
    parcels = found_ahead(work, together(lies, left)) or planned(work, together(lies, left))
    if not lies:
        return parcels
    for at, parcel in enumerate(parcels):
        if not without(lies, parcel.contents):
            return (parcel, *parcels[:at], *parcels[at + 1 :])
    of_them = planned(work, lies)
    first = of_them[0] if len(of_them) == 1 else Planned(None, lies, by_eye=tuple(c.sku for c in lies))
    return (first, *planned(work, left))


def _gone_on(work: WorkOrder, carton: Carton) -> PackState:
    """The parcel in the open carton, filled as it was planned when the carton was taken."""
    before = begin(emptied(work))
    if not isinstance(before, AwaitCarton):
        return before
    lies = inside(work)
    opened = in_carton(before, carton) or by_eye(before, carton)
    if without(lies, opened.parcel.contents if opened.parcel else ()):
        opened = by_eye(before, carton)  # more lies in it than would have been planned
    plan = without(together(opened.plan, opened.packed), lies)
    return replace(opened, work=replace(work, ahead=None), plan=plan, packed=lies)


def in_carton(state: AwaitCarton, carton: Carton) -> AwaitUnit | None:
    """The parcel opened in this carton: the plan if it takes it, a good part if it takes that, else None."""
    work, lies = state.work, inside(state.work)
    parcel, rest = state.parcel, state.rest
    if parcel is None or carton.carton != parcel.carton:
        goods = together(lies, state.plan)
        by_choice = parcel is not None and parcel.carton is None
        found = tried(work, goods, carton)
        if by_choice and (found.parcel is None or found.left):
            return by_eye(state, carton)
        if found.parcel is None or (found.left and not _is_worth_it(work, goods, found.parcel, carton)):
            return None
        parcel = found.parcel
        if found.left:
            still = without(together(lies, counted(work)), parcel.contents)
            rest = planned(work, still)
    plan = without(parcel.contents, lies)
    return AwaitUnit(work, state.no, state.no + len(rest), state.suggested, carton, plan, lies, parcel, rest)


def by_eye(state: AwaitCarton, carton: Carton) -> AwaitUnit:
    """All of it goes into this carton, as the packer sees fit."""
    lies = inside(state.work)
    goods = together(lies, state.plan)
    parcel = Planned(carton.carton, goods, by_eye=tuple(content.sku for content in goods))
    return AwaitUnit(
        state.work, state.no, state.of, state.suggested, carton, state.plan, lies, parcel, state.rest
    )


def _is_worth_it(work: WorkOrder, goods: Contents, parcel: Planned, carton: Carton) -> bool:
    """Whether a carton that does not take all is meant seriously: half as large as the goods, and nothing is left in hand."""
    if without(inside(work), parcel.contents):
        return False
    sizes = [(work.product(content.sku).size, content.quantity) for content in goods]
    volume_mm3 = sum(size.volume_mm3 * n for size, n in sizes if size is not None)
    return carton.inner.volume_mm3 * 2 >= volume_mm3
