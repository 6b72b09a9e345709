"""How misfits, overrides and measurements are booked and taken back. Three misfits of a product ask for measuring."""

import json
from typing import Any

from sqlalchemy import delete, func, select, update

from app.domain.facts import CartonOverridden, DidNotFit, ProductMeasured, WeightDiffered
from sync.central.attention.rules import MEASURE, Case, close_cases, open_case
from sync.central.catalogue.tables import product
from sync.central.cause import Book, Cause, NotBookable, TakeBack
from sync.central.measuring.tables import carton_override, measurement, misfit
from sync.central.store import CATALOG, Transaction
from sync.central.work.facts import order_must_be_known

MISFITS_MAX = 3  # of one product, before somebody is asked to measure it
MEASURED = ("length_mm", "width_mm", "height_mm", "weight_g")


def did_not_fit(tx: Transaction, fact: DidNotFit, cause: Cause) -> str | None:
    """The pieces did not go into that carton."""
    order_must_be_known(tx, fact.order)
    skus = sorted({content.sku for content in fact.contents})
    rows = [
        {"fact_id": cause.fact_id, "sku": sku, "carton": fact.carton, "order": fact.order} for sku in skus
    ]
    tx.upsert(misfit, rows)
    card = None
    for sku in skus:
        asked = select(func.count()).select_from(misfit).where(misfit.c.sku == sku)
        times = int(tx.db.execute(asked).scalar_one())
        if times >= MISFITS_MAX:
            detail = f"Cartons that should have held {sku} did not, {times} times. Measure it."
            card = open_case(tx, Case(MEASURE, sku, detail, sku=sku), cause)
    return card


def it_fitted(tx: Transaction, _fact: DidNotFit, cause: Cause) -> None:
    """It was pressed by mistake."""
    tx.db.execute(delete(misfit).where(misfit.c.fact_id == cause.fact_id))


def override(tx: Transaction, fact: CartonOverridden, cause: Cause) -> str | None:
    """A packer knew better."""
    order_must_be_known(tx, fact.order)
    row = {name: getattr(fact, name) for name in ("order", "no", "carton", "suggested", "reason")}
    more = {"fact_id": cause.fact_id, "operator": cause.operator, "overridden_at_ms": tx.now_ms}
    tx.upsert(carton_override, [{**row, **more}])
    return None


def follow_again(tx: Transaction, _fact: CartonOverridden, cause: Cause) -> None:
    """The carton went back."""
    tx.db.execute(delete(carton_override).where(carton_override.c.fact_id == cause.fact_id))


def measure(tx: Transaction, fact: ProductMeasured, cause: Cause) -> str | None:
    """The product has these sizes from now on; what did not fit by the old ones says nothing any more."""
    row = tx.db.execute(select(product).where(product.c.sku == fact.sku)).mappings().one_or_none()
    if row is None:
        raise NotBookable(f"central knows no product “{fact.sku}”")
    if not (fact.length_mm and fact.width_mm and fact.height_mm):
        raise NotBookable("an edge of 0 mm is no size")
    assert CATALOG in tx.versions, "whoever changes a product has locked the catalogue first"
    given = {name: getattr(fact, name) for name in MEASURED}
    kept = {
        **given,
        "fact_id": cause.fact_id,
        "sku": fact.sku,
        "before": json.dumps({name: row[name] for name in MEASURED}),
        "measured_at_ms": tx.now_ms,
    }
    tx.upsert(measurement, [kept])
    news = {**given, "weight_g": fact.weight_g or row["weight_g"]}
    tx.db.execute(update(product).where(product.c.sku == fact.sku).values(news))
    tx.touch("product", [fact.sku])
    tx.db.execute(delete(misfit).where(misfit.c.sku == fact.sku))
    close_cases(tx, [MEASURE], fact.sku, cause, action="measured")
    return None


def unmeasure(tx: Transaction, fact: ProductMeasured, cause: Cause) -> None:
    """The product has the sizes that it had."""
    asked = select(measurement.c.before).where(measurement.c.fact_id == cause.fact_id)
    before = json.loads(tx.db.execute(asked).scalar_one())
    tx.db.execute(update(product).where(product.c.sku == fact.sku).values(before))
    tx.db.execute(delete(measurement).where(measurement.c.fact_id == cause.fact_id))
    tx.touch("product", [fact.sku])


def weigh(tx: Transaction, fact: WeightDiffered, _cause: Cause) -> str | None:
    """A parcel weighs otherwise than it should, although it was counted twice: kept as it was told."""
    order_must_be_known(tx, fact.order)
    return None


def weigh_again(_tx: Transaction, _fact: WeightDiffered, _cause: Cause) -> None:
    """Nothing was booked for it."""


BOOK: dict[type[Any], Book] = {
    DidNotFit: did_not_fit,
    CartonOverridden: override,
    ProductMeasured: measure,
    WeightDiffered: weigh,
}
TAKE_BACK: dict[type[Any], TakeBack] = {
    DidNotFit: it_fitted,
    CartonOverridden: follow_again,
    ProductMeasured: unmeasure,
    WeightDiffered: weigh_again,
}
