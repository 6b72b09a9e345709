"""Everything a person or the world can do to a job, and every refusal. Data only; decides nothing."""

from dataclasses import dataclass, field
from typing import Generic, TypeVar

# What people do about exceptions, questions about a code and news of an order are inputs like the others.
from app.domain.attending import SettlePressed as SettlePressed
from app.domain.catalogue import Carton, Product
from app.domain.customs import CustomsTyped as CustomsTyped
from app.domain.facts import Fact
from app.domain.fitting import DidNotFitPressed as DidNotFitPressed
from app.domain.fitting import FastPacked as FastPacked
from app.domain.fitting import FitsPressed as FitsPressed
from app.domain.fitting import MeasurePressed as MeasurePressed
from app.domain.fitting import QuantityTyped as QuantityTyped
from app.domain.fitting import ReopenPressed as ReopenPressed
from app.domain.fitting import SizeScanned as SizeScanned
from app.domain.fitting import WeightScanned as WeightScanned
from app.domain.handover import Handover
from app.domain.meanings import Meaning as Meaning
from app.domain.meanings import SettingScanned as SettingScanned
from app.domain.meanings import UnclearScanned as UnclearScanned
from app.domain.news import OrderNews as OrderNews
from app.domain.people import Person
from app.domain.prints import PrintWanted as PrintWanted
from app.domain.ramp import CageScanned as CageScanned
from app.domain.ramp import DonePressed as DonePressed
from app.domain.ramp import DriverNamed as DriverNamed
from app.domain.ramp import TakeOffPressed as TakeOffPressed
from app.domain.scanned import OrderScanned as OrderScanned
from app.domain.scanned import ParcelScanned as ParcelScanned
from app.domain.scanned import ReturnScanned as ReturnScanned
from app.domain.totes import ToteFullPressed as ToteFullPressed
from app.domain.tracking import TrackingScanned as TrackingScanned
from app.domain.tracking import TrackPressed as TrackPressed
from app.domain.wall import OtherSlotPressed as OtherSlotPressed
from app.domain.wall import SlotAt as SlotAt
from app.domain.wall import ToteAtWall as ToteAtWall

# Whoever takes inputs takes their refusals, words and tones from the same door.
from app.refusals import Message as Message
from app.refusals import Refusal as Refusal
from app.refusals import Refused as Refused
from app.refusals import Tone as Tone
from app.refusals import tone_of as tone_of

# What was scanned -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ProductScanned:
    """A product, with what lies in its code."""

    product: Product
    quantity: int = 1
    lot: str | None = None
    serial: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceScanned:
    """A place, and the products that lie there now."""

    place: str
    kind: str = "storage"
    skus: tuple[str, ...] = ()
    slot: SlotAt | None = None  # what stands there, where it is a slot of a put wall


@dataclass(frozen=True, slots=True)
class ToteScanned:
    """A tote, and the order whose pieces are in it (None: empty)."""

    tote: str
    order: str | None = None
    wall: ToteAtWall | None = None  # what the put wall knows of it, where it is scanned there


@dataclass(frozen=True, slots=True)
class CartonScanned:
    carton: Carton


@dataclass(frozen=True, slots=True)
class HandoverScanned:
    """The code on a picker's screen: order, totes and what was picked."""

    handover: Handover


@dataclass(frozen=True, slots=True)
class BadgeScanned:
    badge: str
    person: Person | None


@dataclass(frozen=True, slots=True)
class PrinterScanned:
    printer: str


@dataclass(frozen=True, slots=True)
class UnknownScanned:
    """A code that means nothing here. `why` is the id of the message that says what is wrong with it, if that is known."""

    text: str
    why: str = ""


# What was pressed, or scanned as a command ----------------------------------------------------


@dataclass(frozen=True, slots=True)
class PinTyped:
    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class StartPressed:
    """Begin the next job of a kind; `order` names the one that is offered."""

    kind: str
    order: str | None = None


@dataclass(frozen=True, slots=True)
class HomePressed:
    """Leave the screen. Never changes stock; an unfinished job waits."""


@dataclass(frozen=True, slots=True)
class LogoutPressed:
    pass


@dataclass(frozen=True, slots=True)
class ShortPressed:
    reason: str | None


@dataclass(frozen=True, slots=True)
class UndoPressed:
    """Take back the facts of the last own scan. `last` are they, empty when there is nothing."""

    last: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerPressed:
    choice: str


@dataclass(frozen=True, slots=True)
class ReturnsPressed:
    """Go to the returns desk."""


@dataclass(frozen=True, slots=True)
class AttentionPressed:
    """Show what must be settled."""


@dataclass(frozen=True, slots=True)
class ParcelsPressed:
    """Show the order again that was packed last here, or the one that is named."""

    order: str | None = None


@dataclass(frozen=True, slots=True)
class HandoverPressed:
    """Show the code of the pick that ended last at this desk once more."""


@dataclass(frozen=True, slots=True)
class ReprintPressed:
    """Print the label of the parcel on the screen again."""


@dataclass(frozen=True, slots=True)
class HelpPressed:
    """Say again what is expected."""


Scanned = (
    ProductScanned
    | PlaceScanned
    | ToteScanned
    | CartonScanned
    | OrderScanned
    | ParcelScanned
    | CageScanned
    | ReturnScanned
    | HandoverScanned
    | BadgeScanned
    | PrinterScanned
    | SettingScanned
    | SizeScanned
    | WeightScanned
    | FastPacked
    | QuantityTyped
    | CustomsTyped
    | TrackingScanned
    | UnknownScanned
    | UnclearScanned
)
Pressed = (
    PinTyped
    | StartPressed
    | HomePressed
    | LogoutPressed
    | ShortPressed
    | UndoPressed
    | AnswerPressed
    | DonePressed
    | ReturnsPressed
    | AttentionPressed
    | HandoverPressed
    | ParcelsPressed
    | SettlePressed
    | ReprintPressed
    | DidNotFitPressed
    | FitsPressed
    | MeasurePressed
    | ReopenPressed
    | TakeOffPressed
    | DriverNamed
    | ToteFullPressed
    | OtherSlotPressed
    | TrackPressed
    | HelpPressed
)
Input = Scanned | Pressed | OrderNews


# What a step says -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Opening:
    """A job to be begun or gone on with; `then` is an input for it, taken in the same commit."""

    kind: str
    ref: str | None
    then: Input | None = None


@dataclass(frozen=True, slots=True)
class Supply:
    """Values of the world that a step may use up: the next SSCC (None: none left), a new id, the time."""

    sscc: str | None = None
    fresh_id: str = ""
    now_ms: int = 0


S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Step(Generic[S]):
    """What one input came to. With a refusal the state is the old one and there are no facts.

    `noted` is a no, too, that what comes next builds on: the state counts, and there are no facts.
    """

    state: S
    facts: tuple[Fact, ...] = ()
    prints: tuple[PrintWanted, ...] = ()
    refused: Refused | None = None
    said: Message | None = None
    tone: Tone = Tone.GOOD
    opens: Opening | None = None
    noted: Refused | None = None
