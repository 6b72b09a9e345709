"""Whatever happens, in whatever order: the books agree, nothing is sold twice, undo leaves no trace."""

import shutil
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from app.domain.facts import Picked, Undone, body_of
from sync.central.orders.promise import promise_whole
from sync.central.orders.tables import order
from sync.central.stock.tables import level, reservation
from tests.sync.central.shifts import Shift
from tests.sync.central.warehouse import SHIP_TO, DeviceEnd, Warehouse, line_row

SEEDS = st.integers(min_value=0, max_value=2**32)
SHIFTS = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@contextmanager
def fresh(empty_file: Path) -> Iterator[Warehouse]:
    """A central of its own for one example."""
    with TemporaryDirectory() as folder:
        file = shutil.copy(empty_file, Path(folder) / "central.db")
        central = Warehouse(f"sqlite:///{file}", Path(folder))
        try:
            yield central
        finally:
            central.close()


def check(central: Warehouse, shift: Shift) -> None:
    """What must be true at every moment."""
    central.assert_books_agree()
    with central.app.state.store.reading() as tx:
        sums = tx.db.execute(select(level.c.sku, func.sum(level.c.on_hand)).group_by(level.c.sku)).all()
        assert all(total == 0 for _, total in sums), "pieces come from somewhere and go somewhere"
        waiting = tx.db.execute(select(order.c.number).where(order.c.status == "waiting")).scalars().all()
        kept = select(reservation.c.order).where(reservation.c.order.in_(waiting))
        assert tx.db.execute(kept).first() is None, "who waits keeps nothing from others"
        with tx.db.begin_nested() as trial:
            assert not any(promise_whole(tx, number) for number in waiting), "nobody waits for what is free"
            trial.rollback()
    details = [card["detail"] for card in central.open_cards("quarantined_fact")]
    assert not [one for one in details if "database" in one or "failed" in one], "every reason is a rule's"
    facts = Counter(fact["fact_id"] for fact in central.get("/v1/facts"))
    assert facts == {f"{shift.device.device}/{seq + 1}": 1 for seq in range(shift.device.seq)}


@SHIFTS
@given(seed=SEEDS)
def test_the_books_agree_whatever_happens(empty_file: Path, seed: int) -> None:
    """Levels are the sums of moves, promises never exceed what lies there, each fact is kept once."""
    with fresh(empty_file) as central:
        shift = Shift(central, seed)
        for _ in range(30):
            shift.step()
            check(central, shift)
        other = DeviceEnd(central, shift.device.device, shift.device.token)
        assert other.pull() == shift.device.pull(3), "who followed sees what a newcomer sees"


@SHIFTS
@given(seed=SEEDS)
def test_a_fact_and_its_undo_leave_the_levels_as_they_were(empty_file: Path, seed: int) -> None:
    """At any point of any shift: what was done and taken back moved nothing."""
    with fresh(empty_file) as central:
        shift = Shift(central, seed)
        for _ in range(20):
            shift.step()
        for happening in (shift.awaited, shift.anything, shift.awaited):
            before = {spot: on_hand for spot, (on_hand, _) in central.stock().items()}
            told = len(shift.done)
            happening()
            for fact_id, fact in reversed(shift.done[told:]):
                shift.device.tell(Undone(fact_id, type(fact).__name__, body_of(fact)))
            del shift.done[told:]
            assert {spot: on_hand for spot, (on_hand, _) in central.stock().items() if on_hand} == {
                spot: on_hand for spot, on_hand in before.items() if on_hand
            }
            central.assert_books_agree()


def test_writers_at_the_same_time_sell_nothing_twice(central: Warehouse) -> None:
    """Eight shops order the last pieces at once: as many orders are open as there are pieces."""
    central.stock_up(("P1", "A", 7), ("P2", "A", 6), ("P3", "B", 20))
    answers: list[int] = []

    def shop(name: int) -> None:
        own = central.lane()
        for no in range(4):
            lines = [line_row("A", 1), line_row("B", 1)] if name % 2 else [line_row("B", 1), line_row("A", 1)]
            body = {"number": f"O-{name}-{no}", "ship_to": SHIP_TO, "lines": lines}
            answer = own.ask("POST", "/v1/orders", json=body, headers={"Idempotency-Key": f"{name}-{no}"})
            answers.append(answer.status_code)
        own.close_lane()

    threads = [threading.Thread(target=shop, args=(name,)) for name in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert answers == [201] * 32
    assert Counter(one["status"] for one in central.get("/v1/orders")) == {"open": 13, "waiting": 19}
    stock = central.stock()
    assert (stock["P1", "A"], stock["P2", "A"], stock["P3", "B"]) == ((7, 7), (6, 6), (20, 13))
    central.assert_books_agree()


def test_one_push_sent_ten_times_at_once_is_booked_once(central: Warehouse, device: DeviceEnd) -> None:
    """A device that lost its patience: every answer says the same."""
    central.stock_up(("P1", "A", 20))
    central.order("O1", ("A", 9))
    batch = device.batch(*[device.envelope(Picked("O1", 1, "A", 1, "P1", "T1")) for _ in range(3)])
    answers = []

    def push() -> None:
        own = central.lane()
        answers.append(own.post("/v1/sync/push", batch, token=device.token)["outcomes"])
        own.close_lane()

    threads = [threading.Thread(target=push) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert answers == [answers[0]] * 10
    assert central.stock() == {("P1", "A"): (17, 6), ("PACK", "A"): (3, 0)}
