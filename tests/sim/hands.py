"""The person at a device of the simulator: picks, packs, takes back, waits for labels. Scans facts, not codes."""

import itertools
from typing import TYPE_CHECKING

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
)
from app.domain.orders import WorkOrder
from app.domain.prints import PrintState
from app.store.journal.entry import DeskRow, Entry, FactRow, PrintRow, ScanRow, Stamp

if TYPE_CHECKING:
    from tests.sim.handheld import Handheld

NOBODY = "NOBODY"
Made = list[tuple[str, Fact]]


class Hands:
    """Does what is to be done at one device."""

    def __init__(self, device: "Handheld") -> None:
        self._device = device
        self._ids = itertools.count(1)
        self.last: tuple[str, Made] | None = None
        self.busy = False
        self.doing: list[str] = []  # the facts of the scan that is being committed

    def held(self) -> list[WorkOrder]:
        device = self._device
        return [
            work for work in device.floor.works() if work.device == device.device and work.kind is not None
        ]

    def work(self) -> bool:
        """The next thing of an order in hand. Returns whether there was one."""
        works = self.held()
        if works:
            work = self._device.chance.choice(works)
            self.scan(work.order, self._next(work))
        return bool(works)

    def astray(self) -> None:
        """A fact that no rule can book: central keeps it for a person."""
        self.scan(NOBODY, [Picked(NOBODY, 1, "MUG", 1, "A-1", "T")])

    def take_back(self) -> None:
        """Undo the last scan."""
        if self.last is not None:
            order, facts = self.last
            self.scan(order, [Undone(id, type(fact).__name__, body_of(fact)) for id, fact in reversed(facts)])
            self.last = None

    def printed(self) -> bool:
        """The printer gets on with its work. Returns whether there was a label."""
        prints = self._device.prints
        job = prints.next_wanted()
        if job is not None:
            for state in (
                PrintState.SENDING,
                self._device.chance.choice((PrintState.PRINTED, PrintState.FAILED)),
            ):
                prints.mark(job.id, state)
        return job is not None

    def _next(self, work: WorkOrder) -> list[Fact]:
        chance, name = self._device.chance, self._device.name
        stops = [(line, at) for line in work.lines for at in line.sources if at.quantity]
        if work.kind == "pick" and stops:
            line, at = chance.choice(stops)
            pieces = chance.randint(1, at.quantity)
            if chance.random() < 0.1:
                return [Shorted(work.order, line.line, line.sku, pieces, at.place, "empty")]
            tote = work.tote or f"T-{name}"
            pick = Picked(work.order, line.line, line.sku, pieces, at.place, tote)
            return [pick] if work.tote else [ToteAssigned(work.order, tote), pick]
        if work.kind == "pick":
            return [TotesDropped(work.order, work.tote or "T", "PACK")]
        todo = [line for line in work.lines if line.picked > line.packed]
        parts = tuple(Content(line.sku, line.picked - line.packed) for line in todo)
        no = len(work.parcels) + 1
        packed = [ItemPacked(work.order, li.line, li.sku, li.picked - li.packed, no) for li in todo]
        closed = ParcelClosed(work.order, no, self._device.sscc.next(), "S", parts, 100, True)
        return [CartonTaken(work.order, no, "S"), *packed, closed]

    def scan(self, order: str, facts: list[Fact]) -> None:
        """Commit facts as an input would; when this returns it has beeped."""
        device = self._device
        self.busy = True
        job = f"job:{order}"
        rows = tuple(
            FactRow(
                f"{device.name}-{next(self._ids)}",
                type(one).__name__,
                body_of(one),
                job,
                1,
                one.fact_id if isinstance(one, Undone) else None,
            )
            for one in facts
        )
        self.doing = [row.fact_id for row in rows]
        scan_id = f"{device.name}/{rows[0].fact_id}"
        closed = next((one for one in facts if isinstance(one, ParcelClosed)), None)
        label = PrintRow(f"l-{rows[0].fact_id}", "shipping", closed.sscc if closed else None, order, {})
        at_ms, count = device.now_ms(), len(device.toned)
        answer = device.journal.commit(
            Entry(
                ScanRow(scan_id, at_ms, "main", "1001", "scan", "raw", "Scanned", count, job, "{}"),
                Stamp(at_ms, f"boot-{device.boots}", count),
                DeskRow("main", 1, "{}", count, count, None, "en"),
                {"outcome": "accepted", "reason": None},
                (),
                rows,
                (label,) if closed else (),
                bool(closed and closed.sscc),
            )
        )
        made = [(row.fact_id, one) for row, one in zip(rows, facts, strict=True)]
        device.tones(made)
        self.last = (order, made)
        device.floor.add((ref["seq"], one) for ref, one in zip(answer["facts"], facts, strict=True))
        self.busy = False
