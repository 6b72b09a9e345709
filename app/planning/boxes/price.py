"""What a parcel costs, in whole cents: carton, fee, steps of the billed weight. Knows no contents, only their weight."""

from app.planning.boxes.goods import Box, Tariff


def price_cents(box: Box, content_g: int, tariff: Tariff) -> int:
    """The whole price of one parcel; a charge for a second parcel is not in it."""
    length, width, height = box.outer_mm
    real = _ceiling(content_g + box.tare_g, tariff.step_g)
    by_volume = _ceiling(
        length * width * height, tariff.divisor_cm3_per_kg * tariff.step_g
    )  # mm³ and g: the same 1000
    return box.cost_cents + tariff.fee_cents + tariff.step_cents * max(real, by_volume)


def _ceiling(amount: int, step: int) -> int:
    return -(-amount // step)
