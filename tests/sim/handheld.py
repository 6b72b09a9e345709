"""One device of the simulator: the real stores, floor, push, pull and loop; only its person and its plug are made up."""

import itertools
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from app.cli.rescuing import AS_SENT
from app.domain.facts import Fact, fact_from
from app.domain.parcels import sscc_of
from app.store.floor import Floor
from app.store.journal.journal import Journal, open_journal
from app.store.journal.queues import Identity, PrintQueue, SsccSupply
from app.store.journal.rescue import rescued_from
from app.store.mirror.mirror import Mirror
from app.store.sqlite import Opens
from sync.device.http import Central
from sync.device.loop import Callbacks, SyncLoop
from sync.device.pull import Puller
from sync.device.push import Pusher
from tests.sim.ages import age_journal, age_mirror
from tests.sim.engines import Engines, ask
from tests.sim.hall import Hall
from tests.sim.hands import Hands, Made
from tests.sim.network import Crash, Line, Wire
from tests.sim.office import MORNING_MS

A_WHILE_S = 100.0  # between two rounds, so that the loop asks for work again
NEAR = 40  # more parcels than that are not closed in one shift


class OpensMirror(Protocol):
    def __call__(self, path: Path, opens: Opens) -> Mirror: ...


@dataclass(frozen=True)
class Parts:
    """What a device is made of. A test puts a part with a fault in the place of one."""

    journal: Callable[[Path, Opens], Journal] = open_journal
    mirror: OpensMirror = Mirror
    floor: Callable[[Mirror, Journal], Floor] = Floor
    prints: type[PrintQueue] = PrintQueue
    pusher: type[Pusher] = Pusher
    puller: type[Puller] = Puller


@dataclass(frozen=True)
class Outfit:
    """What a device is given in the morning: a folder of its own and how its files are opened."""

    name: str
    folder: Path
    engines: Engines
    hall: Hall


class Handheld:
    """A device in a person's hand. `open` and `crash` as often as one likes; the files stay."""

    def __init__(self, outfit: Outfit, wire: Wire, parts: Parts) -> None:
        self.name = outfit.name
        self.folder = outfit.folder
        self.engines = outfit.engines
        self.hall = outfit.hall
        self.wire = wire
        self.parts = parts
        self.clock_off_ms = 0
        self._ticks = itertools.count(1)
        self.boots = 0
        self.toned: Made = []
        self.kept: list[str] = []  # the facts that the journal must hold
        self.backed: list[str] = []  # those in its back-up
        self.odd_labels = False  # a restored or copied store tells of labels that another one printed
        self.shared: set[str] = set()  # parcel numbers that a copy of this store has, too
        self.breaks_at: int | None = None  # so many durable steps from now the plug is pulled
        self.old = False  # its program is of an older age
        self.torn = False  # half of a scan was found
        self.hands = Hands(self)
        self.engines.plug = self.at

    @property
    def chance(self) -> random.Random:
        return self.wire.chance

    def now_ms(self) -> int:
        return MORNING_MS + next(self._ticks) * 10 + self.clock_off_ms

    def _mono_s(self) -> float:
        return next(self._ticks) * A_WHILE_S

    # The plug ----------------------------------------------------------------------------------

    def open(self) -> None:
        """Switch on; what the files hold is all that there is."""
        self.boots += 1
        self.journal = self.parts.journal(self.folder / "journal.db", self.engines)
        self.mirror = self.parts.mirror(self.folder / "mirror.db", self.engines)
        self.identity = Identity(self.journal)
        self.device = self.identity.get("device")
        self.prints = self.parts.prints(self.journal, lambda: None, self.now_ms, self.at)
        self.prints.interrupted()
        self.floor = self.parts.floor(self.mirror, self.journal)
        self.sscc = SsccSupply(self.journal)
        pusher = self.parts.pusher(self.journal, self.identity, self.prints, self.now_ms, self.at)
        puller = self.parts.puller(self.mirror, self.floor.exchanging, self.at)
        callbacks = Callbacks(
            lambda: None,
            lambda online: None,
            lambda: len(self.hands.held()),
            self._connect,
            mono_s=self._mono_s,
        )
        self.sync = SyncLoop(self.journal, self.identity, pusher, puller, callbacks)

    def crash(self) -> None:
        """The process is gone; nothing in memory stays."""
        self.breaks_at = None
        self.hands.busy = False
        self.engines.power_off()

    def revive(self) -> None:
        """Switch on again. What was committed and not toned yet is answered when the scan is sent again."""
        self.open()
        found = self.journal.facts(after_seq=len(self.kept))
        if [kept.fact_id for kept in found] not in ([], self.hands.doing):
            self.torn = True
        self.tones([(kept.fact_id, fact_from(kept.kind, kept.body)) for kept in found])
        self.hands.last = None

    def back_up(self) -> None:
        """Somebody copies the journal of a device that is switched off."""
        self.crash()
        shutil.copy(self.folder / "journal.db", self.folder / "journal.bak")
        self.backed = list(self.kept)
        self.revive()

    def restore(self, *, mirror_stays: bool = False) -> None:
        """The back-up is put in the place of the store, without its parcel numbers, as the handbook says.

        The handbook says without the mirror, too; not everybody reads it.
        """
        backup = self.folder / "journal.bak"
        if not backup.exists():
            return
        self.crash()
        for path in self.folder.iterdir():
            if path != backup and not (mirror_stays and path.name.startswith("mirror.db")):
                path.unlink()
        shutil.copy(backup, self.folder / "journal.db")
        self.kept, self.hands.doing, self.odd_labels = list(self.backed), [], True
        self.revive()
        with self.journal.transaction() as tx:
            self.sscc.drop(tx)

    def copy_to(self, outfit: Outfit) -> "Handheld":
        """The whole store is copied, and both go on: neither knows of the other."""
        self.crash()
        for name in ("journal.db", "mirror.db"):
            if (self.folder / name).exists():
                shutil.copy(self.folder / name, outfit.folder / name)
        twin = Handheld(outfit, self.wire, self.parts)
        twin.toned, twin.kept = list(self.toned), list(self.kept)
        twin.odd_labels = self.odd_labels = True
        self.revive()
        twin.open()
        twin.shared = self.shared = self.shared | self._numbers()
        return twin

    def saved(self) -> dict[str, Any]:
        """What can be saved out of its store while it is switched off, as a rescue file brings it to central."""
        self.crash()
        found = rescued_from(self.folder / "journal.db")
        self.revive()
        facts = [{name: fact.get(name) for name in AS_SENT} for fact in found.facts]
        epoch = int(found.identity["epoch"])
        return {"epoch": epoch, "facts": facts, "prints": list(found.labels), "whole": not found.missing}

    def _numbers(self) -> set[str]:
        """Parcel numbers that this store may still give."""
        ranges = self.journal_rows("SELECT prefix, next, last FROM sscc_ranges")
        return {sscc_of(pre, no) for pre, at, last in ranges for no in range(at, min(at + NEAR, last + 1))}

    def upgrade(self) -> None:
        """A newer program opens the stores that an older one left; the power may go while it brings them up."""
        self.crash()
        self.old = False
        age_journal(self.folder / "journal.db")
        if (self.folder / "mirror.db").exists():
            age_mirror(self.folder / "mirror.db")
        if self.chance.random() < 0.7:
            self.breaks_at = self.chance.randint(0, 8)
        self.revive()

    def mirror_falls_back(self) -> None:
        """After a power cut the mirror is an older one: its commits were not forced to the disk."""
        self.crash()
        old, now = self.folder / "mirror.old", self.folder / "mirror.db"
        if old.exists() and self.chance.random() < 0.7:
            self.lose_mirror()
            shutil.copy(old, now)
        elif now.exists():
            shutil.copy(now, old)
        self.revive()

    def lose_mirror(self) -> None:
        for suffix in ("", "-wal", "-shm"):
            (self.folder / f"mirror.db{suffix}").unlink(missing_ok=True)

    def at(self, _point: str) -> None:
        """A durable step, or a moment beside one: the power may go."""
        if self.breaks_at is not None:
            self.breaks_at -= 1
            if self.breaks_at < 0:
                self.breaks_at = None
                raise Crash

    def pull(self) -> None:
        """Take in what central tells, and change nothing there."""
        central = self._connect(self.identity.get("central"), self.identity.get("token"))
        assert Puller(self.mirror, self.floor.exchanging).pull_all(central) is not None

    def _connect(self, url: str, token: str) -> Central:
        return Central(url, token, Line(self.wire, self))

    def meanwhile(self) -> None:
        """The floor does not wait for the network."""
        if self.wire.troubled and not self.hands.busy and self.chance.random() < 0.25:
            self.hands.work()

    # What there is -----------------------------------------------------------------------------

    def tones(self, facts: Made) -> None:
        """These beeped good."""
        self.toned += facts
        for _, fact in facts:
            self.hall.note(fact)
        self.kept += [fact_id for fact_id, _ in facts]

    def toned_of(self, fact_ids: set[str]) -> list[Fact]:
        return [fact for fact_id, fact in self.toned if fact_id in fact_ids]

    def journal_rows(self, what: str) -> list[Any]:
        return ask(self.journal.engine, what)

    def mirror_rows(self) -> list[Any]:
        """Kind, key, version and body of all that central told."""
        return ask(self.mirror._engine, "SELECT kind, key, version, body FROM rows")
