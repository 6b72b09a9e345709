"""Puts a device together: stores, desks, sync, spooler, host. The only place that knows all of them."""

import logging
import secrets
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Event, Thread
from typing import Any
from urllib.parse import urlsplit

from app.config import VERSION, Config
from app.desk.door import Desks
from app.desk.keeping import World
from app.desk.reads import Reads, not_begun
from app.desk.setting_up import PRINTER, SettingUp
from app.desk.showing import Conditions, Stores
from app.store.floor import Floor
from app.store.forgetting import shut_out
from app.store.ids import new_id
from app.store.journal.entry import Stamp
from app.store.journal.journal import Journal, open_journal
from app.store.journal.pruning import prune_scans
from app.store.journal.queues import Identity, PrintQueue, SsccSupply
from app.store.mirror.mirror import Mirror
from app.store.private import private_file
from app.store.trouble import FULL, StoreFull, StoreTrouble
from app.views.door import EnrolRefused
from printing.backends.base import Backend, Condition
from printing.backends.file import FileBackend
from printing.backends.queue import QueueBackend
from printing.backends.switched import Switched
from printing.backends.tcp import TcpBackend
from printing.documents.sink import papers_at
from printing.spooler import Spooler
from sync.device.clock import minutes_off
from sync.device.http import Central, CentralAway, CentralRefused
from sync.device.loop import SyncLoop
from sync.device.pull import Puller
from sync.device.push import Pusher
from sync.device.telling import Callbacks

log = logging.getLogger("gangway")

BOOT_ID = secrets.token_hex(8)
POKE_S = 1.0
DAY_S = 24 * 3600
TOKEN_LENGTH_MIN = 32
OFFLINE_SINCE = "offline_since_ms"  # kept over a restart


def now_ms() -> int:
    """Wall time. Used for people and as a hint; never for the order of things."""
    return time.time_ns() // 1_000_000


def stamp() -> Stamp:
    return Stamp(now_ms(), BOOT_ID, time.monotonic_ns() // 1_000_000)


@dataclass
class Device:
    """One running device. `start` begins its threads, `close` ends them and lets go of the stores."""

    journal: Journal
    mirror: Mirror
    stores: Stores
    desks: Desks
    reads: Reads
    sync: SyncLoop
    spooler: Spooler
    changed: Event
    _ending: Event = field(default_factory=Event)
    _tidied_s: float = float("-inf")

    def __post_init__(self) -> None:
        self._poker = Thread(target=self._poke, name="poke", daemon=True)

    def start(self) -> None:
        for thread in (self._poker, self.sync, self.spooler):
            thread.start()

    def close(self) -> None:
        """Started or not."""
        self._ending.set()
        self.changed.set()
        self.sync.stop()
        self.spooler.stop()
        if self._poker.is_alive():
            self._poker.join(timeout=5)
        self.mirror.close()
        self.journal.close()

    def _poke(self) -> None:
        """Show what changed in the background; also once a second, for what only time changes."""
        while not self._ending.is_set():
            self.changed.wait(POKE_S)
            self.changed.clear()
            try:
                self.sync.watch()
                self.desks.poke()
                self.tidy()
            except Exception:
                log.exception("the screens could not be brought up to date")

    def tidy(self) -> None:
        """Let the log of scans forget what is old, once a day, a little at a time."""
        if time.monotonic() < self._tidied_s + DAY_S:
            return
        if not prune_scans(self.journal, self.stores.now_ms()):
            self._tidied_s = time.monotonic()


def build(config: Config, *, at_point: Callable[[str], None] = lambda name: None) -> Device:
    """Put a device together. Raises StoreTrouble with a sentence.

    `at_point` is called with a name wherever a plug may be pulled: around each commit, push, pull and print.
    """
    folder = config.home / "device"
    journal = open_journal(folder / "journal.db")
    mirror = Mirror(folder / "mirror.db")
    identity = Identity(journal)
    changed = Event()
    conditions = Conditions(offline_since_ms=_offline_since_ms(identity))
    prints = PrintQueue(journal, changed.set, now_ms, at_point)
    floor = Floor(mirror, journal, config.packing)
    stores = Stores(journal, floor, identity, prints, conditions, now_ms)

    callbacks = Callbacks(
        changed.set,
        _online(conditions, changed, identity),
        lambda: not_begun(stores),
        trouble=_trouble_told(conditions, changed),
        clock_off=_clock_told(conditions, changed),
        shut_out=_shut_out(partial(shut_out, journal, mirror, floor, identity), changed),
    )
    pusher = Pusher(journal, identity, prints, now_ms, at_point)
    pusher.work_ahead(ThreadPoolExecutor(1, "push").submit)
    puller = Puller(mirror, floor.exchanging, at_point)
    puller.read_ahead(ThreadPoolExecutor(1, "pull").submit)
    sync = SyncLoop(journal, identity, pusher, puller, callbacks)
    printer = Switched(_printer, identity.get(PRINTER) or config.printer)
    spooler = Spooler(prints, printer, _printer_told(conditions, changed))
    spooler.papers = papers_at(config.papers, config.home)
    enrol = _enrol(config, identity, sync)
    setting_up = SettingUp(identity, conditions, printer.use, enrol, sync.wake, changed.set)

    def committed() -> None:
        sync.wake()
        spooler.wake()
        changed.set()

    world = World(new_id, stamp, committed, sync.fetch_order, at_point, setting_up.apply, sync.take_over)
    desks = Desks(stores, SsccSupply(journal), world)
    reads = Reads(stores, mirror, VERSION, enrol, lambda: printer.address, setting_up)
    return Device(journal, mirror, stores, desks, reads, sync, spooler, changed)


def local_token(path: Path) -> str:
    """The secret of the local interface, made at the first start, for the owner's eyes only.

    Raises StoreTrouble where it cannot be kept. One that was cut off while it was written is made anew.
    """
    try:
        token = path.read_text().strip() if path.exists() else ""
        if len(token) < TOKEN_LENGTH_MIN:
            private_file(path)
            token = secrets.token_urlsafe(32)
            path.write_text(token)
    except OSError as wrong:
        raise StoreFull(FULL) from wrong
    return token


def _offline_since_ms(identity: Identity) -> int:
    """Since when central is away: a restart in the cellar begins no new time."""
    kept = identity.get(OFFLINE_SINCE)
    return int(kept) if kept.isdecimal() else now_ms()


def _online(conditions: Conditions, changed: Event, identity: Identity) -> Callable[[bool], None]:
    def told(online: bool) -> None:
        first = not conditions.tried
        conditions.tried = True
        if first and not online:
            _keep_since(identity, conditions.offline_since_ms)
        if online != conditions.online:
            conditions.offline_since_ms = None if online else now_ms()
            _keep_since(identity, conditions.offline_since_ms)
            conditions.online = online
            changed.set()

    return told


def _keep_since(identity: Identity, at_ms: int | None) -> None:
    with suppress(StoreTrouble):  # it is only a time to show
        identity.put(**{OFFLINE_SINCE: str(at_ms or "")})


def _trouble_told(conditions: Conditions, changed: Event) -> Callable[[str], None]:
    def told(trouble: str) -> None:
        if trouble != conditions.trouble:
            conditions.trouble = trouble
            changed.set()

    return told


def _shut_out(forget: Callable[[], None], changed: Event) -> Callable[[], None]:
    def told() -> None:
        forget()
        changed.set()

    return told


def _clock_told(conditions: Conditions, changed: Event) -> Callable[[int], None]:
    def told(off_ms: int) -> None:
        conditions.clock_off_ms = off_ms
        minutes = minutes_off(off_ms)
        if minutes != conditions.clock_off_min:
            conditions.clock_off_min = minutes
            changed.set()

    return told


def _printer_told(conditions: Conditions, changed: Event) -> Callable[[Condition], None]:
    def told(condition: Condition) -> None:
        conditions.printer = condition.value
        changed.set()

    return told


def _printer(given: str) -> Backend:
    """The printer behind an address: tcp://host:port, queue:NAME of the operating system, or file:FOLDER."""
    address = urlsplit(given)
    if address.scheme == "tcp":
        return TcpBackend(address.hostname or "127.0.0.1", address.port or 9100)
    if address.scheme == "queue":
        return QueueBackend(address.path or address.netloc)
    return FileBackend(Path(address.path or "labels"))


def _enrol(config: Config, identity: Identity, sync: SyncLoop) -> Callable[[str, str], dict[str, Any]]:
    def enrol(code: str, central_url: str) -> dict[str, Any]:
        url = central_url or config.central_url
        central = Central(url, "")
        try:
            given = central.enrol(code, config.device_name, VERSION)
        except CentralRefused as refused:
            raise EnrolRefused(f"Central did not take this device: {refused}") from refused
        except CentralAway as away:
            raise EnrolRefused(f"Central does not answer at {url}. Is it running?") from away
        finally:
            central.close()
        identity.put(
            device=given["device"],
            token=given["token"],
            central=url,
            epoch=str(given.get("epoch", 1)),
            generation=given["generation"],
            warehouse=given["warehouse"],
            name=config.device_name,
        )
        sync.wake()
        return {"device": given["device"], "name": config.device_name, "warehouse": given["warehouse"]}

    return enrol
