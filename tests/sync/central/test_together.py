"""Pushes of many devices that come at once are taken together; each device is answered as if it had come alone."""

import asyncio
import threading

import pytest
from sqlalchemy import event

from app.domain.facts import Fact, Picked, ToteAssigned
from sync.central.problems import Problem
from sync.central.store import WAREHOUSE
from sync.central.sync.envelopes import Batch, batch_from
from sync.central.sync.push import Push, push_all
from sync.central.sync.together import Gathering
from sync.wire import Pushed
from tests.journeys.outside.floor import wait_for
from tests.sync.central.warehouse import DeviceEnd, Warehouse

WAIT_S_MAX = 60.0
TOTE = ToteAssigned("O4", "T")


@pytest.fixture
def ends(central: Warehouse) -> list[DeviceEnd]:
    """Five devices, and for each an order of four pieces."""
    central.stock_up(("P1", "A", 100))
    for no in range(5):
        central.order(f"O{no}", ("A", 4))
    return [central.enrol() for _ in range(5)]


def picks(end: DeviceEnd, order: str, count: int = 3) -> Batch:
    facts: list[Fact] = [
        ToteAssigned(order, f"T-{order}"),
        *[Picked(order, 1, "A", 1, "P1", f"T-{order}")] * count,
    ]
    return batch_from(end.batch(*(end.envelope(fact) for fact in facts)))


def taken(central: Warehouse, *pushes: Push) -> list[Pushed | Problem | None]:
    with central.app.state.store.writing(WAREHOUSE) as tx:
        push_all(tx, pushes)
    return [one.answer for one in pushes]


def outcomes(answer: Pushed | Problem | None) -> list[str]:
    assert isinstance(answer, Pushed)
    return [one.outcome for one in answer.outcomes]


def test_five_pushes_are_one_commit_and_each_is_booked(central: Warehouse, ends: list[DeviceEnd]) -> None:
    """Fifteen picks of five devices: fifteen pieces moved, five orders in work, the books agree."""
    pushes = [Push(end.device, picks(end, f"O{no}")) for no, end in enumerate(ends)]
    answers = taken(central, *pushes)
    assert [outcomes(answer) for answer in answers] == [["applied"] * 4] * 5
    assert central.stock() == {("P1", "A"): (85, 5), ("PACK", "A"): (15, 0)}
    assert {central.status(f"O{no}") for no in range(5)} == {"picking"}
    assert len(central.get("/v1/facts")) == 20
    central.assert_books_agree()


def test_one_that_is_refused_spoils_nothing_for_the_others(central: Warehouse, ends: list[DeviceEnd]) -> None:
    """A gap, an old epoch, a fork: the device hears it, the others are booked in the same commit."""
    first, second, third, fourth, _ = ends
    taken(central, Push(third.device, picks(third, "O2", 1)))
    second.seq, third.seq = 7, 1
    gap = Push(second.device, picks(second, "O1"))
    another = [third.envelope(Picked("O2", 1, "A", 2, "P1", "T"), fact_id=f"new/{no}") for no in (1, 2)]
    fork = Push(third.device, batch_from(third.batch(*reversed(another), schema=2)))
    late = Push(ends[4].device, batch_from(ends[4].batch(ends[4].envelope(TOTE), epoch=9)))
    good = [Push(first.device, picks(first, "O0")), Push(fourth.device, picks(fourth, "O3"))]
    answers = taken(central, good[0], gap, fork, late, good[1])
    assert outcomes(answers[0]) == outcomes(answers[4]) == ["applied"] * 4
    assert [one.slug for one in answers if isinstance(one, Problem)] == ["gap", "fork", "stale-epoch"]
    assert central.stock()["PACK", "A"] == (7, 0), "the refused one booked nothing, not even its good half"
    central.assert_books_agree()


def test_a_fact_that_nobody_can_book_is_kept_aside_and_its_neighbours_stand(
    central: Warehouse, ends: list[DeviceEnd]
) -> None:
    """One device picks for an order that nobody knows: its fact waits for a person, all the others are booked."""
    first, second, *_ = ends
    facts: list[Fact] = [
        ToteAssigned("O1", "T"),
        Picked("nobody", 1, "A", 1, "P1", "T"),
        Picked("O1", 1, "A", 1, "P1", "T"),
    ]
    bad = Push(second.device, batch_from(second.batch(*(second.envelope(fact) for fact in facts))))
    answers = taken(central, Push(first.device, picks(first, "O0")), bad)
    assert outcomes(answers[0]) == ["applied"] * 4
    assert outcomes(answers[1]) == ["applied", "quarantined", "applied"]
    assert len(central.open_cards("quarantined_fact")) == 1
    assert [fact["seq"] for fact in central.get(f"/v1/facts?device={second.device}")] == [1, 2, 3]
    central.assert_books_agree()


def test_what_is_taken_as_a_set_is_what_is_taken_one_by_one(
    central: Warehouse, ends: list[DeviceEnd]
) -> None:
    """Too many picked, from two sides: the same cards and levels, whether a batch came whole or fact by fact."""
    first, second, *_ = ends
    whole = picks(first, "O0", 6)
    assert outcomes(taken(central, Push(first.device, whole))[0]) == ["applied"] * 5 + ["attention"] * 2
    for no in range(7):
        fact = ToteAssigned("O1", "T-O1") if no == 0 else Picked("O1", 1, "A", 1, "P1", "T-O1")
        second.send(second.batch(second.envelope(fact)))
    cards = {card["order"]: (card["kind"], card["quantity"]) for card in central.open_cards()}
    assert cards["O0"] == cards["O1"] == ("double_pick", 2)
    assert central.stock()["P1", "A"] == (88, 12)
    central.assert_books_agree()


def test_the_same_push_again_gets_the_same_answer(central: Warehouse, ends: list[DeviceEnd]) -> None:
    """An answer that was lost: the facts come again among those of others and are booked once."""
    first, second, *_ = ends
    batch = picks(first, "O0")
    before = taken(central, Push(first.device, batch))[0]
    again, new = taken(central, Push(first.device, batch), Push(second.device, picks(second, "O1")))
    assert isinstance(before, Pushed)
    assert isinstance(again, Pushed)
    assert again.outcomes == before.outcomes
    assert outcomes(new) == ["applied"] * 4
    assert central.stock() == {("P1", "A"): (94, 14), ("PACK", "A"): (6, 0)}


def test_who_waits_meanwhile_is_taken_with_the_next_commit(central: Warehouse, ends: list[DeviceEnd]) -> None:
    """While one transaction runs four more devices come: all four are in the one after it, each with its answer."""
    store = central.app.state.store
    gathering = Gathering(store)
    commits: list[object] = []

    def committed(db: object) -> None:
        commits.append(db)

    event.listen(store.engine, "commit", committed)
    batches = [picks(end, f"O{no}") for no, end in enumerate(ends)]
    answers: dict[int, Pushed] = {}

    def send(no: int) -> None:
        answers[no] = gathering.push(ends[no].device, batches[no])

    threads = [threading.Thread(target=send, args=(no,)) for no in range(5)]
    with gathering._turn:
        for one in threads:
            one.start()
        wait_for("five pushes", lambda: len(gathering._waiting) == 5, WAIT_S_MAX)
    for one in threads:
        one.join(WAIT_S_MAX)
    assert [outcomes(answers[no]) for no in range(5)] == [["applied"] * 4] * 5
    assert len(commits) == 1
    gathering.close()
    central.assert_books_agree()


def test_a_device_that_hung_up_is_not_waited_for(central: Warehouse, ends: list[DeviceEnd]) -> None:
    """Whoever goes away before its turn has sent nothing; the one behind it is taken, and sending again is harmless."""
    gathering = Gathering(central.app.state.store)
    first, second, *_ = ends
    batches = picks(first, "O0"), picks(second, "O1")

    async def both() -> Pushed:
        with gathering._turn:
            gone = asyncio.create_task(gathering.pushed(first.device, batches[0]))
            stays = asyncio.create_task(gathering.pushed(second.device, batches[1]))
            await asyncio.sleep(0)
            gone.cancel()
            await asyncio.sleep(0)
        return await asyncio.wait_for(stays, WAIT_S_MAX)

    assert outcomes(asyncio.run(both())) == ["applied"] * 4
    assert outcomes(gathering.push(first.device, batches[0])) == ["applied"] * 4
    assert central.stock() == {("P1", "A"): (94, 14), ("PACK", "A"): (6, 0)}
    gathering.close()
