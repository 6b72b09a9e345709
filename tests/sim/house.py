"""The house of the simulator: furnished once, for as many shifts as one likes."""

import gc
import itertools
import logging
import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.sim.engines import Engines
from tests.sim.hall import Hall
from tests.sim.handheld import Handheld, Outfit, Parts
from tests.sim.network import Wire
from tests.sim.office import MORNINGS, NAMES, Office
from tests.sim.shift import Shift

YOUNG_MAX = 100_000  # objects; a shift makes many, and leaves nothing that the collector must find soon


class House:
    """A central and the places of its devices."""

    def __init__(self, folder: Path, central: type[Office] = Office) -> None:
        self._folder = folder
        self._wire = Wire(random.Random(0))
        self._wire.troubled = False
        self._hall = Hall()
        self._engines: dict[str, Engines] = {}
        self.office = central(folder, self._wire)
        self._pull_mirrors()

    def shift(self, seed: int, parts: Parts, *, stores: bool = True) -> Shift:
        """Run one seed; the shift that comes back says what was wrong."""
        chance = random.Random(seed)
        with self.day(chance, parts, stores=stores) as shift:
            self._age(shift)
            shift.run()
        return shift

    @contextmanager
    def day(self, chance: random.Random, parts: Parts, *, stores: bool = True) -> Iterator[Shift]:
        """A day that has just begun: two or three devices, one to three orders."""
        self._wire.begin(chance)
        self._hall = Hall()
        morning = chance.randrange(MORNINGS)
        self.office.begin(morning)
        shift = Shift(chance, self._wire, self.office, self._outfit, self._hall, stores)
        try:
            for name in NAMES[: chance.choice((2, 3))]:
                pulled = None if chance.random() < 0.3 else self._mirror(name, morning)
                shift.devices.append(self._device(name, parts, pulled))
            yield shift
        finally:
            for engines in self._engines.values():
                engines.power_off()

    def _age(self, shift: Shift) -> None:
        """Some days begin with an older program at one end or both."""
        self._wire.old = shift.chance.random() < 0.1
        for device in shift.devices:
            device.old = shift.chance.random() < 0.1

    def _device(self, name: str, parts: Parts, mirror: Path | None) -> Handheld:
        """A device that is enrolled, with the mirror that it has pulled in the morning."""
        device = Handheld(self._outfit(name), self._wire, parts)
        shutil.copy(self._folder / f"{name}.db", device.folder / "journal.db")
        if mirror is not None:
            shutil.copy(mirror, device.folder / "mirror.db")
        device.open()
        return device

    def _outfit(self, name: str) -> Outfit:
        folder = self._folder / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        return Outfit(name, folder, self._engines.setdefault(name, Engines()), self._hall)

    def _mirror(self, name: str, morning: int) -> Path:
        return self._folder / f"{name}-{morning}.mirror"

    def _pull_mirrors(self) -> None:
        for morning, name in itertools.product(range(MORNINGS), NAMES):
            self.office.begin(morning)
            device = self._device(name, Parts(), None)
            device.pull()
            device.crash()
            shutil.copy(device.folder / "mirror.db", self._mirror(name, morning))


@contextmanager
def furnished(central: type[Office] = Office) -> Iterator[House]:
    """A house in memory where the machine has such a folder."""
    memory = Path("/dev/shm")
    logging.disable(logging.ERROR)
    often = gc.get_threshold()
    with TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        house = House(Path(folder), central)
        gc.freeze()
        gc.set_threshold(YOUNG_MAX)
        try:
            yield house
        finally:
            gc.set_threshold(*often)
            gc.unfreeze()
            house.office.close()
            logging.disable(logging.NOTSET)
