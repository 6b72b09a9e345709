"""The person at a device of the simulator: picks, packs, takes back, waits for labels. Scans facts, not codes."""

import itertools
from typing import TYPE_CHECKING

from app.domain.facts import (
    AttentionSettled,
    Fact,
    HandedOver,
    OpenedBlind,
    ParcelClosed,
    ParcelReopened,
    Picked,
    TotesDropped,
    Undone,
    body_of,
)
from app.domain.handover import code_of, handover_from
from app.domain.orders import WorkOrder
from app.domain.prints import PrintState
from app.store.journal.entry import DeskRow, Entry, FactRow, PrintRow, ScanRow, Stamp
from app.workflows.handover import by_code, by_number
from sync.central.attention.rules import ACTIONS
from tests.sim.tasks import bringing_back, packing, picking

if TYPE_CHECKING:
    from tests.sim.handheld import Handheld

NOBODY = "NOBODY"
FOR_GOOD = (ParcelReopened, HandedOver, OpenedBlind)  # no screen takes these back
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

    def work(self, kind: str | None = None) -> bool:
        """The next thing of an order in hand, of one kind or of any. Returns whether there was one."""
        works = [work for work in self.held() if kind is None or work.kind == kind]
        if not works:
            return False
        first = self._device.chance.choice(works)
        for work in (first, *(one for one in works if one is not first)):
            facts = self._next(work)
            if facts:
                self.scan(work.order, facts)
                if any(isinstance(fact, TotesDropped) for fact in facts):
                    self._show_code(work.order)
                return True
        return False

    def _show_code(self, order: str) -> None:
        """The screen shows it at the end of a pick, whatever the network does."""
        device, work = self._device, self._device.floor.work(order)
        text = code_of(work, device.device, int(device.identity.get("epoch", "1"))) if work else None
        if text is not None:
            device.hall.codes[order] = text

    def astray(self) -> None:
        """A fact that no rule can book: central keeps it for a person."""
        self.scan(NOBODY, [Picked(NOBODY, 1, "MUG", 1, "A-1", "T")])

    def take_back(self) -> None:
        """Undo the last scan."""
        if self.last is not None and not any(isinstance(fact, FOR_GOOD) for _, fact in self.last[1]):
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
        device = self._device
        match work.kind:
            case "pick":
                return picking(work, f"T-{device.name}", device.chance)
            case "pack":
                return packing(work, device.hall, device.sscc.next, device.chance)
            case _:
                return bringing_back(device.floor.prepared(work), device.chance)

    def pack_by_code(self, text: str) -> None:
        """The code of a pick that ended elsewhere is scanned at this table."""
        handed, floor = handover_from(text), self._device.floor
        work = floor.work(handed.order)
        met = by_code(handed, work, floor.product) if work is not None and not work.done else None
        if isinstance(met, tuple) and met[0].left_to_pack:
            self.scan(handed.order, list(met[1]))

    def pack_blind(self, order: str) -> None:
        """A tote stands here of which nobody has told: it is packed by the number of its order."""
        work = self._device.floor.work(order)
        if work is not None and work.kind == "pick" and work.device != self._device.device:
            self.scan(order, list(by_number(work)[1]))

    def settle(self) -> None:
        """Somebody takes the goods of a card back to their shelves, or says that all is well."""
        kinds = ("cancelled_while_picked", "changed_while_picked", "double_pack", "pick_not_ended")
        cards = [one for one in self._device.floor.attentions() if one["kind"] in kinds]
        if cards:
            card = self._device.chance.choice(cards)
            self.scan(str(card["order"]), [AttentionSettled(card["id"], ACTIONS[card["kind"]][0])])

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
