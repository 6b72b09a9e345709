"""What one desk shows, as frozen data with message ids instead of words. The local interface and the screens read the same."""

from dataclasses import dataclass

from app.domain.settings import ScannerProfile
from app.inputs import Message, Tone
from app.views.ramp import ShipView
from app.views.slots import WallView
from app.views.totes import ToteView


@dataclass(frozen=True, slots=True)
class JobView:
    id: str
    kind: str
    order: str | None


@dataclass(frozen=True, slots=True)
class StopView:
    """Where to go and what to take. `no` of `of` stops; `counting`: every piece is scanned."""

    place: str
    sku: str | None
    name: str | None
    digits: str | None
    wanted: int
    done: int
    tote: str | None
    no: int = 0
    of: int = 0
    counting: bool = False
    gtin: str | None = None
    aisle: str = ""
    bay: str = ""
    level: str = ""
    size_mm: tuple[int, int, int] | None = None


@dataclass(frozen=True, slots=True)
class WalkStop:
    """One stop that is still to come, the first being the present one; where it is in the hall."""

    place: str
    aisle: str
    bay: str


@dataclass(frozen=True, slots=True)
class LineView:
    sku: str
    wanted: int
    done: int
    short: int = 0
    name: str = ""
    gtin: str | None = None
    size_mm: tuple[int, int, int] | None = None
    away: int = 0  # of what is left, pieces in totes that are still to be fetched
    away_in: str = ""  # these totes
    later: int = 0  # of what is left, pieces that go into a later parcel


@dataclass(frozen=True, slots=True)
class StepView:
    """One piece in its carton: its corner from the left, back, bottom one, its edges as it lies, and where in words."""

    no: int
    sku: str
    name: str
    at_mm: tuple[int, int, int]
    edges_mm: tuple[int, int, int]
    layer: int
    where: Message
    upright: bool = False
    done: bool = False


@dataclass(frozen=True, slots=True)
class CartonView:
    """`suggested` and `scanned` are carton ids; the rest says how big the one to use is, what it costs and why it
    is the one. `price_cents` is that of the whole parcel; `by_eye` names what has no place in the `steps`."""

    suggested: str | None
    scanned: str | None
    inner_mm: tuple[int, int, int] | None = None
    cost_cents: int | None = None
    price_cents: int | None = None
    fill_percent: int | None = None
    cheaper: Message | None = None
    proven: bool = False
    steps: tuple[StepView, ...] = ()
    next_step: int | None = None
    by_eye: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanItem:
    sku: str
    quantity: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class ParcelView:
    """`plan` is what still goes into the open parcel; a closed one has an SSCC and a print state."""

    no: int
    of: int
    plan: tuple[PlanItem, ...]
    sscc: str | None
    print_state: str | None
    weight_g: int | None = None
    tracking: str | None = None


@dataclass(frozen=True, slots=True)
class HintView:
    """What a packer must know of a parcel beside its pieces; one that `warns` must be heeded before it is closed."""

    kind: str
    text: Message
    warns: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    id: str
    label: Message


@dataclass(frozen=True, slots=True)
class Action:
    """Something the operator may do by a button or a command barcode."""

    id: str
    label: Message
    enabled: bool = True
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionView:
    id: str
    text: Message
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class BannerView:
    """What became of the last input. `expected` and `got` are plain texts."""

    tone: Tone
    text: Message
    refused: bool = False
    expected: str = ""
    got: str = ""


@dataclass(frozen=True, slots=True)
class NextJob:
    """The job that home offers."""

    kind: str
    order: str
    lines: int
    pieces: int
    resumes: bool = False
    tote: str | None = None


@dataclass(frozen=True, slots=True)
class HomeView:
    """The next job and the counts of the tiles."""

    next: NextJob | None
    picks: int
    packs: int
    returns: int
    put_backs: int = 0
    ships: int = 0  # parcels that wait for their carrier, in a cage, in a closed load, or in neither
    slots: int = 0  # of the put wall, if the site has one
    slots_ready: int = 0  # from which an order can be packed


@dataclass(frozen=True, slots=True)
class ProgressView:
    """What the person at this desk packed today; None where there is nothing to say yet."""

    units: int
    parcels: int
    unit_ms: int | None = None
    utilisation_percent: int | None = None
    override_percent: int | None = None


@dataclass(frozen=True, slots=True)
class HandoverView:
    """A pick that ended just now, for a packing table without a network: `code` is the text of the QR code.

    `code` is None where the order has too many differences for one; the table opens it by its number.
    """

    order: str
    tote: str
    pieces: int
    code: str | None


@dataclass(frozen=True, slots=True)
class AttentionView:
    """One exception that a person must settle. `owner` looks after it; `raw` is a fact that nobody could book."""

    id: str
    kind: str
    place: str | None
    item: str | None
    order: str | None
    quantity: int | None
    next_step: Message
    actions: tuple[Choice, ...]
    sscc: str | None = None
    rma: str | None = None
    owner: str | None = None
    age: Message | None = None
    raw: str = ""


@dataclass(frozen=True, slots=True)
class StatusView:
    """Who, which device, online or since when not, and what waits. `printer` is ready, off, paper_out, …"""

    operator: str | None = None
    device: str = ""
    online: bool = False
    offline_since: str | None = None
    facts_waiting: int = 0
    labels_waiting: int = 0
    attention: int = 0
    printer: str = "ready"
    store_ok: bool = True
    clock_off_min: int = 0  # whole minutes worth showing; above zero the device is ahead
    trouble: str = ""  # what a person must do something about before central and device understand each other
    ready: bool = True  # False while the first pull is still under way


@dataclass(frozen=True, slots=True)
class View:
    """Everything one screen shows. `secret`: a PIN is asked for, nothing typed may be kept."""

    screen: str
    prompt: Message
    awaits: tuple[str, ...] = ()
    job: JobView | None = None
    stop: StopView | None = None
    lines: tuple[LineView, ...] = ()
    carton: CartonView | None = None
    parcel: ParcelView | None = None
    hints: tuple[HintView, ...] = ()
    question: QuestionView | None = None
    grade: str | None = None
    disposition: str | None = None
    target: str | None = None
    item: LineView | None = None
    actions: tuple[Action, ...] = ()
    banner: BannerView | None = None
    status: StatusView = StatusView()
    home: HomeView | None = None
    handover: HandoverView | None = None
    scanner: ScannerProfile | None = None  # as it was set for this desk, if it was
    attentions: tuple[AttentionView, ...] = ()
    ship_to: tuple[str, ...] = ()
    ship: ShipView | None = None
    totes: tuple[ToteView, ...] = ()
    wall: WallView | None = None
    progress: ProgressView | None = None
    walk: tuple[WalkStop, ...] = ()
    secret: bool = False
    pin_wait_ms: int = 0
    scan_id: str = (
        ""  # of the last scan; the banner is its answer, so that whoever did not send it can sound it
    )
    revision: int = 0
    language: str = "en"


def action(id: str, *, enabled: bool = True, choices: tuple[str, ...] = ()) -> Action:
    """An action whose words are `action.ID`, its choices `choice.ID`."""
    return Action(id, Message(f"action.{id}"), enabled, tuple(choice(c) for c in choices))


def choice(id: str) -> Choice:
    return Choice(id, Message(f"choice.{id}"))
