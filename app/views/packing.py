"""How a carton is filled, as a packer is told: the steps with their places in words, and what speaks for the carton."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from app.domain.catalogue import Carton, Product
from app.domain.facts import Content
from app.domain.orders import WorkOrder
from app.inputs import Message
from app.planning.because import Because
from app.planning.boxes.goods import Placement, Reason
from app.planning.parcels import Planned
from app.views.view import CartonView, StepView

ALONG_PERCENT = 60  # a piece that takes more of a side is neither left nor right
NAMED_MAX = 2  # pieces beneath that are named
STEPS_KEPT = 16


def carton_view(
    work: WorkOrder, suggested: str | None, scanned: Carton | None, parcel: Planned | None
) -> CartonView:
    """The carton to take or in use: its size, its price, and how it is filled; nothing done yet."""
    named = scanned.carton if scanned else suggested
    known = scanned or next((c for c in work.cartons if c.carton == named), None)
    shown = CartonView(suggested, scanned.carton if scanned else None)
    if known is None:
        return shown
    inner = (known.inner.length_mm, known.inner.width_mm, known.inner.height_mm)
    shown = replace(shown, inner_mm=inner, cost_cents=known.cost_cents)
    if parcel is None or parcel.carton != known.carton:
        return shown
    names = {product.sku: product for product in work.products}
    return replace(
        shown,
        price_cents=parcel.price_cents,
        fill_percent=_fill_percent(parcel.placements, known),
        cheaper=cheaper_words(parcel.cheaper, names) if parcel.cheaper else None,
        proven=parcel.proven,
        steps=_steps(parcel, inner, work.products),
        by_eye=tuple(names[sku].name for sku in parcel.by_eye),
    )


def with_done(carton: CartonView, packed: Sequence[Content], plan: Sequence[Content]) -> CartonView:
    """The same carton with the pieces that lie in it, and the one that goes in next."""
    inside = Counter({content.sku: content.quantity for content in packed})
    wanted = {content.sku for content in plan}
    steps, following = [], None
    for step in carton.steps:
        done = inside[step.sku] > 0
        inside[step.sku] -= 1
        steps.append(replace(step, done=done))
        if not done and following is None and step.sku in wanted:
            following = step.no
    return replace(carton, steps=tuple(steps), next_step=following)


def cheaper_words(why: Because, products: dict[str, Product]) -> Message:
    """Why the next cheaper carton is not taken, with the pieces that it is about."""
    names = [products[sku].name for sku in why.skus if sku in products]
    name, other = (*names, "", "")[:2]
    alike = why.reason is Reason.PAIR and name == other
    reason = "twins" if alike else why.reason.value
    return Message.of(f"pack.cheaper.{reason}", carton=why.carton, name=name, other=other, amount=why.amount)


@lru_cache(maxsize=STEPS_KEPT)
def _steps(
    parcel: Planned, inner_mm: tuple[int, int, int], products: tuple[Product, ...]
) -> tuple[StepView, ...]:
    """A plan does not change while it is followed, but it is looked at with every scan and every second."""
    return steps_of(parcel.placements, inner_mm, {product.sku: product for product in products})


def steps_of(
    placements: Sequence[Placement], inner_mm: Sequence[int], products: dict[str, Product]
) -> tuple[StepView, ...]:
    """One step a piece: where it lies, how, and on top of what."""
    floors = sorted({one.z_mm for one in placements})
    shown = []
    for one in placements:
        product = products[one.sku]
        beneath = _beneath(one, placements, products)
        gaps = {"spot": _spot(one, inner_mm), "lie": _lie(one)}
        shown.append(
            StepView(
                no=one.step,
                sku=one.sku,
                name=product.name,
                at_mm=(one.x_mm, one.y_mm, one.z_mm),
                edges_mm=(one.dx_mm, one.dy_mm, one.dz_mm),
                layer=floors.index(one.z_mm) + 1,
                upright=product.handling.upright_mm is not None,
                where=Message.of("pack.step.on", **gaps, on=beneath)
                if beneath
                else Message.of("pack.step.floor", **gaps),
            )
        )
    return tuple(shown)


def _spot(one: Placement, inner_mm: Sequence[int]) -> str:
    """Left, right, back and front as seen by who stands before the carton; the middle where it is neither."""
    across = _third(one.x_mm, one.dx_mm, inner_mm[0], ("left", "right"))
    along = _third(one.y_mm, one.dy_mm, inner_mm[1], ("back", "front"))
    return "_".join(part for part in (across, along) if part) or "middle"


def _third(start: int, edge: int, room: int, words: tuple[str, str]) -> str:
    if edge * 100 > room * ALONG_PERCENT:
        return ""
    middle = (2 * start + edge) * 3
    return words[0] if middle < 2 * room else words[1] if middle > 4 * room else ""


def _lie(one: Placement) -> str:
    """Flat on its largest face, standing on its smallest, or on its side."""
    low, _, high = sorted((one.dx_mm, one.dy_mm, one.dz_mm))
    if low == high:
        return "any"
    return "flat" if one.dz_mm == low else "standing" if one.dz_mm == high else "side"


def _beneath(one: Placement, placements: Sequence[Placement], products: dict[str, Product]) -> str:
    """The names of what it rests on, the largest share first."""
    shares: Counter[str] = Counter()
    for low in placements if one.z_mm else ():
        if low.z_mm + low.dz_mm == one.z_mm:
            wide = min(one.x_mm + one.dx_mm, low.x_mm + low.dx_mm) - max(one.x_mm, low.x_mm)
            deep = min(one.y_mm + one.dy_mm, low.y_mm + low.dy_mm) - max(one.y_mm, low.y_mm)
            if wide > 0 and deep > 0:
                shares[products[low.sku].name] += wide * deep
    return ", ".join(name for name, _ in shares.most_common(NAMED_MAX))


def _fill_percent(placements: Sequence[Placement], carton: Carton) -> int:
    filled_mm3 = sum(one.dx_mm * one.dy_mm * one.dz_mm for one in placements)
    return round(filled_mm3 * 100 / carton.inner.volume_mm3)
