"""One shift from one seed: devices at work, an office, a bad network, plugs that are pulled, clocks that jump."""

import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.sim.handheld import Handheld, Parts
from tests.sim.network import Crash, Wire
from tests.sim.office import NAMES, Office
from tests.sim.promises import broken_at, broken_in_quiet, workable

STEPS = 40
ORDERS_MAX = 6
QUIET_ROUNDS = 5
FINISH_ROUNDS = 30
TROUBLED_ROUNDS = 3
DAY_MS = 24 * 3600 * 1000
LEASE_AND_MORE_MS = 13 * 3600 * 1000


@dataclass
class Shift:
    """Everybody and everything of one seed; `wrong` fills with what must not be."""

    chance: random.Random
    wire: Wire
    office: Office
    devices: list[Handheld] = field(default_factory=list)
    outcomes: dict[str, str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    trace: list[str] = field(default_factory=list)
    orders: int = 0
    restores: bool = True

    def run(self) -> list[str]:
        """Let it all happen. Returns what was wrong; the first wrong thing ends it."""
        for _ in range(STEPS):
            self._step()
            if self.wrong:
                return self.wrong
        self._quiet()
        if not self.wrong:
            self._finish()
        return self.wrong

    # Trouble -----------------------------------------------------------------------------------

    def _step(self) -> None:
        device = self.chance.choice(self.devices)
        happenings: list[tuple[int, Callable[[Handheld], None]]] = [
            (30, self._works),
            (30, self._syncs),
            (6, lambda _: self._orders()),
            (3, lambda _: self.office.count(self.chance)),
            (2, lambda _: self.office.rename(self.chance)),
            (3, Handheld.take_back),
            (2, Handheld.astray),
            (6, Handheld.printed),
            (4, self._loses_mirror),
            (3, self._dies),
            (3, self._mirror_falls_back),
            (3, self._clock_jumps),
            (1, self._long_pause),
        ]
        if self.restores:
            happenings += [
                (3, Handheld.back_up),
                (2, self._device_is_restored),
                (2, lambda _: self.office.back_up()),
                (1, lambda _: self._central_is_restored()),
            ]
        weights, doings = zip(*happenings, strict=True)
        place = self.chance.choices(range(len(doings)), weights)[0]
        self.office.now_ms += self.chance.randint(1, 5000)
        self.office.dies = self.chance.random() < 0.03
        self._lives_through(device, doings[place])
        self.office.dies = False
        self.trace.append(f"{place} {device.name} {len(device.toned)}")
        self.wrong += broken_at(self, device)

    def _lives_through(self, device: Handheld, doing: Callable[[Handheld], None]) -> None:
        device.plug()
        if self.wire.troubled and self.chance.random() < 0.25:
            device.breaks_at = self.chance.randint(0, 30)
        try:
            doing(device)
            device.breaks_at = None
        except Crash:
            device.crash()
            if self.chance.random() < 0.2:
                _delete_mirror(device)
            device.revive()

    def _works(self, device: Handheld) -> None:
        for _ in range(self.chance.randint(1, 3)):
            device.work()

    def _syncs(self, device: Handheld) -> None:
        device.sync.once()

    def _orders(self) -> None:
        if self.orders < ORDERS_MAX:
            self.orders += 1
            self.office.order(f"SO-{self.orders}", self.chance)

    def _loses_mirror(self, device: Handheld) -> None:
        """Somebody deletes the file under the running device."""
        (device.folder / "mirror.db").unlink(missing_ok=True)

    def _dies(self, device: Handheld) -> None:
        raise Crash("the plug was pulled")

    def _mirror_falls_back(self, device: Handheld) -> None:
        """After a power cut the mirror is an older one: its commits were not forced to the disk."""
        device.crash()
        old, now = device.folder / "mirror.old", device.folder / "mirror.db"
        if old.exists() and self.chance.random() < 0.7:
            _delete_mirror(device)
            shutil.copy(old, now)
        elif now.exists():
            shutil.copy(now, old)
        device.revive()

    def _clock_jumps(self, device: Handheld) -> None:
        device.clock_off_ms += self.chance.choice((-400 * DAY_MS, -DAY_MS, -60_000, 60_000, DAY_MS))

    def _long_pause(self, _device: Handheld) -> None:
        """Longer than anybody holds an order without being heard of."""
        self.office.now_ms += LEASE_AND_MORE_MS

    def _device_is_restored(self, device: Handheld) -> None:
        """What it did since its back-up and central does not have is lost with it."""
        self.wire.forget()
        device.restore()
        self._lost_for_good()

    def _central_is_restored(self) -> None:
        """Only what neither central nor a device has is lost."""
        self.wire.forget()
        self.office.restore()
        self.outcomes.clear()
        self._lost_for_good()

    def _lost_for_good(self) -> None:
        for device in self.devices:
            there = {*device.kept, *(fact_id for _, fact_id, _ in self.office.facts_of(device.device))}
            device.toned = [(fact_id, fact) for fact_id, fact in device.toned if fact_id in there]

    # Peace -------------------------------------------------------------------------------------

    def _quiet(self) -> None:
        self.wire.settle()
        for _ in range(QUIET_ROUNDS):
            for device in self.devices:
                while device.prints.next_wanted() is not None:
                    device.printed()
                device.sync.once()
            wrong = list(broken_in_quiet(self))
            if not wrong:
                break
        for device in self.devices:
            wrong += broken_at(self, device)
        self.wrong += wrong

    def _finish(self) -> None:
        """Nobody's hold is in the way for ever: every order comes to its end, even if one device was lost."""
        there = self.devices[self.chance.choice((0, 1)) :]
        for no in range(FINISH_ROUNDS):
            if not workable(self):
                break
            self.wire.troubled = no < TROUBLED_ROUNDS
            moved = [self._gets_on(device) for device in there]
            if not any(moved):
                self.office.now_ms += LEASE_AND_MORE_MS
        if left := workable(self):
            self.wrong.append(f"nobody can finish {left}")
        self._quiet()

    def _gets_on(self, device: Handheld) -> bool:
        """Work off what is in hand, print, and be in touch."""
        moved = False
        while device.work():
            moved = True
        while device.prints.next_wanted() is not None:
            device.printed()
        self._lives_through(device, self._syncs)
        return moved


def _delete_mirror(device: Handheld) -> None:
    for suffix in ("", "-wal", "-shm"):
        (device.folder / f"mirror.db{suffix}").unlink(missing_ok=True)


class House:
    """A central that is furnished once, for as many shifts as one likes."""

    def __init__(self, folder: Path, central: type[Office] = Office) -> None:
        self.folder = folder
        self.wire = Wire(random.Random(0))
        self.wire.troubled = False
        self.office = central(folder, self.wire)

    def shift(self, seed: int, parts: Parts, *, restores: bool = True) -> Shift:
        """Run one seed; the shift that comes back says what was wrong."""
        chance = random.Random(seed)
        self.wire.begin(chance)
        with TemporaryDirectory(dir=self.folder) as day:
            self.office.begin()
            shift = Shift(chance, self.wire, self.office, restores=restores)
            try:
                for name in NAMES[: chance.choice((2, 3))]:
                    shift.devices.append(Handheld(name, Path(day), self.wire, parts))
                shift.orders = chance.randint(1, 3)
                for no in range(1, shift.orders + 1):
                    self.office.order(f"SO-{no}", chance)
                shift.run()
            finally:
                for device in shift.devices:
                    device.crash()
                self.office.end()
        return shift


@contextmanager
def furnished(central: type[Office] = Office) -> Iterator[House]:
    """A house in memory where the machine has such a folder."""
    memory = Path("/dev/shm")
    with TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield House(Path(folder), central)
