"""`make bench-sync`: how fast facts are kept, sent, seen elsewhere and read by a new device; PouchDB is the peer.

BENCH_SCALE (default 1) makes everything smaller. BENCH_PEER names a folder with pouchdb, express and express-pouchdb.
"""

import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx

from app.cli.memory import collect_seldom
from app.domain.facts import Picked
from app.main import now_ms
from app.store.floor import Floor
from app.store.journal.journal import open_journal
from app.store.journal.queues import Identity, PrintQueue
from app.store.mirror.mirror import Mirror
from sync.device.http import Central
from sync.device.pull import Puller
from sync.device.push import BATCH_MAX, Pusher
from tests.app.store.journal.made_entries import entry
from tests.bench.sync_plant import Office, central, pushes
from tests.sync.central.postgres import running_postgres

SCALE = float(os.environ.get("BENCH_SCALE") or 1)
TURNS = 3
COMMITS = int(1000 * SCALE)
PUSHED = max(int(10_000 * SCALE) // BATCH_MAX, 1) * BATCH_MAX
PULLED = max(int(100_000 * SCALE), 1000)
WATCHERS = 100
WRITES = max(int(50 * SCALE), 10)
LOADED_S = max(15 * SCALE, 5)
FACTS_A_BATCH = 10
PICKS_AN_ORDER = 50
PARTS = ("commits", "push", "pull", "peer", "seen", "loaded")


def main(parts: Sequence[str] = PARTS) -> int:
    """Measure what is named, one after the other, and print what came out."""
    collect_seldom()  # as a device and central do
    with tempfile.TemporaryDirectory(prefix="gangway-bench-") as name:
        folder = Path(name)
        say("load of the machine before", os.getloadavg()[0])
        if "commits" in parts:
            commits(folder)
        both_sides(folder, parts)
        if "seen" in parts:
            with running_postgres() as url, central(folder / "pg", url) as office:
                seen_by_others(office)
        for processes in (1, 2, 4) if "loaded" in parts else ():
            with running_postgres() as url, central(folder / f"pg{processes}", url, processes) as office:
                loaded(office, processes)
    return 0


def say(what: str, value: Any) -> None:
    print(f"{what:48} {value}", flush=True)


def spread(taken_s: Sequence[float]) -> str:
    """Median and 99th percentile in milliseconds."""
    ordered = sorted(taken_s)
    p99 = ordered[min(int(len(ordered) * 0.99), len(ordered) - 1)]
    return f"median {statistics.median(ordered) * 1000:.1f} ms, p99 {p99 * 1000:.1f} ms"


def commits(folder: Path) -> None:
    """One scan with one fact, on disk."""
    journal = open_journal(folder / "commits" / "journal.db")
    taken_s = []
    for no in range(COMMITS):
        made = entry(f"s{no}", Picked("SO-1", 1, "A", 1, "P1", "T"))
        begun = time.perf_counter()
        journal.commit(made)
        taken_s.append(time.perf_counter() - begun)
    journal.close()
    say(f"commit, {COMMITS} scans, FULL", spread(taken_s))


def push(folder: Path, office: Office) -> float:
    """A long shift offline comes back."""
    office.stock(PUSHED * 2)
    for no in range(PUSHED // PICKS_AN_ORDER):
        office.order(f"O{no}", PICKS_AN_ORDER)
    given = office.device()
    journal = open_journal(folder / "pusher" / "journal.db")
    identity = Identity(journal)
    identity.put(device=given["device"], epoch="1", generation=given["generation"])
    for no in range(PUSHED // PICKS_AN_ORDER):
        facts = [Picked(f"O{no}", 1, "A", 1, "P1", f"T{no}")] * PICKS_AN_ORDER
        journal.commit(entry(f"p{no}", *facts))
    pusher = Pusher(journal, identity, PrintQueue(journal, lambda: None, now_ms), now_ms)
    pusher.work_ahead(ThreadPoolExecutor(1).submit)  # as a device does
    to = Central(f"http://127.0.0.1:{office.ports[0]}", given["token"])
    to._client.timeout = httpx.Timeout(120)
    begun = time.perf_counter()
    pusher.push_all(to)
    took_s = time.perf_counter() - begun
    assert journal.counts()["facts_waiting"] == 0
    to.close()
    journal.close()
    say(f"push of {PUSHED} facts, central on SQLite", f"{took_s:.2f} s, {PUSHED / took_s:.0f} facts/s")
    return took_s


def pull(folder: Path, office: Office) -> float:
    """A new device reads the catalogue; it is usable when a product is found by its number."""
    office.products(PULLED)
    given = office.device()
    journal = open_journal(folder / "puller" / "journal.db")
    mirror = Mirror(folder / "puller" / "mirror.db")
    floor = Floor(mirror, journal)
    source = Central(f"http://127.0.0.1:{office.ports[0]}", given["token"])
    source._client.timeout = httpx.Timeout(120)
    begun = time.perf_counter()
    puller = Puller(mirror, floor.exchanging)
    puller.read_ahead(ThreadPoolExecutor(1).submit)  # as a device does
    puller.pull_all(source)
    took_s = time.perf_counter() - begun
    assert floor.ready
    assert floor.product(f"SKU-{PULLED - 1:06d}") is not None
    usable_s = time.perf_counter() - begun
    source.close()
    mirror.close()
    journal.close()
    say(f"pull of {PULLED} products into an empty device", f"{took_s:.2f} s, {PULLED / took_s:.0f} rows/s")
    say("first usable screen after", f"{usable_s:.2f} s (goal 5)")
    return took_s


def both_sides(folder: Path, parts: Sequence[str]) -> None:
    """Push and pull, and the peer's, turn about: what the machine is like changes from minute to minute."""
    taken_s: dict[str, list[float]] = {}
    for turn in range(TURNS if "peer" in parts else 1):
        own = folder / f"turn-{turn}"
        if {"push", "pull"} & set(parts):
            with central(own / "central", None) as office:
                if "push" in parts:
                    taken_s.setdefault("our push", []).append(push(own, office))
                if "pull" in parts:
                    taken_s.setdefault("our pull", []).append(pull(own, office))
        if "peer" in parts:
            for what, took_s in peer().items():
                taken_s.setdefault(f"their {what}", []).append(took_s)
    for what, goal in (("push", 3), ("pull", 15)):
        ours, theirs = (taken_s.get(f"{whose} {what}") for whose in ("our", "their"))
        if ours and theirs:
            of_turns = ", ".join(f"{their / our:.1f}" for our, their in zip(ours, theirs, strict=True))
            medians = statistics.median(theirs), statistics.median(ours)
            told = f"{medians[0]:.2f} s to {medians[1]:.2f} s, {medians[0] / medians[1]:.1f} times (turns: {of_turns})"
            say(f"{what}, PouchDB to ours, medians of {TURNS}", f"{told} (goal {goal})")


def peer() -> dict[str, float]:
    """The same amounts by PouchDB, with its packages outside of the repository: seconds of its push and pull."""
    packages = os.environ.get("BENCH_PEER")
    with tempfile.TemporaryDirectory(prefix="gangway-peer-") as folder:
        if packages:
            (Path(folder) / "node_modules").symlink_to(Path(packages).resolve() / "node_modules")
        else:
            wanted = ["pouchdb", "express@4", "express-pouchdb"]
            subprocess.run(
                ["npm", "install", "--silent", "--prefix", folder, *wanted], check=True, timeout=600
            )
        script = Path(__file__).with_name("sync_peer.js")
        command = ["node", str(script), folder, str(PUSHED), str(PULLED)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=1800)
    if done.returncode:
        say("the peer failed", done.stderr[-300:])
        return {}
    theirs = json.loads(done.stdout.splitlines()[-1])
    for what in ("push", "pull"):
        say(f"PouchDB, the same {what}", f"{theirs[f'{what}_s']:.2f} s")
    return {what: float(theirs[f"{what}_s"]) for what in ("push", "pull")}


def seen_by_others(office: Office) -> None:
    """A write at central, and when each of a hundred other devices has read it."""
    tokens = [office.device()["token"] for _ in range(WATCHERS)]
    office.products(1)
    taken_s = asyncio.run(_watched(office, tokens))
    say(f"seen on {WATCHERS} other devices, {WRITES} writes", f"{spread(taken_s)} (goal p99 300)")


async def _watched(office: Office, tokens: list[str]) -> list[float]:
    begun: dict[str, float] = {}
    taken_s: list[float] = []
    limits = httpx.Limits(max_connections=None)
    base = f"http://127.0.0.1:{office.ports[0]}"

    async def watch(token: str, ready: asyncio.Event) -> None:
        headers = {"Authorization": f"Bearer {token}"}
        async with httpx.AsyncClient(base_url=base, headers=headers, timeout=120, limits=limits) as client:
            page = (await client.get("/v1/sync/pull")).json()
            cursor, seen = page["cursor"], page["versions"]
            async with client.stream("GET", "/v1/sync/wake", params={"cursor": cursor, "pages": 1}) as stream:
                async for line in stream.aiter_lines():
                    ready.set()
                    told = json.loads(line[5:]) if line.startswith("data:") else seen
                    if told == seen:
                        continue
                    page = told  # as a device does: what does not go on where it stands it asks for
                    if told.get("after") != cursor:
                        page = (await client.get("/v1/sync/pull", params={"cursor": cursor})).json()
                    cursor, seen = page["cursor"], page["versions"]
                    at = time.perf_counter()
                    taken_s.extend(at - begun[row["key"]] for row in page["rows"] if row["key"] in begun)

    readies = [asyncio.Event() for _ in tokens]
    watching = [asyncio.create_task(watch(token, one)) for token, one in zip(tokens, readies, strict=True)]
    await asyncio.wait_for(asyncio.gather(*(one.wait() for one in readies)), 300)
    for no in range(WRITES):
        sku = f"NEW-{no}"
        begun[sku] = time.perf_counter()
        row = {"sku": sku, "name": sku, "length_mm": 1, "width_mm": 1, "height_mm": 1, "weight_g": 1}
        await asyncio.to_thread(office.post, "/v1/products", [row])
        for _ in range(200):
            await asyncio.sleep(0.05)
            if len(taken_s) >= (no + 1) * len(tokens):
                break
    for task in watching:
        task.cancel()
    await asyncio.gather(*watching, return_exceptions=True)
    return taken_s


def loaded(office: Office, processes: int) -> None:
    """A hundred devices that push as fast as they are answered."""
    office.stock(10_000_000)
    devices = []
    for no in range(WATCHERS):
        office.order(f"L{no}", 20_000)
        devices.append((office.device(), f"L{no}"))
    rate_s, taken_s = asyncio.run(_pushed(office, devices))
    rate = f"{rate_s:.0f} facts/s, push {spread(taken_s)}"
    say(f"{WATCHERS} devices, {processes} API processes", f"{rate} (goal 1500 facts/s)")


async def _pushed(office: Office, devices: list[tuple[dict[str, Any], str]]) -> tuple[float, list[float]]:
    """Facts a second and the time of each push. Measured from when every device has sent its first batch on."""
    taken_s: list[float] = []
    until = 0.0
    ready = asyncio.Barrier(len(devices) + 1)

    async def device(no: int, given: dict[str, Any], order: str) -> int:
        base = f"http://127.0.0.1:{office.ports[no % len(office.ports)]}"
        headers = {"Authorization": f"Bearer {given['token']}"}
        sent = 0
        async with httpx.AsyncClient(base_url=base, headers=headers, timeout=120, verify=False) as client:
            batches = pushes(given, order, FACTS_A_BATCH)
            await _push(client, next(batches))
            await ready.wait()
            for batch in batches:
                begun = time.perf_counter()
                if begun > until:
                    break
                await _push(client, batch)
                taken_s.append(time.perf_counter() - begun)
                sent += FACTS_A_BATCH
        return sent

    sending = [asyncio.create_task(device(no, *one)) for no, one in enumerate(devices)]
    while ready.n_waiting < len(devices):
        await asyncio.sleep(0.05)
    begun = time.perf_counter()
    until = begun + LOADED_S
    await ready.wait()
    sent = await asyncio.gather(*sending)
    return sum(sent) / (time.perf_counter() - begun), taken_s


async def _push(client: httpx.AsyncClient, batch: dict[str, Any]) -> None:
    answer = await client.post("/v1/sync/push", json=batch)
    while answer.status_code == 503:  # it asks to be left alone for a moment
        await asyncio.sleep(float(answer.headers["Retry-After"]))
        answer = await client.post("/v1/sync/push", json=batch)
    answer.raise_for_status()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or PARTS))
