"""What an order, its lines and its products say to whoever packs them. Words only; decides nothing."""

from dataclasses import dataclass

LIMITED_QUANTITY, LITHIUM, HAZMAT = "limited_quantity", "lithium", "hazmat"
MARKS = (HAZMAT, LIMITED_QUANTITY, LITHIUM)  # what must be stuck on a parcel because of its contents
LIMITED_QUANTITY_MAX_G = 30_000  # gross, of a package with goods in limited quantities (ADR 3.4)


@dataclass(frozen=True, slots=True)
class OrderHints:
    """What an order says to its packer. `language` is that of its papers, `currency` that of its prices."""

    gift_note: str = ""
    instructions: str = ""
    price_free: bool = False  # no paper of it ever shows a price
    insert: str = ""  # what is laid into each of its parcels
    language: str = ""
    currency: str = ""


@dataclass(frozen=True, slots=True)
class LineHints:
    """What a line says: how its pieces are to be packed, what one costs, and which lot is wanted."""

    instructions: str = ""
    price_cents: int | None = None
    lot: str = ""


@dataclass(frozen=True, slots=True)
class Declared:
    """What the law or a carrier wants to know of a product. `parcel_max`: so many pieces at most in one parcel."""

    marks: tuple[str, ...] = ()
    parcel_max: int | None = None
    age_min: int = 0
    group: str = ""  # of goods that are weighed alike
    hs_code: str = ""
    origin: str = ""  # the country where it was made
    value_cents: int | None = None


NO_ORDER_HINTS = OrderHints()
NO_LINE_HINTS = LineHints()
UNDECLARED = Declared()


@dataclass(frozen=True, slots=True)
class InstructionsConfirmed:
    """The packer says that the parcel was packed as the order tells; `instructions` is what was read. A fact."""

    order: str
    no: int
    instructions: str
