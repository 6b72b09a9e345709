"""Garbage at the doors: taken or refused with a reason, never a fault of ours."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.screens.host.calling import WITH_TOKEN, call, host
from tests.screens.host.memory_door import MemoryDoor

SCAN = "/local/v1/scan"
PRESS = "/local/v1/press"
GARBAGE = host(MemoryDoor())

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters()), inner, max_size=4),
    max_leaves=12,
)
names = st.sampled_from(
    ["code", "scan_id", "desk", "source", "press_id", "revision", "action", "value", "central"]
)
bodies = st.dictionaries(names, json_values, max_size=6) | json_values


@settings(max_examples=150, deadline=None)
@given(path=st.sampled_from([SCAN, PRESS, "/local/v1/enrol"]), body=bodies)
def test_any_json_is_answered_without_a_crash(path: str, body: Any) -> None:
    """
    Whatever JSON comes, lone surrogates and NaN too: taken or refused with a reason, never a fault of ours.
    """
    content = json.dumps(body).encode()
    headers = {**WITH_TOKEN, "content-type": "application/json"}
    assert call(GARBAGE, "POST", path, headers=headers, content=content).status_code in (
        200,
        400,
        409,
        413,
        422,
    )


@settings(max_examples=100, deadline=None)
@given(path=st.sampled_from([SCAN, PRESS]), content=st.binary(max_size=200))
def test_any_bytes_are_answered_without_a_crash(path: str, content: bytes) -> None:
    """
    Bytes that are no JSON are refused.
    """
    headers = {**WITH_TOKEN, "content-type": "application/json"}
    assert call(GARBAGE, "POST", path, headers=headers, content=content).status_code in (400, 422)


@settings(max_examples=100, deadline=None)
@given(query=st.dictionaries(st.sampled_from(["desk", "after", "last", "after_seq"]), st.text(max_size=20)))
def test_any_question_is_answered_without_a_crash(query: dict[str, str]) -> None:
    """
    Whatever stands behind the question mark.
    """
    for path in ("/local/v1/view", "/local/v1/facts", "/local/v1/scans", "/door/state", "/scans"):
        reply = call(GARBAGE, "GET", path, headers=WITH_TOKEN, params=query)
        assert reply.status_code in (200, 422)
