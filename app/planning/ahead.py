"""Parcels planned before anybody stands at the table: what they were planned from, and whether they may be used. Pure.

Central plans large orders when they are picked. A table uses that plan only if it would plan from the same, and only
after its own validator has passed it; else it plans by itself.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from app.domain.facts import Content
from app.domain.orders import WorkOrder
from app.planning.because import Because
from app.planning.boxes.catalogue import box_of, goods_of
from app.planning.boxes.check import faults_in_parcel
from app.planning.boxes.goods import Reason, Unplaced
from app.planning.parcels import Contents, Planned, planned

PIECES_MIN = 25  # fewer are planned at the table while the tote is put down


def key_of(work: WorkOrder, counts: Contents) -> str:
    """Everything that decides about these parcels, as one word: pieces, sizes, cartons, misfits, the rules of the site."""
    pieces = _counted(counts)
    total = sum(pieces.values())
    rules = work.packing
    known = {
        "pieces": sorted(pieces.items()),
        "goods": [asdict(goods_of(work.product(sku))) for sku in sorted(pieces)],
        "shares": [work.product(sku).declared.parcel_max for sku in sorted(pieces)],
        "boxes": [
            asdict(box_of(one, None if one.stock is None else max(0, min(one.stock, total))))
            for one in sorted(work.cartons, key=lambda one: one.carton)
            if one.inner.fits_in(one.outer)
        ],
        "rules": [asdict(rules.tariff), rules.fill_max_percent, rules.support_percent],
        "misfits": sorted(json.dumps(asdict(one), sort_keys=True) for one in work.misfits),
    }
    return hashlib.sha256(json.dumps(known, sort_keys=True).encode()).hexdigest()[:32]


def planned_ahead(work: WorkOrder, counts: Contents) -> tuple[str, list[dict[str, Any]]]:
    """What the parcels were planned from, and the parcels, as plain values that travel."""
    return key_of(work, counts), [_plain(parcel) for parcel in planned(work, counts)]


def found_ahead(work: WorkOrder, counts: Contents) -> tuple[Planned, ...] | None:
    """The parcels that central planned, where they are for exactly this and sound; None: plan them here."""
    if work.ahead is None or work.ahead.key != key_of(work, counts):
        return None
    try:
        parcels = tuple(_parcel(one) for one in json.loads(work.ahead.parcels))
        return parcels if parcels and _is_sound(work, counts, parcels) else None
    except (
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
    ):  # another version wrote it otherwise
        return None


def _is_sound(work: WorkOrder, counts: Contents, parcels: Sequence[Planned]) -> bool:
    """Whether a packer can follow it: every piece once, cartons that are there, nothing that sticks out or hangs."""
    inside = Counter[str]()
    for parcel in parcels:
        inside.update(_counted(parcel.contents))
    if inside != _counted(counts) or any(content.quantity < 1 for one in parcels for content in one.contents):
        return False
    used = Counter(parcel.carton for parcel in parcels if parcel.carton is not None)
    there = {one.carton: one for one in work.cartons}
    if any(name not in there for name in used):
        return False
    if any((stock := there[name].stock) is not None and stock < n for name, n in used.items()):
        return False
    return not any(_faults(work, parcel) for parcel in parcels)


def _faults(work: WorkOrder, parcel: Planned) -> list[str]:
    laid = Counter(one.sku for one in parcel.placements)
    wanted = Counter(
        {content.sku: content.quantity for content in parcel.contents if content.sku not in parcel.by_eye}
    )
    if laid != wanted:
        return ["pieces without a spot, or spots without a piece"]
    if parcel.carton is None or not parcel.placements:
        return []
    goods = {sku: goods_of(work.product(sku)) for sku in laid}
    [carton] = [one for one in work.cartons if one.carton == parcel.carton]
    return faults_in_parcel(parcel.placements, box_of(carton), goods, work.packing.support_percent)


def _counted(counts: Contents) -> Counter[str]:
    pieces = Counter[str]()
    for content in counts:
        pieces[content.sku] += content.quantity
    return pieces


def _plain(parcel: Planned) -> dict[str, Any]:
    cheaper = parcel.cheaper
    return {
        "carton": parcel.carton,
        "contents": [[content.sku, content.quantity] for content in parcel.contents],
        "spots": [list(spot) for spot in parcel.spots],
        "by_eye": list(parcel.by_eye),
        "why": parcel.why.value if parcel.why else None,
        "price_cents": parcel.price_cents,
        "cheaper": {**asdict(cheaper), "reason": cheaper.reason.value} if cheaper else None,
        "proven": parcel.proven,
    }


def _parcel(plain: dict[str, Any]) -> Planned:
    cheaper = plain["cheaper"]
    return Planned(
        plain["carton"],
        tuple(Content(sku, int(n)) for sku, n in plain["contents"]),
        tuple(tuple(int(part) for part in spot) for spot in plain["spots"]),
        tuple(plain["by_eye"]),
        Unplaced(plain["why"]) if plain["why"] else None,
        plain["price_cents"],
        Because(**{**cheaper, "reason": Reason(cheaper["reason"]), "skus": tuple(cheaper["skus"])})
        if cheaper
        else None,
        bool(plain["proven"]),
    )
