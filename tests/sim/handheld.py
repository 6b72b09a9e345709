"""One device of the simulator: the real stores, floor, push, pull and loop; only its person and its plug are made up."""

import itertools
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, event

from app.domain.facts import (
    CartonTaken,
    Content,
    Fact,
    ItemPacked,
    ParcelClosed,
    Picked,
    Shorted,
    ToteAssigned,
    TotesDropped,
    Undone,
    body_of,
    fact_from,
)
from app.domain.orders import WorkOrder
from app.domain.prints import PrintState
from app.store.floor import Floor
from app.store.journal.entry import DeskRow, Entry, FactRow, PrintRow, ScanRow, Stamp
from app.store.journal.journal import Journal, open_journal
from app.store.journal.queues import Identity, PrintQueue, SsccSupply
from app.store.mirror.mirror import Mirror
from sync.device.http import Central
from sync.device.loop import Callbacks, SyncLoop
from sync.device.pull import Puller
from sync.device.push import Pusher
from tests.sim.network import Crash, Line, Wire
from tests.sim.office import MORNING_MS


@dataclass(frozen=True)
class Parts:
    """What a device is made of. A test puts a part with a fault in the place of one."""

    journal: Callable[[Path], Journal] = open_journal
    mirror: Callable[[Path], Mirror] = Mirror
    floor: Callable[[Mirror, Journal], Floor] = Floor
    prints: type[PrintQueue] = PrintQueue
    pusher: type[Pusher] = Pusher
    puller: type[Puller] = Puller


class Handheld:
    """A device in a person's hand. `open` and `crash` as often as one likes; the files stay."""

    def __init__(self, name: str, folder: Path, wire: Wire, parts: Parts) -> None:
        self.name = name
        self.folder = folder / name
        self.folder.mkdir()
        shutil.copy(folder.parent / f"{name}.db", self.folder / "journal.db")
        self.wire = wire
        self.parts = parts
        self.clock_off_ms = 0
        self.ticks = itertools.count(1)
        self.ids = itertools.count(1)
        self.boots = 0
        self.toned: list[tuple[str, Fact]] = []
        self.kept: list[str] = []  # the facts that the journal must hold
        self.backed: list[str] = []  # those in its back-up
        self.restored = False
        self.last: tuple[str, list[tuple[str, Fact]]] | None = None
        self.breaks_at: int | None = None  # so many durable steps from now the plug is pulled
        self.busy = False
        self.doing: list[str] = []  # the facts of the scan that is being committed
        self.torn = False  # half of a scan was found
        self.open()

    @property
    def chance(self) -> random.Random:
        return self.wire.chance

    def now_ms(self) -> int:
        return MORNING_MS + next(self.ticks) * 10 + self.clock_off_ms

    # The plug ----------------------------------------------------------------------------------

    def open(self) -> None:
        """Switch on; what the files hold is all that there is."""
        self.boots += 1
        self.breaks_at = None
        self.journal = self.parts.journal(self.folder / "journal.db")
        self.mirror = self.parts.mirror(self.folder / "mirror.db")
        self._plugged: list[Engine] = []
        self.plug()
        self.identity = Identity(self.journal)
        self.device = self.identity.get("device")
        self.prints = self.parts.prints(self.journal, lambda: None, self.now_ms, self._at)
        self.prints.interrupted()
        self.floor = self.parts.floor(self.mirror, self.journal)
        self.sscc = SsccSupply(self.journal)
        pusher = self.parts.pusher(self.journal, self.identity, self.prints, self.now_ms, self._at)
        puller = self.parts.puller(self.mirror, self.floor.exchanging, self._at)
        callbacks = Callbacks(lambda: None, lambda online: None, lambda: len(self.held()), self._connect)
        self.sync = SyncLoop(self.journal, self.identity, pusher, puller, callbacks)

    def crash(self) -> None:
        """The process is gone; nothing in memory stays."""
        self.breaks_at = None
        self.busy = False
        self.sync.stop()
        self.mirror.close()
        self.journal.close()

    def revive(self) -> None:
        """Switch on again. What was committed and not toned yet is answered when the scan is sent again."""
        self.open()
        found = self.journal.facts(after_seq=len(self.kept))
        if [kept.fact_id for kept in found] not in ([], self.doing):
            self.torn = True
        self._tones([(kept.fact_id, fact_from(kept.kind, kept.body)) for kept in found])
        self.last = None

    def back_up(self) -> None:
        """Somebody copies the journal of a device that is switched off."""
        self.crash()
        shutil.copy(self.folder / "journal.db", self.folder / "journal.bak")
        self.backed = list(self.kept)
        self.revive()

    def restore(self) -> None:
        """The back-up is put in the place of the store, as the handbook says: without mirror and parcel numbers."""
        backup = self.folder / "journal.bak"
        if not backup.exists():
            return
        self.crash()
        for path in self.folder.iterdir():
            if path != backup:
                path.unlink()
        shutil.copy(backup, self.folder / "journal.db")
        self.kept, self.doing, self.restored = list(self.backed), [], True
        self.revive()
        with self.journal.transaction() as tx:
            self.sscc.drop(tx)

    def _tones(self, facts: list[tuple[str, Fact]]) -> None:
        self.toned += facts
        self.kept += [fact_id for fact_id, _ in facts]

    def _connect(self, url: str, token: str) -> Central:
        return Central(url, token, Line(self.wire, self._meanwhile))

    def plug(self) -> None:
        """Let the power go at any commit; a mirror that was begun anew has another connection."""
        for engine in (self.journal.engine, self.mirror._engine):
            if engine not in self._plugged:
                event.listen(engine, "commit", lambda _db: self._at("commit"))
                event.listen(engine, "begin", lambda _db: self._at("begin"))
                self._plugged.append(engine)

    def _at(self, _point: str) -> None:
        if self.breaks_at is not None:
            self.breaks_at -= 1
            if self.breaks_at < 0:
                self.breaks_at = None
                raise Crash

    # The person --------------------------------------------------------------------------------

    def held(self) -> list[WorkOrder]:
        return [work for work in self.floor.works() if work.device == self.device and work.kind is not None]

    def _meanwhile(self) -> None:
        """The floor does not wait for the network."""
        if self.wire.troubled and not self.busy and self.chance.random() < 0.25:
            self.work()

    def work(self) -> bool:
        """The next thing of an order in hand. Returns whether there was one."""
        works = self.held()
        if works:
            work = self.chance.choice(works)
            self.scan(work.order, self._next(work))
        return bool(works)

    def astray(self) -> None:
        """A fact that no rule can book: central keeps it for a person."""
        self.scan("NOBODY", [Picked("NOBODY", 1, "MUG", 1, "A-1", "T")])

    def take_back(self) -> None:
        """Undo the last scan."""
        if self.last is not None:
            order, facts = self.last
            self.scan(order, [Undone(id, type(fact).__name__, body_of(fact)) for id, fact in reversed(facts)])
            self.last = None

    def printed(self) -> None:
        """The printer gets on with its work."""
        job = self.prints.next_wanted()
        if job is not None:
            for state in (PrintState.SENDING, self.chance.choice((PrintState.PRINTED, PrintState.FAILED))):
                self.prints.mark(job.id, state)

    def _next(self, work: WorkOrder) -> list[Fact]:
        stops = [(line, at) for line in work.lines for at in line.sources if at.quantity]
        if work.kind == "pick" and stops:
            line, at = self.chance.choice(stops)
            pieces = self.chance.randint(1, at.quantity)
            if self.chance.random() < 0.1:
                return [Shorted(work.order, line.line, line.sku, pieces, at.place, "empty")]
            tote = work.tote or f"T-{self.name}"
            pick = Picked(work.order, line.line, line.sku, pieces, at.place, tote)
            return [pick] if work.tote else [ToteAssigned(work.order, tote), pick]
        if work.kind == "pick":
            return [TotesDropped(work.order, work.tote or "T", "PACK")]
        todo = [line for line in work.lines if line.picked > line.packed]
        parts = tuple(Content(line.sku, line.picked - line.packed) for line in todo)
        no = len(work.parcels) + 1
        packed = [ItemPacked(work.order, li.line, li.sku, li.picked - li.packed, no) for li in todo]
        closed = ParcelClosed(work.order, no, self.sscc.next(), "S", parts, 100, True)
        return [CartonTaken(work.order, no, "S"), *packed, closed]

    def scan(self, order: str, facts: list[Fact]) -> None:
        """Commit facts as an input would; when this returns it has beeped."""
        self.busy = True
        rows = tuple(
            FactRow(
                f"{self.name}-{next(self.ids)}",
                type(one).__name__,
                body_of(one),
                f"job:{order}",
                1,
                one.fact_id if isinstance(one, Undone) else None,
            )
            for one in facts
        )
        self.doing = [row.fact_id for row in rows]
        scan_id = f"{self.name}/{rows[0].fact_id}"
        closed = next((one for one in facts if isinstance(one, ParcelClosed)), None)
        label = PrintRow(f"l-{rows[0].fact_id}", "shipping", closed.sscc if closed else None, order, {})
        at_ms, count = self.now_ms(), len(self.toned)
        answer = self.journal.commit(
            Entry(
                ScanRow(
                    scan_id, at_ms, "main", "1001", "scan", "raw", "Scanned", count, f"job:{order}", "{}"
                ),
                Stamp(at_ms, f"boot-{self.boots}", count),
                DeskRow("main", 1, "{}", count, count, None, "en"),
                {"outcome": "accepted", "reason": None},
                (),
                rows,
                (label,) if closed else (),
                bool(closed and closed.sscc),
            )
        )
        made = [(row.fact_id, one) for row, one in zip(rows, facts, strict=True)]
        self._tones(made)
        self.last = (order, made)
        self.floor.add((ref["seq"], one) for ref, one in zip(answer["facts"], facts, strict=True))
        self.busy = False
