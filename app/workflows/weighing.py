"""Whether a parcel weighs what its pieces should, and which piece would explain it if not. Pure."""

from app.domain.orders import WorkOrder
from app.domain.packing import Tolerance
from app.inputs import Message, Refusal, Refused
from app.workflows.contents import pieces
from app.workflows.pack_states import AwaitUnit

PIECES_MAX = 3  # so many of one product may be too many or too few in one guess


def computed_g(state: AwaitUnit) -> int:
    """What the carton and its pieces weigh by the catalogue."""
    return state.carton.tare_g + sum(piece.weight_g for piece in pieces(state.work, state.packed))


def tolerance_g(state: AwaitUnit) -> int:
    """By how much the scales may differ: each product by the rule of its group, the others by that of the site."""
    rules = state.work.packing
    site = Tolerance("", rules.weight_tolerance_g, rules.weight_tolerance_percent)
    own = {one.group: one for one in rules.tolerances}
    goods = [
        (own.get(product.declared.group, site), product.weight_g)
        for product in pieces(state.work, state.packed)
    ]
    share = sum(weight_g * rule.percent for rule, weight_g in goods) + state.carton.tare_g * site.percent
    return max(max((rule.g for rule, _ in goods), default=site.g), share // 100)


def differs(state: AwaitUnit, weighed_g: int) -> Refused | None:
    """Nothing where the weight is right; else how much it is off, and the piece that would explain it."""
    expected_g = computed_g(state)
    off_g, allowed_g = weighed_g - expected_g, tolerance_g(state)
    if abs(off_g) <= allowed_g:
        return None
    gaps: dict[str, object] = {"expected": expected_g, "got": weighed_g}
    told = Message.of("refusal.weight_off", **gaps)
    found = _explained(state.work, off_g, allowed_g)
    if found is not None:
        count, name = found
        id = "refusal.weight_off.missing" if off_g < 0 else "refusal.weight_off.extra"
        told = Message.of(id, **gaps, count=count, name=name)
    return Refused(Refusal.WEIGHT_OFF, str(expected_g), str(weighed_g), told)


def _explained(work: WorkOrder, off_g: int, allowed_g: int) -> tuple[int, str] | None:
    """So many of one product that make up the difference, the closest guess; None where nothing does."""
    guesses = [
        (abs(abs(off_g) - count * product.weight_g), count, product.name)
        for product in work.products
        if product.weight_g
        for count in range(1, PIECES_MAX + 1)
    ]
    best = min(guesses, default=None)
    return (best[1], best[2]) if best is not None and best[0] <= allowed_g else None
