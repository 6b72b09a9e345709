"""Devices at the same cursor get the same rows, made once; what is told of each device is its own."""

import asyncio
import gzip
import json
import threading
import zlib

from sync.central.identity.guard import hash_of_secret
from sync.central.problems import Problem
from sync.central.sync.feed import SCOPES, Cursor
from sync.central.sync.pages import KEPT_BYTES_MAX, Pages, Ready, rendered
from sync.central.sync.readers import Pull, Readers, Told
from tests.sync.central.warehouse import DeviceEnd, Warehouse, product_row

WAIT_S_MAX = 60.0


def page_of(end: DeviceEnd, cursor: str | None = None, **more: object) -> dict[str, object]:
    query = {**({"cursor": cursor} if cursor else {}), **more}
    found: dict[str, object] = end.central.get("/v1/sync/pull", params=query, token=end.token)
    return found


def made(text: str = "x") -> Ready:
    return rendered([], Cursor(text), more=False)


def test_a_packed_page_says_the_same_as_one_that_is_not() -> None:
    """Whoever unpacks a page finds frame and rows as they were sent unpacked, and nothing behind them."""
    ready = Ready(json.dumps([{"key": f"Ü{no}"} for no in range(500)]).encode(), Cursor("g"), more=True)
    for frame in ({"cursor": "a"}, {"cursor": "another", "epoch": 7}):
        packed = ready.packed_answer(frame)
        assert gzip.decompress(packed) == ready.answer(frame)
        told = json.loads(ready.answer(frame))
        assert told == {**frame, "rows": json.loads(ready.rows)}
        reader = zlib.decompressobj(16 + zlib.MAX_WBITS)
        assert reader.decompress(packed) == ready.answer(frame)
        assert reader.eof
        assert reader.unused_data == b""


def test_two_devices_read_the_same_rows_and_their_own_numbers(central: Warehouse) -> None:
    """The page is shared, but how far central has the facts of a device is told to that device."""
    central.stock_up(("P1", "A", 5))
    first, second = central.enrol(), central.enrol()

    first.send(first.batch(first.envelope(None, kind="Unheard", body={})))
    told, other = page_of(first), page_of(second)
    assert told["rows"] == other["rows"]
    assert (told["last_seq"], other["last_seq"]) == (1, 0)
    assert (told["last_fact"], other["last_fact"]) == (f"{first.device}/1", None)


def test_a_shared_page_never_hides_what_came_since(central: Warehouse) -> None:
    """Each commit makes the pages before it old: the next reader sees it, in the scope that it asks for."""
    central.stock_up(("P1", "A", 5))
    end = central.enrol()
    cursor = str(page_of(end)["cursor"])
    assert page_of(end, cursor)["rows"] == []
    for no in range(3):
        central.post("/v1/products", [product_row(f"N{no}")])
        rows = page_of(end, cursor, scope="catalog")["rows"]
        assert isinstance(rows, list)
        assert [row["key"] for row in rows] == [f"N{one}" for one in range(no + 1)]
        assert page_of(end, cursor, scope="wh:main")["rows"] == []


def test_a_revoked_device_reads_no_page_that_others_have_read(central: Warehouse) -> None:
    """Shut out is shut out, even if the bytes lie ready."""
    first, second = central.enrol(), central.enrol()
    page_of(first)
    central.post(f"/v1/devices/{second.device}/revoke", {})
    answer = central.ask("GET", "/v1/sync/pull", token=second.token)
    assert (answer.status_code, answer.json()["type"]) == (403, "/problems/device-revoked")
    assert central.ask("GET", "/v1/sync/pull").json()["type"] == "/problems/forbidden"
    assert central.ask("GET", "/v1/sync/pull", token="nobody").json()["type"] == "/problems/unknown-token"
    assert central.ask("GET", "/v1/sync/pull", token=None).json()["type"] == "/problems/no-token"


def test_a_page_is_made_once_however_many_ask() -> None:
    """A hundred devices are woken by one commit: one of them makes the page, all get it."""
    pages, makings = Pages(), []
    go = threading.Event()

    def make() -> Ready:
        makings.append(threading.get_ident())
        return made()

    def ask() -> None:
        go.wait(WAIT_S_MAX)
        pages.page("same", make)

    threads = [threading.Thread(target=ask) for _ in range(20)]
    for one in threads:
        one.start()
    go.set()
    for one in threads:
        one.join(WAIT_S_MAX)
    assert len(makings) == 1


def test_pages_that_nobody_asks_for_are_let_go() -> None:
    """Memory has an end: the pages that were asked for last stay."""
    pages = Pages()
    large = Ready(b" " * (KEPT_BYTES_MAX // 3), Cursor("g"), more=False)
    for no in range(4):
        pages.page(no, lambda: large)
        pages.page(0, made)
    assert set(pages._kept) == {0, 2, 3}


def test_pulls_that_come_at_once_are_answered_each_with_its_own(central: Warehouse) -> None:
    """Three wait: one is shut out, one has a cursor of another life, one reads; nobody gets the other's answer."""
    readers = Readers(central.app.state.store)
    good, shut_out, lost = central.enrol(), central.enrol(), central.enrol()
    central.post(f"/v1/devices/{shut_out.device}/revoke", {})

    def pull(end: DeviceEnd, cursor: str | None = None) -> Pull:
        return Pull(hash_of_secret(end.token), cursor, 100, SCOPES)

    async def all_at_once() -> list[object]:
        pulls = [pull(good), pull(shut_out), pull(lost, "nonsense")]
        waits = [asyncio.create_task(readers.pulled(one)) for one in pulls]
        return await asyncio.wait_for(asyncio.gather(*waits, return_exceptions=True), WAIT_S_MAX)

    read, refused, gone = asyncio.run(all_at_once())
    assert isinstance(read, Told)
    assert b'"PACK"' in read.page.rows
    assert refused is None
    assert isinstance(gone, Problem)
    assert gone.slug == "cursor-gone"
    readers.close()
