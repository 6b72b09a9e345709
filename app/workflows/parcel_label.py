"""What the label and the papers of a closed parcel show, as plain values. Pure; lays nothing out."""

from app.domain.facts import ParcelClosed
from app.domain.orders import WorkOrder
from app.inputs import PrintWanted
from app.workflows.customs import needs_customs, paper_of
from app.workflows.hinting import age_min_of, is_fragile, marks_of


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
                **_price(work, c.sku),
            }
            for c in parcel.contents
        ],
        **_hints(work, parcel),
    }
    ready = parcel.sscc is not None and work.ship_to.name != ""
    return PrintWanted("shipping" if ready else "internal", parcel.sscc, body)


def gift_note_of(work: WorkOrder, parcel: ParcelClosed) -> tuple[PrintWanted, ...]:
    """The gift note of an order, with its first parcel; nothing where there is none."""
    if not work.hints.gift_note or len(work.parcels) > 1:
        return ()
    body: dict[str, object] = {"order": work.order, "no": parcel.no, "gift_note": work.hints.gift_note}
    return (PrintWanted("gift_note", None, body),)


def _hints(work: WorkOrder, parcel: ParcelClosed) -> dict[str, object]:
    """What label and papers say because of the order's route, its hints and the parcel's contents; only what is said."""
    hints = work.hints
    priced = not hints.price_free and not hints.gift_note and _all_priced(work, parcel)
    said: dict[str, object] = {
        "carrier": work.carrier,
        "service": work.service,
        "gift_note": hints.gift_note,
        "language": hints.language,
        "price_free": hints.price_free,
        "prices": priced,
        "marks": list(marks_of(work, parcel.contents)),
        "fragile": is_fragile(work, parcel.contents),
        "age_min": age_min_of(work, parcel.contents),
    }
    if needs_customs(work):
        said["customs"] = paper_of(work, parcel.contents, parcel.weight_g)
    return {name: value for name, value in said.items() if value}


def _price(work: WorkOrder, sku: str) -> dict[str, object]:
    """What one piece costs, where all lines of it say the same."""
    prices = {line.hints.price_cents for line in work.lines if line.sku == sku}
    price = next(iter(prices)) if len(prices) == 1 else None
    return {} if price is None else {"price_cents": price, "currency": work.hints.currency}


def _all_priced(work: WorkOrder, parcel: ParcelClosed) -> bool:
    return bool(parcel.contents) and all(_price(work, content.sku) for content in parcel.contents)
