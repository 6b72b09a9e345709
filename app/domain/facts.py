"""What has happened on the floor, in the past tense. Facts are append-only; knows no store and no wire.

`body_of` and `fact_from` turn a fact into plain JSON values and back; a kind that this version
does not know raises `UnknownFact`, so that nobody guesses at what has happened.
"""

from collections.abc import Mapping
from dataclasses import MISSING, asdict, dataclass, fields
from typing import Any

# Facts of one subject that have a file of their own are taken from the same door.
from app.domain.attending import AttentionSettled as AttentionSettled
from app.domain.attending import AttentionTaken as AttentionTaken
from app.domain.bringing_back import PutBack as PutBack
from app.domain.coming_back import ItemGraded as ItemGraded
from app.domain.coming_back import ReturnFinished as ReturnFinished
from app.domain.coming_back import ReturnOpened as ReturnOpened
from app.domain.coming_back import ReturnReceived as ReturnReceived
from app.domain.coming_back import StockPutAway as StockPutAway
from app.domain.customs import CustomsAdded as CustomsAdded
from app.domain.customs import CustomsLeft as CustomsLeft
from app.domain.handing import HandedLine as HandedLine
from app.domain.handing import HandedOver as HandedOver
from app.domain.handing import OpenedBlind as OpenedBlind
from app.domain.handing import PackingEnded as PackingEnded
from app.domain.handing import handed_line
from app.domain.hints import InstructionsConfirmed as InstructionsConfirmed
from app.domain.missing import MissingAtPacking as MissingAtPacking
from app.domain.shipping import HandedToCarrier as HandedToCarrier
from app.domain.shipping import ManifestClosed as ManifestClosed
from app.domain.shipping import ParcelLoaded as ParcelLoaded
from app.domain.shipping import ParcelTakenOff as ParcelTakenOff
from app.domain.totes import ToteBrought as ToteBrought
from app.domain.totes import ToteSetDown as ToteSetDown

# Facts are taken from one door, wherever they are written down.
from app.domain.tracking import TrackingNoted as TrackingNoted
from app.domain.unpacking import ItemTakenOut as ItemTakenOut
from app.domain.unpacking import ParcelReopened as ParcelReopened
from app.domain.unpacking import as_named_now
from app.domain.unpacking import name_now as name_now
from app.domain.wall import PutToWall as PutToWall
from app.domain.weighed import WeightDiffered as WeightDiffered

FACT_VERSION = 1


class UnknownFact(ValueError):
    """A fact of a kind or form that this version does not know."""


@dataclass(frozen=True, slots=True)
class Content:
    """So many pieces of one product; `serials` of those that have one that was read."""

    sku: str
    quantity: int
    serials: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ToteAssigned:
    """An empty tote takes the pieces of an order that are picked from here on."""

    order: str
    tote: str


@dataclass(frozen=True, slots=True)
class Picked:
    """Pieces were taken from a place into a tote; all of one lot, where it is known."""

    order: str
    line: int
    sku: str
    quantity: int
    place: str
    tote: str
    lot: str | None = None


@dataclass(frozen=True, slots=True)
class Shorted:
    """Pieces that were wanted were not at their place: empty, damaged or not found."""

    order: str
    line: int
    sku: str
    quantity: int
    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class TotesDropped:
    """The pick ended: its totes stand at the drop-off. `tote` is the last one, `totes` are all that were set down now."""

    order: str
    tote: str
    place: str
    totes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CartonTaken:
    """A carton was put on the table for the parcel `no`."""

    order: str
    no: int
    carton: str


@dataclass(frozen=True, slots=True)
class ItemPacked:
    """Pieces went from the tote into the parcel `no`; a single one may have told its serial and its lot."""

    order: str
    line: int
    sku: str
    quantity: int
    no: int
    serial: str | None = None
    lot: str | None = None


@dataclass(frozen=True, slots=True)
class DidNotFit:
    """These pieces did not go into that kind of carton. `open`: it stood on the table and was taken away."""

    order: str
    no: int
    carton: str
    contents: tuple[Content, ...]
    open: bool


@dataclass(frozen=True, slots=True)
class CartonOverridden:
    """A packer took another carton than the plan allows, and said why. `suggested` is None where none was."""

    order: str
    no: int
    carton: str
    suggested: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class ProductMeasured:
    """Somebody measured a product. A weight of 0 means that it was not weighed."""

    sku: str
    length_mm: int
    width_mm: int
    height_mm: int
    weight_g: int


@dataclass(frozen=True, slots=True)
class ParcelClosed:
    """A carton was closed; `sscc` is None when the device had no number left. `last` ends the order.

    `revision` is that of the order as the packer knew it.
    """

    order: str
    no: int
    sscc: str | None
    carton: str
    contents: tuple[Content, ...]
    weight_g: int
    last: bool
    revision: int = 0


@dataclass(frozen=True, slots=True)
class LabelConfirmed:
    """The operator scanned the label just stuck: it was printed."""

    sscc: str


@dataclass(frozen=True, slots=True)
class Undone:
    """The fact `fact_id` was taken back by the person who made it. `kind` and `body` repeat it."""

    fact_id: str
    kind: str
    body: Mapping[str, Any]


Fact = (
    ToteAssigned
    | Picked
    | Shorted
    | TotesDropped
    | ToteSetDown
    | ToteBrought
    | PutToWall
    | HandedOver
    | OpenedBlind
    | PackingEnded
    | CartonTaken
    | ItemPacked
    | DidNotFit
    | CartonOverridden
    | ProductMeasured
    | ParcelClosed
    | ParcelReopened
    | InstructionsConfirmed
    | CustomsAdded
    | CustomsLeft
    | WeightDiffered
    | ItemTakenOut
    | MissingAtPacking
    | PutBack
    | LabelConfirmed
    | ReturnOpened
    | ReturnReceived
    | ItemGraded
    | StockPutAway
    | ReturnFinished
    | ParcelLoaded
    | ParcelTakenOff
    | ManifestClosed
    | HandedToCarrier
    | TrackingNoted
    | AttentionSettled
    | AttentionTaken
    | Undone
)

KINDS: dict[str, type[Fact]] = {kind.__name__: kind for kind in Fact.__args__}
_NAMES = {  # the names of a fact, and whether it can't do without
    kind: tuple((one.name, one.default is MISSING) for one in fields(kind)) for kind in KINDS.values()
}
_COUNTS = {
    kind: tuple(name for name in ("quantity", "line", "unit", "no") if name in dict(names))
    for kind, names in _NAMES.items()
}


def body_of(fact: Fact) -> dict[str, Any]:
    """Return the fact as plain JSON values."""
    return asdict(fact)


def fact_from(kind: str, body: Mapping[str, Any]) -> Fact:
    """Return the fact that `body_of` described. Raises UnknownFact for anything else."""
    form = KINDS.get(name_now(kind))
    if form is None:
        raise UnknownFact(f"no fact is called {kind!r}")
    try:
        body = as_named_now(kind, body)
        values = {name: body[name] for name, needed in _NAMES[form] if needed or name in body}
        if form in (ParcelClosed, DidNotFit):
            values["contents"] = tuple(
                Content(c["sku"], c["quantity"], tuple(c.get("serials", ()))) for c in values["contents"]
            )
        if form is ManifestClosed:
            values["parcels"] = tuple(values["parcels"])
        if "totes" in values:
            values["totes"] = tuple(values["totes"])
        if form is HandedOver:
            values["lines"] = tuple(handed_line(row) for row in values["lines"])
        return _checked(form(**values))
    except (KeyError, TypeError) as wrong:
        raise UnknownFact(f"not the form of {kind}: {wrong}") from wrong


def _checked(fact: Fact) -> Fact:
    """A quantity is a whole number above 0 and a line or unit a whole number, or it is no fact."""
    counts = [(name, getattr(fact, name)) for name in _COUNTS[type(fact)]]
    counts += [("quantity", content.quantity) for content in getattr(fact, "contents", ())]
    handed: tuple[HandedLine, ...] = getattr(fact, "lines", ())
    counts += [("line", one.line) for one in handed]
    counts += [("quantity", lot.quantity) for one in handed for lot in one.lots]
    for name, value in counts:
        if not _is_count(value, 1):
            raise UnknownFact(f"{name} must be a whole number above 0, not {value!r}")
    if not all(_is_count(one.picked, 0) and _is_count(one.short, 0) for one in handed):
        raise UnknownFact("picked and short must be whole numbers, 0 or more")
    return fact


def _is_count(value: Any, least: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= least
