"""Orders, parcels and returns as they are scanned, with what is known of each. Part of the inputs."""

from dataclasses import dataclass

from app.domain.ramp import RampParcel


@dataclass(frozen=True, slots=True)
class OrderScanned:
    """An order number. `kind` is its next job, `mine` whether this device holds it, `rma` its return.

    `shipped`: there are parcels of it, so that something can come back. `waits`: for stock, of which `missing`
    says in words what is not there. `at`: a parcel of it that lies in a cage, where none has left.
    """

    order: str
    kind: str | None
    mine: bool
    holder: str | None = None
    rma: str | None = None
    shipped: bool = False
    waits: bool = False
    missing: str = ""
    cancelled: bool = False
    blind: bool = False  # the operator has said that its tote is here, and central can't be asked
    at: RampParcel | None = None


@dataclass(frozen=True, slots=True)
class ParcelScanned:
    """The SSCC of a parcel; `order` None when nobody here knows it. `skus`: found by the serial of such a piece in it.

    `void`: the parcel was opened again here, so that its number counts no more.
    `at` is what the ramp knows of it.
    """

    sscc: str
    order: str | None = None
    rma: str | None = None
    skus: tuple[str, ...] = ()
    void: bool = False
    at: RampParcel | None = None


@dataclass(frozen=True, slots=True)
class ReturnScanned:
    """An announced or open return."""

    rma: str
