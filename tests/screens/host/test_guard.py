"""Who is let in: own names, own pages, the token, and nobody else."""

from typing import Any

import pytest

from tests.screens.host.calling import FROM_OWN_PAGE, OWN, TOKEN, WITH_TOKEN, call, host
from tests.screens.host.memory_door import MemoryDoor

SCAN = {"code": "4012", "scan_id": "s1"}


@pytest.mark.parametrize(
    "given",
    ["", "Bearer", "Bearer ", f"Bearer {TOKEN}x", f"bearer {TOKEN}", TOKEN, f"Basic {TOKEN}", "Bearer ü"],
)
def test_without_the_token_the_local_interface_is_401(given: str) -> None:
    """
    Every address of it, before anything else is looked at.
    """
    door = MemoryDoor()
    headers = {"authorization": given.encode()} if given else {}
    for method, path in (
        ("GET", "view"),
        ("GET", "facts"),
        ("POST", "scan"),
        ("POST", "press"),
        ("GET", "none"),
    ):
        reply = call(host(door), method, f"/local/v1/{path}", headers=headers)
        assert reply.status_code == 401
        assert reply.headers["www-authenticate"] == "Bearer"
    assert door.codes == []


@pytest.mark.parametrize("address", ["10.0.0.7", "192.168.1.20", "::ffff:10.0.0.7", "nonsense"])
def test_another_machine_is_not_let_in_even_with_the_token(address: str) -> None:
    """
    The local interface is for this machine.
    """
    reply = call(host(MemoryDoor()), "GET", "/local/v1/view", address=address, headers=WITH_TOKEN)
    assert reply.status_code == 403


@pytest.mark.parametrize(
    "name", ["localhost", "localhost:8550", "127.0.0.1:1", "[::1]:8550", "[::1]", "LOCALHOST"]
)
def test_the_names_of_this_machine_are_let_in(name: str) -> None:
    """
    By any port: the port may be forwarded.
    """
    headers = {**WITH_TOKEN, "host": name}
    assert call(host(MemoryDoor()), "GET", "/local/v1/view", headers=headers).status_code == 200


@pytest.mark.parametrize(
    "name",
    [
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example:8550",
        "",
        ":8550",
        "[::2]",
        "localhost:x",
    ],
)
@pytest.mark.parametrize("path", ["/local/v1/view", "/door/state", "/", "/demo", "/health"])
def test_a_name_that_is_not_ours_is_refused_everywhere(name: str, path: str) -> None:
    """
    A name that was made to point here is how a foreign page would become one of ours.
    """
    headers = {**WITH_TOKEN, "host": name}
    assert call(host(MemoryDoor()), "GET", path, headers=headers).status_code == 403


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "null",
        "https://localhost:8550",
        "http://localhost:9999",
        "http://127.0.0.1:8550",
    ],
)
def test_a_foreign_page_is_refused_even_with_the_token(origin: str) -> None:
    """
    Where a browser names an origin, it must be our own.
    """
    door = MemoryDoor()
    for path, headers in (("/local/v1/scan", WITH_TOKEN), ("/door/scan", {})):
        reply = call(host(door), "POST", path, headers={**headers, "origin": origin}, json=SCAN)
        assert reply.status_code == 403
    assert door.codes == []


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (FROM_OWN_PAGE, 200),
        ({"origin": OWN}, 200),
        ({"sec-fetch-site": "same-origin"}, 200),
        ({}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "none"}, 403),
        ({"origin": OWN, "sec-fetch-site": "cross-site"}, 403),
    ],
)
def test_only_the_devices_own_page_scans_without_a_token(headers: dict[str, str], status: int) -> None:
    """
    The browser says where a request comes from; a program that says nothing has its own door.
    """
    assert call(host(MemoryDoor()), "POST", "/door/scan", headers=headers, json=SCAN).status_code == status


async def test_a_foreign_page_gets_no_socket_of_the_screens() -> None:
    """
    Sockets know no origins by themselves: whoever opens one could press the buttons.
    """
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "websocket.connect"}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "websocket",
        "path": "/ws",
        "scheme": "ws",
        "headers": [(b"host", b"localhost:8550"), (b"origin", b"http://evil.example")],
    }
    await host(MemoryDoor())(scope, receive, send)
    assert [message["type"] for message in sent] == ["websocket.close"]
