"""What of a fact is looked at before it is booked: every part, of its type, whoever sends it."""

import json
from dataclasses import fields
from typing import Any

import pytest

from sync.central.checks import hash_of
from sync.central.sync.envelopes import FORM, Envelope, read_envelope
from sync.wire import FactMessage, Malformed, fact_from

FACT: dict[str, Any] = {
    "seq": 7,
    "fact_id": "f7",
    "kind": "Picked",
    "version": 1,
    "body": {"order": "Ö1", "b": 1, "a": [2]},
    "desk": "main",
    "operator": "1001",
    "job": None,
    "fence": None,
    "recorded_at_ms": 1,
    "boot_id": "b",
    "mono_ms": 2,
    "source": "scan",
    "raw": None,
    "undoes": None,
}
VALUES: tuple[Any, ...] = (None, 1, 1.5, True, "x", [], {"x": 1})


def test_every_part_of_a_fact_is_looked_at() -> None:
    """
    The parts that are checked at a glance are those that a fact has.
    """
    assert list(FORM) == [one.name for one in fields(FactMessage)]
    assert read_envelope(FACT).fault is None


@pytest.mark.parametrize("name", [name for name in FORM if name not in ("seq", "fact_id")])
def test_the_glance_says_what_the_long_look_says(name: str) -> None:
    """
    A part that is missing, or of any other type: held back exactly where it can't be read.
    """
    facts = [{**FACT, name: value} for value in VALUES]
    facts.append({key: value for key, value in FACT.items() if key != name})
    for given in facts:
        try:
            fact_from(given)
            readable = True
        except Malformed:
            readable = False
        assert (read_envelope(given).fault is None) is readable, given


def test_a_fact_is_kept_whole_and_known_again_under_another_number() -> None:
    """
    The text that is kept says all that came; its hash is that of everything but the number.
    """
    kept, again = read_envelope(FACT).kept(), read_envelope({**FACT, "seq": 8}).kept()
    assert json.loads(kept["payload"]) == FACT
    assert (
        kept["payload_hash"]
        == again["payload_hash"]
        != read_envelope({**FACT, "raw": "x"}).kept()["payload_hash"]
    )
    assert kept["payload_hash"] == hash_of({name: value for name, value in FACT.items() if name != "seq"})


@pytest.mark.parametrize("payload", [{}, {"seq": 3}, {"kind": None, "rescued": [1]}])
def test_what_lacks_nearly_everything_is_kept_whole_too(payload: dict[str, Any]) -> None:
    """
    What was rescued from a damaged store may have no number and nothing else: it is kept as it is.
    """
    kept = Envelope(0, "rescued-1", payload, "it has no number or no id").kept()
    assert json.loads(kept["payload"]) == payload
