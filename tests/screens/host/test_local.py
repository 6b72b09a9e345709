"""The promised local interface: each address, each status, and what garbage gets."""

import asyncio
from typing import Any

import httpx
import pytest

from screens.host.answers import LONG_POLLS_MAX
from tests.screens.host.calling import WITH_TOKEN, call, client, host
from tests.screens.host.memory_door import FIRST, MemoryDoor

SCAN = "/local/v1/scan"
PRESS = "/local/v1/press"


def post(door: MemoryDoor, path: str, body: Any) -> httpx.Response:
    return call(host(door), "POST", path, headers=WITH_TOKEN, json=body)


def get(door: MemoryDoor, path: str) -> httpx.Response:
    return call(host(door), "GET", path, headers=WITH_TOKEN)


def test_a_scan_is_answered_with_everything_that_is_promised() -> None:
    """
    One scan, one answer: what became of it, what to hear, and the view it led to.
    """
    answer = post(MemoryDoor(), SCAN, {"code": "4012", "scan_id": "s1"}).json()
    view = answer.pop("view")
    assert view["revision"] == answer["revision"] == FIRST.revision + 1
    assert answer == {
        "outcome": "accepted",
        "repeated": False,
        "reason": None,
        "tone": "good",
        "text": answer["text"],
        "expected": None,
        "got": None,
        "facts": [{"id": "fact-2", "seq": 2, "kind": "Picked"}],
        "prints": [],
        "committed": True,
        "revision": 2,
        "secret": False,
    }


def test_the_same_scan_id_counts_once() -> None:
    """
    A retry gets the first answer again, marked as repeated.
    """
    door = MemoryDoor()
    first, again = (post(door, SCAN, {"code": "4012", "scan_id": "s1"}).json() for _ in range(2))
    assert (first["repeated"], again["repeated"]) == (False, True)
    assert (again["outcome"], again["facts"], door.codes) == (first["outcome"], first["facts"], ["4012"])


def test_a_refused_scan_is_an_answer_not_an_error() -> None:
    """
    The wrong product is answered with 200, its own tone, and what came.
    """
    reply = post(MemoryDoor(), SCAN, {"code": "WRONG-1", "scan_id": "s1", "desk": "main", "source": "camera"})
    assert reply.status_code == 200
    assert (reply.json()["outcome"], reply.json()["tone"], reply.json()["got"]) == (
        "refused",
        "wrong_item",
        "WRONG-1",
    )


def test_a_button_overtaken_by_a_scan_is_409_with_the_view() -> None:
    """
    Pressed on an old picture: nothing happens, and the answer brings the new picture.
    """
    door = MemoryDoor()
    post(door, SCAN, {"code": "4012", "scan_id": "s1"})
    old = {"press_id": "p1", "desk": "main", "revision": FIRST.revision, "action": "short", "value": {}}
    reply = post(door, PRESS, old)
    assert reply.status_code == 409
    assert reply.headers["content-type"] == "application/problem+json"
    assert reply.json()["view"]["revision"] == FIRST.revision + 1
    assert door.pressed == []


def test_a_button_of_the_newest_view_is_taken() -> None:
    """
    With the revision that is shown, a press is an input like a scan.
    """
    door = MemoryDoor()
    body = {"press_id": "p1", "revision": FIRST.revision, "action": "short", "value": {"reason": "empty"}}
    assert post(door, PRESS, body).json()["outcome"] == "accepted"
    assert door.pressed == ["short"]


def test_a_store_that_cannot_be_written_is_503_and_never_sounds_good() -> None:
    """
    What is not on disk did not happen: no good tone, and a sentence.
    """
    door = MemoryDoor()
    door.store_down = True
    for path, body in (
        (SCAN, {"code": "4012", "scan_id": "s1"}),
        (PRESS, {"press_id": "p1", "revision": FIRST.revision, "action": "short"}),
    ):
        reply = post(door, path, body)
        assert reply.status_code == 503
        assert reply.json()["tone"] not in ("good", "noted", "job_done")
        assert reply.json()["committed"] is False
        assert reply.json()["detail"]


@pytest.mark.parametrize(
    ("path", "body", "named"),
    [
        (SCAN, {"scan_id": "s1"}, "code"),
        (SCAN, {"code": "", "scan_id": "s1"}, "code"),
        (SCAN, {"code": "x" * 4097, "scan_id": "s1"}, "code"),
        (SCAN, {"code": 4012, "scan_id": "s1"}, "code"),
        (SCAN, {"code": "4012", "scan_id": "s" * 129}, "scan_id"),
        (SCAN, {"code": "4012", "scan_id": "s1", "desk": "../main"}, "desk"),
        (SCAN, {"code": "4012", "scan_id": "s1", "desk": "d" * 65}, "desk"),
        (SCAN, {"code": "4012", "scan_id": "s1", "source": "guess"}, "source"),
        (PRESS, {"press_id": "p1", "revision": -1, "action": "short"}, "revision"),
        (PRESS, {"press_id": "p1", "revision": "1", "action": "short"}, "revision"),
        (PRESS, {"press_id": "p1", "revision": 1, "action": "rm -rf"}, "action"),
        (PRESS, {"press_id": "p1", "revision": 1, "action": "short", "value": [1]}, "value"),
        (PRESS, {"press_id": "p1", "revision": 1, "action": "short", "value": {"a": {"b": 1}}}, "value"),
        ("/local/v1/enrol", {"code": "ONCE", "central": "file:///etc"}, "central"),
    ],
)
def test_a_wrong_body_is_422_and_names_the_field(path: str, body: dict[str, Any], named: str) -> None:
    """
    What cannot be understood is said field by field, and nothing is booked.
    """
    door = MemoryDoor()
    reply = post(door, path, body)
    assert reply.status_code == 422
    assert reply.json()["detail"].startswith(f"{named}: ")
    assert (door.codes, door.pressed) == ([], [])


def test_a_wrong_pin_is_never_repeated_to_the_sender() -> None:
    """
    Not even a malformed one: what was sent may be a secret.
    """
    reply = post(
        MemoryDoor(), PRESS, {"press_id": "p1", "revision": "x", "action": "pin", "value": {"pin": ["86420"]}}
    )
    assert reply.status_code == 422
    assert "86420" not in reply.text


@pytest.mark.parametrize("limit", [1, 128])
def test_the_longest_ids_and_codes_are_taken(limit: int) -> None:
    """
    The limits themselves are still allowed.
    """
    body = {"code": "x" * 4096, "scan_id": "s" * limit, "desk": "d" * 64}
    assert post(MemoryDoor(), SCAN, body).status_code == 200


def test_more_than_the_limit_is_413_however_it_is_sent() -> None:
    """
    A body too long is not read to its end, announced or not.
    """

    async def endless() -> Any:
        for _ in range(100):
            yield b" " * 4096

    app = host(MemoryDoor())
    headers = {**WITH_TOKEN, "content-type": "application/json"}
    assert call(app, "POST", SCAN, headers=headers, content=b"[" * 70_000).status_code == 413
    assert call(app, "POST", SCAN, headers=headers, content=endless()).status_code == 413


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]
)
def test_only_json_is_taken(kind: str) -> None:
    """
    A form of somebody else's page can send text, but no JSON.
    """
    headers = {**WITH_TOKEN, "content-type": kind}
    body = b'{"code":"4012","scan_id":"s1"}'
    assert call(host(MemoryDoor()), "POST", SCAN, headers=headers, content=body).status_code == 415


def test_the_reads_are_plain_json() -> None:
    """
    Facts after a number, prints, status and the last scans.
    """
    door = MemoryDoor()
    post(door, SCAN, {"code": "4012", "scan_id": "s1"})
    assert [fact["seq"] for fact in get(door, "/local/v1/facts?after_seq=1").json()] == [2, 3]
    assert get(door, "/local/v1/prints").json()[0]["state"] == "printed"
    assert get(door, "/local/v1/status").json()["last_seq"] == 3
    assert get(door, "/local/v1/scans?desk=main").json()[0]["raw"] == "4012"


def test_enrolling_says_why_not() -> None:
    """
    A code used before is a sentence, not a failure.
    """
    door = MemoryDoor()
    body = {"code": "ONCE", "central": "http://127.0.0.1:8000"}
    assert post(door, "/local/v1/enrol", body).json()["device"] == "station-1"
    refused = post(door, "/local/v1/enrol", {**body, "code": "TWICE"})
    assert (refused.status_code, refused.json()["detail"]) == (
        422,
        "This code was used before. Ask for a new one.",
    )


@pytest.mark.parametrize(
    "query",
    [
        "after=x",
        "after=1e9",
        "wait_s=nan",
        "wait_s=inf",
        "wait_s=-1",
        "desk=",
        "desk=a%2Fb",
        "after=" + "9" * 30,
    ],
)
def test_a_wrong_question_is_422(query: str) -> None:
    """
    Numbers that are none, and desks that cannot be.
    """
    assert get(MemoryDoor(), f"/local/v1/view?{query}").status_code == 422


@pytest.mark.parametrize("path", ["/local/v1/nothing", "/local/v2/view", "/local", "/door/press", "/door"])
def test_what_is_not_promised_is_not_there(path: str) -> None:
    """
    An address that does not exist is told as such, and never answered with the start page.
    """
    reply = get(MemoryDoor(), path)
    assert (reply.status_code, reply.headers["content-type"]) == (404, "application/problem+json")


async def test_a_waiting_view_comes_as_soon_as_there_is_a_newer_one() -> None:
    """
    Asked for what is newer than what it has, a program waits no longer than it must.
    """
    app = host(MemoryDoor())
    async with client(app) as caller:
        caller.headers.update(WITH_TOKEN)
        waiting = asyncio.create_task(caller.get(f"/local/v1/view?after={FIRST.revision}&wait_s=30"))
        await asyncio.sleep(0.2)
        assert not waiting.done()
        await caller.post(SCAN, json={"code": "4012", "scan_id": "s1"})
        async with asyncio.timeout(20):
            assert (await waiting).json()["revision"] == FIRST.revision + 1


async def test_a_waiting_view_that_stays_the_same_comes_when_time_is_up() -> None:
    """
    Nothing new is an answer too.
    """
    async with client(host(MemoryDoor())) as caller:
        reply = await caller.get(
            f"/local/v1/view?after={FIRST.revision}&wait_s=0.2", headers=WITH_TOKEN, timeout=60
        )
        assert reply.json()["revision"] == FIRST.revision


async def test_waiting_views_never_hold_up_a_scan() -> None:
    """
    More programs wait than there are threads; a scan is answered all the same.
    """
    app = host(MemoryDoor())
    async with client(app) as caller:
        caller.headers.update(WITH_TOKEN)
        path = f"/local/v1/view?after={FIRST.revision + 1}&wait_s=30"
        waiting = [asyncio.create_task(caller.get(path)) for _ in range(LONG_POLLS_MAX + 10)]
        await asyncio.sleep(0.3)
        reply = await caller.post(SCAN, json={"code": "4012", "scan_id": "s1"})
        assert reply.json()["outcome"] == "accepted"
        assert sum(one.done() for one in waiting) <= 10, "only those that are too many have an answer"
        await caller.post(SCAN, json={"code": "4013", "scan_id": "s2"})
        assert {reply.status_code for reply in await asyncio.gather(*waiting)} == {200}
