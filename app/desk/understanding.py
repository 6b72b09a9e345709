"""What a code can mean on this floor: one lookup gives the candidates. Decides nothing; `resolve` does."""

from dataclasses import dataclass, replace

from app.domain.handover import NoHandover, handover_from, is_handover
from app.domain.settings import setting_of
from app.inputs import (
    BadgeScanned,
    CartonScanned,
    HandoverScanned,
    Input,
    Meaning,
    OrderScanned,
    ParcelScanned,
    PlaceScanned,
    PrinterScanned,
    ProductScanned,
    ReturnScanned,
    SettingScanned,
    ToteScanned,
    UnclearScanned,
    UnknownScanned,
)
from app.scanning.parse import OwnKind, Scan, parse_scan
from app.scanning.resolve import Expected, command, key_of, resolve
from app.scanning.unreadable import Unreadable
from app.store.floor import Floor

TEXT_CHARACTERS_MAX = 64
HANDOVER_SHOWN = 12
BARE_MIN = 2  # a bare place or carton id has two characters or more


def understood(raw: str, expected: Expected, floor: Floor, device: str) -> Input:
    """The input that this code is, here and now, or the question which. A code that means nothing is an input too."""
    if is_handover(raw):
        return _handover(raw)
    heard = candidates(raw, floor, device)
    if not heard.found and heard.fault is not None:
        return UnknownScanned(heard.text, heard.fault.message_id)
    meant = resolve(heard.found, expected, heard.text)
    return replace(meant, code=raw) if isinstance(meant, UnclearScanned) else meant


def meant(meaning: Meaning, code: str, floor: Floor, device: str) -> Input:
    """What this code is when a person has said what is meant; unknown if that is gone meanwhile."""
    heard = candidates(code, floor, device)
    same = (one for one in heard.found if key_of(one) == meaning.key)
    return next(same, UnknownScanned(heard.text))


@dataclass(frozen=True, slots=True)
class Heard:
    """Everything that a code can mean, most certain first; its text; and why it is no code if it is none."""

    found: tuple[Input, ...]
    text: str
    fault: Unreadable | None = None


def candidates(raw: str, floor: Floor, device: str) -> Heard:
    """One look into the stores for all that this code can mean."""
    try:
        scan = parse_scan(raw)
    except Unreadable as fault:
        return Heard(tuple(_bare(raw.strip(), floor, device)), printable(raw), fault)
    text = scan.text[:TEXT_CHARACTERS_MAX]
    if scan.kind is not None and scan.ident:
        own = _own(scan.kind, scan.ident.strip(), floor)
        if own is not None:
            return Heard((own,), text)
    found = [*_coded(scan, floor, device)]
    for one in dict.fromkeys((scan.text, raw.strip())):
        found += _bare(one, floor, device)
    return Heard(tuple(found), text)


def printable(raw: str) -> str:
    """A code as it is shown; what can't be seen is left out."""
    return "".join(sign for sign in raw.strip() if sign.isprintable())[:TEXT_CHARACTERS_MAX]


def _handover(raw: str) -> Input:
    try:
        return HandoverScanned(handover_from(raw))
    except NoHandover as wrong:
        return UnknownScanned(printable(raw)[:HANDOVER_SHOWN], wrong.why)


def _own(kind: OwnKind, ident: str, floor: Floor) -> Input | None:
    match kind:
        case OwnKind.BADGE:
            return BadgeScanned(ident, floor.person(ident))
        case OwnKind.LOC:
            return _place(ident, floor) or UnknownScanned(f"LOC-{ident}")
        case OwnKind.TOTE:
            return ToteScanned(ident, floor.tote_order(ident))
        case OwnKind.BOX:
            carton = floor.carton(ident)
            return CartonScanned(carton) if carton else UnknownScanned(f"BOX-{ident}")
        case OwnKind.PRN:
            return PrinterScanned(ident)
        case OwnKind.CMD:
            return command(ident) or UnknownScanned(f"CMD-{ident}")
        case OwnKind.SET:
            setting = setting_of(ident)
            return (
                SettingScanned(setting) if setting else UnknownScanned(f"SET-{ident}", "unreadable.setting")
            )


def _coded(scan: Scan, floor: Floor, device: str) -> list[Input]:
    """What the code says of itself: an SSCC, a GTIN with what stands beside it."""
    found: list[Input] = []
    if scan.sscc is not None:
        found.append(_parcel(scan.sscc, floor))
    if scan.gtin is not None:
        found += [
            ProductScanned(product, scan.quantity or 1, scan.lot, scan.serial)
            for product in floor.products_by_gtin(scan.gtin)
        ]
    return found


def _bare(text: str, floor: Floor, device: str) -> list[Input]:
    """What a text can be the number of, letter by letter as it stands."""
    if not text:
        return []
    found: list[Input] = []
    product = floor.product(text)
    if product is not None:
        found.append(ProductScanned(product))
    if len(text) >= BARE_MIN:
        place, carton = _place(text, floor), floor.carton(text)
        found += [given for given in (place, CartonScanned(carton) if carton else None) if given]
    order = _order(text, floor, device)
    if order is not None:
        found.append(order)
    if floor.knows_return(text):
        found.append(ReturnScanned(text))
    return found


def _place(place: str, floor: Floor) -> PlaceScanned | None:
    row = floor.place(place)
    return PlaceScanned(place, row.get("kind") or "storage", floor.skus_at(place)) if row else None


def _order(order: str, floor: Floor, device: str) -> OrderScanned | None:
    work = floor.work(order)
    if work is not None and work.waits:
        return OrderScanned(order, None, False, waits=True, missing=floor.missing(work))
    if work is not None and work.kind is not None:
        return OrderScanned(order, work.kind, work.device == device, work.device)
    if not floor.knows_order(order):
        return None
    shipped = bool(floor.parcels_of(order))
    return OrderScanned(order, None, False, None, floor.rma_of(order=order), shipped)


def _parcel(sscc: str, floor: Floor) -> ParcelScanned:
    parcel = floor.parcel(sscc)
    return ParcelScanned(sscc, parcel["order"] if parcel else None, floor.rma_of(sscc=sscc))
