"""Messages become plain JSON values, with what they carry as it is."""

import json
from dataclasses import asdict

from sync.flat import flat
from sync.wire import FactOutcome, Page, Pushed, Row


def test_a_page_is_what_it_was_copied_to_before() -> None:
    """The same JSON as by copying everything, and no copy of a row's body."""
    body = {"sku": "A", "lines": [{"no": 1}]}
    page = Page("g", "c", False, 1, 2, 3, (Row("product", "A", 7, body), Row("work", "O1", 8, None)))
    rows = [
        {"kind": "product", "key": "A", "version": 7, "body": body},
        {"kind": "work", "key": "O1", "version": 8, "body": None},
    ]
    assert json.dumps(flat(page)) == json.dumps({**asdict(page), "rows": rows})
    assert flat(page)["rows"][0]["body"] is body


def test_an_answer_to_a_push_is_plain() -> None:
    """Outcomes within it, too."""
    pushed = Pushed("g", 1, 2, 3, (FactOutcome(1, "f", "applied"),))
    assert json.dumps(flat(pushed)) == json.dumps(asdict(pushed))
