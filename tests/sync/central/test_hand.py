"""What a transaction has in hand is the database's truth at every moment, whichever door somebody looks through."""

import pytest
from sqlalchemy import select, update

from sync.central.cause import Cause
from sync.central.orders.tables import lines_in_hand, order_line
from sync.central.stock.rules import Move, Part, book, level_of, release, reserve
from sync.central.stock.tables import level, levels_in_hand, move, promises_in_hand, reservation
from sync.central.store import WAREHOUSE, Store, Transaction
from tests.sync.central.warehouse import Warehouse


@pytest.fixture
def store(central: Warehouse) -> Store:
    """Nine pieces at a place, five of them promised to an order."""
    central.stock_up(("P1", "A", 9))
    central.order("O1", ("A", 5))
    made: Store = central.app.state.store
    return made


def test_whoever_looks_into_the_database_sees_what_was_booked_in_hand(store: Store) -> None:
    """Booked is booked: a report in the same transaction counts it, and it is still in hand afterwards."""
    with store.writing(WAREHOUSE) as tx:
        book(tx, Move("A", 2, "P1", "SHIP", "test"), Cause())
        told = tx.look.execute(select(level.c.place, level.c.on_hand).where(level.c.sku == "A")).all()
        assert {place: on_hand for place, on_hand in told if place[0] != "@"} == {"P1": 7, "SHIP": 2}
        book(tx, Move("A", 1, "P1", "SHIP", "test"), Cause())
        assert level_of(tx, "P1", "A") == (6, 5)
        assert len(tx.look.execute(select(move).where(move.c.kind == "test")).all()) == 2


def test_what_somebody_changes_beside_is_read_anew(store: Store) -> None:
    """A rule that writes straight into the database is not overwritten by what others had in hand."""
    with store.writing(WAREHOUSE) as tx:
        assert level_of(tx, "P1", "A") == (9, 5)
        tx.db.execute(update(level).where(level.c.place == "P1").values(on_hand=8))
        assert level_of(tx, "P1", "A") == (8, 5)
        tx.db.execute(update(level).where(level.c.place == "P1").values(on_hand=9))


def _half(tx: Transaction) -> None:
    with tx.attempt():
        release(tx, Part("O1", 1, "P1", "A", 3))
        book(tx, Move("A", 4, "P1", "SHIP", "half"), Cause())
        assert tx.look.execute(select(move).where(move.c.kind == "half")).all()
        raise KeyError


def test_what_fails_was_never_booked(central: Warehouse, store: Store) -> None:
    """Half of an attempt is nothing: levels, moves and promises are as they were, and what came before stays."""
    with store.writing(WAREHOUSE) as tx:
        book(tx, Move("A", 1, "P1", "SHIP", "before"), Cause())
        with pytest.raises(KeyError):
            _half(tx)
        assert level_of(tx, "P1", "A") == (8, 5)
        assert not tx.look.execute(select(move).where(move.c.kind == "half")).all()
    assert central.stock() == {("P1", "A"): (8, 5), ("SHIP", "A"): (1, 0)}
    central.assert_books_agree()


def test_a_promise_that_comes_and_goes_leaves_no_row(store: Store) -> None:
    """Taken back, given again, more and less: what is written is what stands at the end."""
    with store.writing(WAREHOUSE) as tx:
        mine = Part("O1", 1, "P1", "A", 5)
        assert release(tx, mine) == 5
        assert tx.hand(promises_in_hand).of("O1") == []
        assert not reserve(tx, [Part("O1", 1, "P1", "A", 10)]), "more than lies there is promised to nobody"
        assert reserve(tx, [mine])
        other = Part("O1", 1, "P2", "A", 1)
        tx.hand(levels_in_hand).add({"place": "P2", "sku": "A", "on_hand": 1, "reserved": 0})
        assert reserve(tx, [other])
        assert release(tx, other) == 1
        spot = tx.hand(levels_in_hand).one("P2", "A")
        assert spot is not None
        tx.hand(levels_in_hand).drop(spot)
        found = tx.look.execute(select(reservation.c.place, reservation.c.quantity)).all()
        assert [tuple(row) for row in found] == [("P1", 5)]
        assert tx.look.execute(select(level).where(level.c.place == "P2")).first() is None


def test_a_group_is_read_once_and_whole(central: Warehouse, store: Store) -> None:
    """All lines of an order in the order of their numbers, of many orders at once; an unknown one has none."""
    central.order("O2", ("A", 1), ("A", 2), ("A", 1))
    with store.writing(WAREHOUSE) as tx:
        lines = tx.hand(lines_in_hand)
        lines.load([("O1",), ("O2",), ("never",)])
        assert [row["ordered"] for row in lines.of("O2")] == [1, 2, 1]
        assert lines.of("never") == []
        lines.change(lines.of("O2")[1], short=2)
        assert tx.look.execute(select(order_line.c.short).where(order_line.c.line == 2)).scalar_one() == 2
