"""Our carton planning in the form that the public kit of orders calls. Decides nothing."""

import time
from typing import Any

from app.planning.boxes.goods import Box, Edges, Goods, Placement, Tariff
from app.planning.boxes.suggest import suggest as plan_of
from app.planning.boxes.wish import Wish


def suggest(
    items: list[dict[str, Any]], boxes: list[dict[str, Any]], cost_model: dict[str, float], min_support: float
) -> dict[str, Any]:
    """The kit's question answered in the kit's form."""
    tariff = Tariff(
        fee_cents=round(cost_model["parcel_fee"] * 100),
        step_g=round(cost_model["step_kg"] * 1000),
        step_cents=round(cost_model["fee_per_step"] * 100),
        divisor_cm3_per_kg=round(cost_model["dim_divisor_cm3_per_kg"]),
    )
    order = [(goods_of(item), item["qty"]) for item in items]
    wish = Wish(tariff, support_percent=round(min_support * 100))
    plan = plan_of(order, [box_of(box) for box in boxes], wish, lambda: time.process_time() * 1000)
    return {
        "parcels": [
            {"box": parcel.carton, "items": [_placed(one) for one in parcel.placements]}
            for parcel in plan.parcels
        ],
        "unpacked": [sku for sku, quantity, _ in plan.unplaced for _ in range(quantity)],
    }


def goods_of(item: dict[str, Any]) -> Goods:
    """An item of the kit."""
    forms = item.get("forms") or [[item["l"], item["w"], item["h"]]]
    stands = item.get("vertical") or [1, 1, 1]
    return Goods(
        sku=item["id"],
        forms_mm=tuple(_edges(form) for form in forms),
        weight_g=item["weight"],
        stands=(bool(stands[0]), bool(stands[1]), bool(stands[2])),
        turns=not item.get("fixed", False),
        fragile=bool(item.get("fragile")),
        nostack=bool(item.get("nostack")),
        hazmat=bool(item.get("hazmat")),
    )


def box_of(box: dict[str, Any]) -> Box:
    """A carton of the kit."""
    return Box(
        carton=box["id"],
        inner_mm=_edges(box["inner"]),
        outer_mm=_edges(box["outer"]),
        content_max_g=box["max_weight"],
        tare_g=box["tare"],
        cost_cents=round(box["cost"] * 100),
        stock=box["stock"],
        hazmat=box["hazmat_ok"],
    )


def _edges(numbers: list[int]) -> Edges:
    length, width, height = numbers
    return (length, width, height)


def _placed(one: Placement) -> dict[str, Any]:
    corner = {"x": one.x_mm, "y": one.y_mm, "z": one.z_mm}
    return {"item": one.sku, **corner, "dx": one.dx_mm, "dy": one.dy_mm, "dz": one.dz_mm}
