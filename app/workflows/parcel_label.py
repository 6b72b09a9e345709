"""What the label and the papers of a closed parcel show, as plain values. Pure; lays nothing out."""

from app.domain.facts import ParcelClosed
from app.domain.orders import WorkOrder
from app.inputs import PrintWanted


def label_of(work: WorkOrder, parcel: ParcelClosed, of: int) -> PrintWanted:
    """The label of a closed parcel; without an SSCC, or without an address, it is an internal one."""
    body: dict[str, object] = {
        "ship_to": {
            "name": work.ship_to.name,
            "street": work.ship_to.street,
            "postcode": work.ship_to.postcode,
            "city": work.ship_to.city,
            "country": work.ship_to.country,
        },
        "order": work.order,
        "sscc": parcel.sscc,
        "carton": parcel.carton,
        "no": parcel.no,
        "of": of,
        "weight_g": parcel.weight_g,
        "contents": [
            {
                "sku": c.sku,
                "name": work.product(c.sku).name,
                "quantity": c.quantity,
                "serials": list(c.serials),
            }
            for c in parcel.contents
        ],
    }
    ready = parcel.sscc is not None and work.ship_to.name != ""
    return PrintWanted("shipping" if ready else "internal", parcel.sscc, body)
