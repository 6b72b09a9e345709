"""A load: what lies in one cage or on one pallet for one carrier, and what its label and manifest show. Pure."""

from dataclasses import dataclass

from app.inputs import PrintWanted


@dataclass(frozen=True, slots=True)
class Loaded:
    """One parcel in it."""

    sscc: str
    order: str
    weight_g: int = 0
    city: str = ""
    tracking: str = ""  # what the carrier calls it, where somebody said so


@dataclass(frozen=True, slots=True)
class LoadWork:
    """What the ramp knows of a load. `load` is the number of its manifest; `carrier` is empty until a parcel decides.

    `pallet` is the SSCC of the whole once the manifest is closed.
    """

    load: str
    cage: str
    carrier: str = ""
    loaded: tuple[Loaded, ...] = ()
    pallet: str | None = None
    closed_at_ms: int = 0
    handed: bool = False
    driver: str | None = None

    @property
    def weight_g(self) -> int:
        return sum(one.weight_g for one in self.loaded)

    def holds(self, sscc: str) -> bool:
        """Whether this parcel lies in it."""
        return any(one.sscc == sscc for one in self.loaded)


def pallet_label(work: LoadWork) -> PrintWanted:
    """The label of a closed load; its manifest is drawn from the same values."""
    body: dict[str, object] = {
        "load": work.load,
        "cage": work.cage,
        "carrier": work.carrier,
        "sscc": work.pallet,
        "weight_g": work.weight_g,
        "closed_at_ms": work.closed_at_ms,
        "parcels": [
            {"sscc": one.sscc, "order": one.order, "weight_g": one.weight_g, "city": one.city}
            | ({"tracking": one.tracking} if one.tracking else {})
            for one in work.loaded
        ],
    }
    return PrintWanted("pallet", work.pallet, body)
