"""What packers told about the parcels of an order beside its pieces, folded from their facts. Knows no order."""

from dataclasses import dataclass, replace

from app.domain.customs import CustomsAdded, CustomsLeft
from app.domain.hints import InstructionsConfirmed
from app.domain.missing import MissingAtPacking

ToldFact = InstructionsConfirmed | CustomsAdded | CustomsLeft | MissingAtPacking


@dataclass(frozen=True, slots=True)
class Told:
    """`confirmed`: parcels packed as the order tells; `left`: those whose customs paper is the office's to complete.

    `short`: those that close without pieces that were reported missing.
    """

    confirmed: tuple[int, ...] = ()
    customs: tuple[CustomsAdded, ...] = ()
    left: tuple[int, ...] = ()
    short: tuple[int, ...] = ()


NOTHING_TOLD = Told()


def told_also(told: Told, fact: ToldFact) -> Told:
    """With one more fact."""
    match fact:
        case InstructionsConfirmed(no=no):
            return replace(told, confirmed=(*told.confirmed, no))
        case CustomsAdded():
            return replace(told, customs=(*told.customs, fact))
        case CustomsLeft(no=no):
            return replace(told, left=(*told.left, no))
        case MissingAtPacking(no=no, carton=None):
            return replace(told, short=(*_without(told.short, no), no))
        case MissingAtPacking():  # its carton was put away, no parcel closes
            return told


def told_no_more(told: Told, fact: ToldFact) -> Told:
    """Without a fact that was taken back."""
    match fact:
        case InstructionsConfirmed(no=no):
            return replace(told, confirmed=_without(told.confirmed, no))
        case CustomsAdded():
            return replace(told, customs=tuple(one for one in told.customs if one != fact))
        case CustomsLeft(no=no):
            return replace(told, left=_without(told.left, no))
        case MissingAtPacking(no=no):
            return replace(told, short=_without(told.short, no))


def opened_again(told: Told, no: int) -> Told:
    """A parcel that is open again is asked about anew; what was added about goods stays true."""
    return replace(told, confirmed=_without(told.confirmed, no), left=_without(told.left, no))


def whole_again(told: Told, no: int) -> Told:
    """A parcel that was opened with a reason is closed as any other."""
    return replace(told, short=_without(told.short, no))


def _without(numbers: tuple[int, ...], no: int) -> tuple[int, ...]:
    return tuple(one for one in numbers if one != no)
