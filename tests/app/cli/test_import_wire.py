"""How rows travel: batches, answers led back to rows, and a central that is away. Central is a function here."""

import socket
from collections.abc import Mapping
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cli.import_kinds import ORDERS, PRODUCTS, STOCK
from app.cli.import_plan import Item
from app.cli.import_wire import (
    BATCH_ROWS_MAX,
    Answer,
    CentralAway,
    Send,
    batches,
    idempotency_key,
    send_orders,
    send_rows,
    sender,
)


def items(count: int) -> list[Item]:
    return [Item((n + 2,), {"sku": f"S{n}"}) for n in range(count)]


def order(number: str, *rows: int) -> Item:
    return Item(rows, {"number": number, "ship_to": {}, "lines": [{"sku": f"S{row}"} for row in rows]})


def answering(status: int, body: Mapping[str, Any]) -> Send:
    return lambda _body, _headers: Answer(status, body)


@given(st.integers(0, 3 * BATCH_ROWS_MAX + 1))
def test_batches_are_small_enough_and_hold_every_row_once(count: int) -> None:
    """
    Nothing is left out, nothing sent twice, the order stays.
    """
    every = items(count)
    cut = list(batches(every))
    assert [item for batch in cut for item in batch] == every
    assert all(0 < len(batch) <= BATCH_ROWS_MAX for batch in cut)


def test_what_central_refuses_is_named_by_row_and_column() -> None:
    """
    The index in the second batch is led back to its line in the file.
    """
    sizes = []

    def central(body: Any, _headers: Mapping[str, str]) -> Answer:
        sizes.append(len(body))
        refused = [
            {"index": i, "field": "gtin", "reason": "Known."}
            for i, row in enumerate(body)
            if row["sku"] == "S700"
        ]
        return Answer(200, {"created": len(body) - len(refused), "unchanged": 0, "refused": refused})

    sent = send_rows(PRODUCTS, items(1100), central)
    assert sizes == [500, 500, 100]
    assert (sent.taken, sent.unchanged) == (1099, 0)
    assert [(problem.row, problem.column, problem.message) for problem in sent.refused] == [
        (702, "gtin", "Known.")
    ]


@given(st.sets(st.integers(0, 40), max_size=6), st.integers(1, 41))
def test_a_batch_refused_whole_costs_only_its_bad_rows(bad: set[int], count: int) -> None:
    """
    Good rows are kept even when central can't read the batch they travel in.
    """

    def central(body: Any, _headers: Mapping[str, str]) -> Answer:
        if any(int(row["sku"][1:]) in bad for row in body):
            return Answer(422, {"detail": "No.", "errors": [{"field": "0.sku", "reason": "Unknown sku."}]})
        return Answer(200, {"created": len(body), "unchanged": 0, "refused": []})

    sent = send_rows(STOCK, items(count), central)
    bad_rows = {n + 2 for n in bad if n < count}
    assert {(problem.row, problem.column) for problem in sent.refused} == {(row, "sku") for row in bad_rows}
    assert sent.taken == count - len(bad_rows)


@pytest.mark.parametrize(("status", "unchanged"), [(201, 0), (200, 3)])
def test_an_order_is_new_or_there_already(status: int, unchanged: int) -> None:
    """
    The same order again changes nothing and counts as taken.
    """
    sent = send_orders(ORDERS, [order("O1", 2, 3, 5)], answering(status, {"number": "O1"}))
    assert (sent.taken, sent.unchanged, sent.refused) == (3, unchanged, ())


def test_another_order_under_the_same_number_is_refused() -> None:
    """
    Central keeps what it has.
    """
    sent = send_orders(ORDERS, [order("O1", 2, 3)], answering(409, {"detail": "O1 is another order."}))
    assert [(problem.row, problem.column) for problem in sent.refused] == [(2, "order"), (3, "order")]
    assert sent.refused[0].message == "O1 is another order."


def test_a_refused_line_is_led_back_to_its_row() -> None:
    """
    Central counts lines from 1; the order's other rows are refused with it.
    """
    body = {"detail": "Unknown.", "errors": [{"field": "sku", "reason": "There is no S9.", "line": 2}]}
    sent = send_orders(ORDERS, [order("O1", 4, 9)], answering(422, body))
    assert [(problem.row, problem.column) for problem in sent.refused] == [(9, "sku"), (4, "order")]
    address = {"errors": [{"field": "ship_to.city", "reason": "Empty.", "line": None}]}
    sent = send_orders(ORDERS, [order("O1", 4)], answering(422, address))
    assert [(problem.row, problem.column) for problem in sent.refused] == [(4, "ship_city")]


def test_an_answer_without_a_reason_still_names_the_row() -> None:
    """
    Not even a bare refusal is passed over in silence.
    """
    sent = send_orders(ORDERS, [order("O1", 2)], answering(422, {}))
    assert [(problem.row, problem.column) for problem in sent.refused] == [(2, "order")]
    assert sent.refused[0].message


def test_the_key_of_an_order_is_made_of_its_content() -> None:
    """
    A repeated import is the same request; a changed quantity is another one.
    """
    first = order("O1", 2, 3).body
    assert idempotency_key(first) == idempotency_key({name: first[name] for name in sorted(first)})
    assert idempotency_key(first) != idempotency_key(order("O1", 2).body)
    assert idempotency_key(first) != idempotency_key(order("O2", 2, 3).body)


def test_a_central_that_is_away_is_said_in_one_sentence() -> None:
    """
    Nobody listens: the import says where it looked and what to do.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    with httpx.Client(base_url=address) as client, pytest.raises(CentralAway, match=address):
        sender(client, "/v1/products")([], {})


def test_another_program_at_the_address_is_not_taken_for_central() -> None:
    """
    A friendly answer that says nothing about the rows is no promise that they were taken.
    """
    with pytest.raises(CentralAway, match="address"):
        send_rows(PRODUCTS, items(1), answering(200, {"hello": "world"}))
