"""What a code can mean on this floor: one lookup gives the candidates. Decides nothing; `resolve` does."""

import re
from dataclasses import dataclass, replace
from typing import Any

from app.domain.codes import own_prefix_of
from app.domain.handover import NoHandover, handover_from, is_handover
from app.domain.parcels import is_sscc
from app.domain.settings import setting_of
from app.domain.tracking import tracking_in
from app.inputs import (
    BadgeScanned,
    CageScanned,
    CartonScanned,
    CustomsTyped,
    DriverNamed,
    HandoverScanned,
    Input,
    Meaning,
    OrderScanned,
    ParcelScanned,
    PlaceScanned,
    PrinterScanned,
    ProductScanned,
    QuantityTyped,
    ReturnScanned,
    SettingScanned,
    SizeScanned,
    ToteScanned,
    TrackingScanned,
    UnclearScanned,
    UnknownScanned,
    WeightScanned,
)
from app.scanning.names import typed_driver
from app.scanning.parse import OwnKind, Scan, parse_scan
from app.scanning.resolve import Expected, command, key_of, resolve
from app.scanning.sizes import size_meant
from app.scanning.unreadable import Unreadable
from app.scanning.weights import weight_in
from app.store.floor import Floor
from app.store.known_as import Known, Names

TEXT_CHARACTERS_MAX = 64
HANDOVER_SHOWN = 12
_NUMBER = re.compile(r"[0-9]{1,3}")  # typed beside the scanner: how many equal pieces
BARE_MIN = 2  # a bare place or carton id has two characters or more


def understood(raw: str, expected: Expected, floor: Floor, device: str) -> Input:
    """The input that this code is, here and now, or the question which. A code that means nothing is an input too."""
    weight_g = weight_in(raw) if "weight" in expected.awaits else None
    if weight_g is not None:
        return WeightScanned(weight_g)
    size = size_meant(raw) if "size" in expected.awaits else None
    if size is not None:
        return SizeScanned(*size)
    number = tracking_in(raw) if "tracking" in expected.awaits and not own_prefix_of(raw) else None
    if number is not None:
        return TrackingScanned(number)
    if is_handover(raw):
        return _handover(raw)
    heard = candidates(raw, floor, device)
    if "customs" in expected.awaits and not own_prefix_of(raw) and not _is_product(heard):
        return CustomsTyped(printable(raw))
    if not heard.found and "quantity" in expected.awaits and _NUMBER.fullmatch(raw.strip()):
        return QuantityTyped(int(raw))
    if "driver" in expected.awaits and not heard.found and (name := typed_driver(raw)) is not None:
        return DriverNamed(name)
    if not heard.found and heard.fault is not None:
        return UnknownScanned(heard.text, heard.fault.message_id)
    meant = resolve(heard.found, expected, heard.text)
    return replace(meant, code=raw) if isinstance(meant, UnclearScanned) else meant


def _is_product(heard: "Heard") -> bool:
    return any(isinstance(one, ProductScanned) for one in heard.found)


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
    """All that this code can mean. One that nobody knows is looked for as Caps Lock would have sent it."""
    heard = _heard(raw, floor, device)
    if all(isinstance(one, UnknownScanned) for one in heard.found) and raw.swapcase() != raw:
        turned = _heard(raw.swapcase(), floor, device)
        if any(not isinstance(one, UnknownScanned) for one in turned.found):
            return turned
    return heard


def _heard(raw: str, floor: Floor, device: str) -> Heard:
    """One look into the stores."""
    try:
        scan = parse_scan(raw)
    except Unreadable as fault:
        whole = (raw.strip(),) if raw.strip() else ()
        return Heard(tuple(_called(Names(whole), floor, device)), printable(raw), fault)
    text = scan.text[:TEXT_CHARACTERS_MAX]
    if scan.kind is not None and scan.ident:
        own = _own(scan.kind, scan.ident.strip(), floor)
        if own is not None:
            return Heard((own,), text)
    texts = tuple(dict.fromkeys(one for one in (scan.text, raw.strip()) if one))
    names = Names(texts, scan.gtin, scan.sscc, scan.serial)
    return Heard(tuple(_called(names, floor, device, scan)), text)


def _called(names: Names, floor: Floor, device: str, scan: Scan | None = None) -> list[Input]:
    """What a code says of itself, then what each text can be the number of, letter by letter as it stands."""
    known = floor.known_as(names)
    found: list[Input] = []
    if names.sscc is not None:
        row = known.parcels.get(names.sscc)
        if floor.ramp().is_pallet(names.sscc):
            return [CageScanned(names.sscc, floor.ramp().carrier_of(names.sscc))]
        void = row is None and floor.was_opened_again(names.sscc)
        found.append(replace(_parcel(row or {"sscc": names.sscc}, floor), void=void))
    if scan is not None and known.packs:
        skus = {product.sku for product, _ in known.packs}
        if names.serial is not None:
            found += [one for one in _of_unit(names.serial, known, floor) if skus & set(one.skus)]
        found += [
            ProductScanned(product, pieces * (scan.quantity or 1), scan.lot, scan.serial)
            for product, pieces in known.packs
        ]
    for text in names.texts:
        found += _bare(text, known, floor, device)
    return found


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
        case OwnKind.CAGE:
            return CageScanned(ident, floor.ramp().carrier_of(ident))
        case OwnKind.PRN:
            return PrinterScanned(ident)
        case OwnKind.CMD:
            return command(ident) or UnknownScanned(f"CMD-{ident}")
        case OwnKind.SET:
            setting = setting_of(ident)
            return (
                SettingScanned(setting) if setting else UnknownScanned(f"SET-{ident}", "unreadable.setting")
            )


def _bare(text: str, known: Known, floor: Floor, device: str) -> list[Input]:
    found: list[Input] = []
    if text in known.products:
        found.append(ProductScanned(known.products[text]))
    if len(text) >= BARE_MIN:
        place, carton = known.places.get(text), floor.carton(text)
        found += [PlaceScanned(text, *place)] if place else []
        found += [CartonScanned(carton)] if carton else []
    order = _order(text, known, floor, device)
    if order is not None:
        found.append(order)
    if text in known.returns:
        found.append(ReturnScanned(text))
    found += [_parcel(row, floor) for row in known.tracked(text)]
    return found + list(_of_unit(text, known, floor))


def _of_unit(serial: str, known: Known, floor: Floor) -> list[ParcelScanned]:
    """The parcels in which the piece with this serial was shipped."""
    return [replace(_parcel(row, floor), skus=skus) for row, skus in known.of_unit(serial)]


def _place(place: str, floor: Floor) -> PlaceScanned | None:
    at = floor.known_as(Names((place,))).places.get(place)
    return PlaceScanned(place, *at) if at else None


def _order(order: str, known: Known, floor: Floor, device: str) -> OrderScanned | None:
    work = floor.work(order)
    if work is not None and work.waits:
        return OrderScanned(order, None, False, waits=True, missing=floor.missing(work))
    if work is not None and work.cancelled and work.kind is None:
        return OrderScanned(order, None, False, cancelled=True)
    if work is not None and work.kind is not None:
        return OrderScanned(order, work.kind, work.device == device, work.device)
    rma = floor.rma_of(order=order)
    shipped = any(is_sscc(row.get("sscc") or "") for row in known.of_order(order))
    if not known.of_order(order) and rma is None and not floor.carries_order(order):
        return None
    return OrderScanned(order, None, False, None, rma, shipped)


def _parcel(row: dict[str, Any], floor: Floor) -> ParcelScanned:
    return ParcelScanned(row["sscc"], row.get("order"), floor.rma_of(sscc=row["sscc"]))
