"""Large orders are planned when they are picked: after the commit, beside the server, through a restart."""

import time
from dataclasses import replace
from typing import Any

from app.domain.facts import Content, Picked, ProductMeasured, ToteAssigned, TotesDropped, Undone, body_of
from app.planning.ahead import PIECES_MIN, found_ahead
from app.store import rows_as
from sync.central.plans.planner import Planner
from tests.sync.central.warehouse import DeviceEnd, Warehouse, carton_row

MANY = PIECES_MIN + 5


def picked(central: Warehouse, device: DeviceEnd, pieces: int = MANY) -> None:
    """An order whose pieces lie in a tote at the packing table."""
    central.stock_up(("P1", "A", 100))
    central.post("/v1/cartons", [carton_row("BOX"), carton_row("CRATE", inner_height_mm=105, cost_cents=40)])
    central.order("O1", ("A", pieces))
    device.hold()
    device.tell(
        ToteAssigned("O1", "T1"), Picked("O1", 1, "A", pieces, "P1", "T1"), TotesDropped("O1", "T1", "PACK")
    )


def planner_of(central: Warehouse) -> Planner:
    planner: Planner = central.app.state.planner
    return planner


def plan_of(device: DeviceEnd) -> Any:
    return device.pull()["work", "O1"].get("plan")


def test_a_large_order_is_planned_after_its_last_pick_and_the_device_takes_it(
    central: Warehouse, device: DeviceEnd
) -> None:
    """
    The push is answered without a plan; then the plan travels with the work, and fits what the device would plan from.
    """
    picked(central, device)
    assert plan_of(device) is None
    assert planner_of(central).plan_one()
    assert not planner_of(central).plan_one()
    rows = device.pull()
    work = replace(
        rows_as.work_order(rows["work", "O1"]),
        products=(rows_as.product(rows["product", "A"], ()),),
        cartons=tuple(rows_as.carton(body) for (kind, _), body in rows.items() if kind == "carton"),
    )
    found = found_ahead(work, (Content("A", MANY),))
    assert found is not None
    assert sum(content.quantity for parcel in found for content in parcel.contents) == MANY


def test_a_small_order_is_left_to_the_table(central: Warehouse, device: DeviceEnd) -> None:
    """
    A few pieces are planned while the tote is put down.
    """
    picked(central, device, PIECES_MIN - 1)
    assert not planner_of(central).plan_one()
    assert plan_of(device) is None


def test_what_waits_is_planned_after_a_restart(central: Warehouse, device: DeviceEnd) -> None:
    """
    Central goes down between the pick and the plan.
    """
    picked(central, device)
    central.restart()
    assert planner_of(central).plan_one()
    assert plan_of(device) is not None


def test_a_pick_that_goes_on_takes_the_plan_away(central: Warehouse, device: DeviceEnd) -> None:
    """
    The drop was taken back: what was planned is not what will be in the tote. Dropped again, it is planned again.
    """
    picked(central, device)
    planner_of(central).plan_one()
    drop = TotesDropped("O1", "T1", "PACK")
    undone = Undone(f"{device.device}/{device.seq}", "TotesDropped", body_of(drop))
    assert device.tell(undone) == ["applied"]
    assert plan_of(device) is None
    assert not planner_of(central).plan_one()
    device.tell(drop)
    assert planner_of(central).plan_one()
    assert plan_of(device) is not None


def test_a_plan_overtaken_by_a_measurement_does_not_fit_any_more(
    central: Warehouse, device: DeviceEnd
) -> None:
    """
    Measured at the table meanwhile: the device sees that it was planned from something else.
    """
    picked(central, device)
    planner_of(central).plan_one()
    device.tell(ProductMeasured("A", 120, 90, 70, 0))
    rows = device.pull()
    work = replace(
        rows_as.work_order(rows["work", "O1"]),
        products=(rows_as.product(rows["product", "A"], ()),),
        cartons=tuple(rows_as.carton(body) for (kind, _), body in rows.items() if kind == "carton"),
    )
    assert work.ahead is not None
    assert found_ahead(work, (Content("A", MANY),)) is None


def test_the_thread_plans_by_itself_and_ends(central: Warehouse, device: DeviceEnd) -> None:
    """
    Beside the server: told of the commit, planned, and gone when central stops.
    """
    planner = planner_of(central)
    planner.start()
    try:
        picked(central, device)
        ends_at = time.monotonic() + 60
        while plan_of(device) is None:
            assert time.monotonic() < ends_at
            time.sleep(0.05)
    finally:
        planner.close()
