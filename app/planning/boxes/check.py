"""Passes or refuses a plan before anybody sees it. Shares no code with the packer: it reads goods, boxes and plan only."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations

from app.planning.boxes.goods import Box, Goods, Placement, Plan


def faults_in_parcel(
    placements: Sequence[Placement], box: Box, goods: Mapping[str, Goods], support_percent: int
) -> list[str]:
    """Everything that is wrong with one filled carton; empty when a packer can follow it."""
    found = []
    inside = [inner - clearance for inner, clearance in zip(box.inner_mm, box.clearance_mm, strict=True)]
    content_g = 0
    for one in placements:
        product = goods[one.sku]
        content_g += product.weight_g
        if not _may_lie(product, one):
            found.append(f"{one.sku} lies in a way that it may not")
        if min(one.x_mm, one.y_mm, one.z_mm) < 0 or any(
            end > edge for end, edge in zip(_ends(one), inside, strict=True)
        ):
            found.append(f"{one.sku} sticks out")
    if content_g > box.content_max_g:
        found.append(f"{content_g} g in a carton for {box.content_max_g} g")
    hazardous = {goods[one.sku].hazmat for one in placements}
    if hazardous == {True, False}:
        found.append("hazardous and other goods together")
    if True in hazardous and not box.hazmat:
        found.append("hazardous goods in a carton that is not marked for them")
    if [one.step for one in placements] != list(range(1, len(placements) + 1)):
        found.append("steps do not count from 1")
    found.extend(_touching(placements, goods, support_percent))
    return found


def faults_in_plan(
    plan: Plan,
    boxes: Sequence[Box],
    goods: Mapping[str, Goods],
    quantities: Mapping[str, int],
    support_percent: int,
) -> list[str]:
    """Everything that is wrong with a whole plan: pieces lost or doubled, cartons that are out, faulty parcels."""
    found = []
    known = {box.carton: box for box in boxes}
    pieces = Counter(one.sku for parcel in plan.parcels for one in parcel.placements)
    for sku, quantity, _ in plan.unplaced:
        pieces[sku] += quantity
    if +pieces != +Counter(quantities):
        found.append("the pieces of plan and order differ")
    for carton, used in Counter(parcel.carton for parcel in plan.parcels).items():
        stock = known[carton].stock
        if stock is not None and used > stock:
            found.append(f"{used} of {carton}, {stock} in stock")
    for parcel in plan.parcels:
        if not parcel.placements:
            found.append("an empty parcel")
        found.extend(faults_in_parcel(parcel.placements, known[parcel.carton], goods, support_percent))
    return found


def _ends(one: Placement) -> tuple[int, int, int]:
    return (one.x_mm + one.dx_mm, one.y_mm + one.dy_mm, one.z_mm + one.dz_mm)


def _may_lie(product: Goods, one: Placement) -> bool:
    lies = (one.dx_mm, one.dy_mm, one.dz_mm)
    if not product.turns:
        return lies in product.forms_mm
    for form in product.forms_mm:
        for upright, stands in enumerate(product.stands):
            flat = [edge for place, edge in enumerate(form) if place != upright]
            if (
                stands
                and lies[2] == form[upright]
                and list(lies[:2]) in [list(p) for p in permutations(flat)]
            ):
                return True
    return False


def _touching(
    placements: Sequence[Placement], goods: Mapping[str, Goods], support_percent: int
) -> Iterator[str]:
    for upper in placements:
        area = upper.dx_mm * upper.dy_mm
        resting = area if upper.z_mm == 0 else 0
        left, back = upper.x_mm, upper.y_mm
        right, front = left + upper.dx_mm, back + upper.dy_mm
        for lower in placements:
            if lower.x_mm >= right or lower.y_mm >= front or upper is lower:
                continue
            if lower.x_mm + lower.dx_mm <= left or lower.y_mm + lower.dy_mm <= back:
                continue
            shared = _common(upper.x_mm, upper.dx_mm, lower.x_mm, lower.dx_mm) * _common(
                upper.y_mm, upper.dy_mm, lower.y_mm, lower.dy_mm
            )
            if _common(upper.z_mm, upper.dz_mm, lower.z_mm, lower.dz_mm):
                yield f"{upper.sku} and {lower.sku} are in the same place"
            elif lower.z_mm < upper.z_mm and lower.step > upper.step:
                yield f"{upper.sku} is laid down before {lower.sku} beneath it"
            elif lower.z_mm + lower.dz_mm == upper.z_mm:
                resting += shared
                if goods[lower.sku].nostack:
                    yield f"{upper.sku} lies on {lower.sku}, which bears nothing"
                elif goods[lower.sku].fragile and not goods[upper.sku].fragile:
                    yield f"{upper.sku} lies on the fragile {lower.sku}"
        if resting * 100 < area * support_percent:
            yield f"{upper.sku} hangs: {resting * 100 // area} % of its base rest"


def _common(start: int, length: int, other_start: int, other_length: int) -> int:
    return max(0, min(start + length, other_start + other_length) - max(start, other_start))
