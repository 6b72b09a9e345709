"""One shift from one seed: devices at work, an office, a bad network, plugs that are pulled, clocks that jump."""

import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from tests.sim.cards import awaited
from tests.sim.hall import Hall
from tests.sim.handheld import Handheld, Outfit
from tests.sim.happening import Happening
from tests.sim.network import Crash, Wire
from tests.sim.office import Office
from tests.sim.promises import broken_at, broken_in_quiet
from tests.sim.trouble import ALWAYS, LEASE_AND_MORE_MS, STORES

STEPS = (8, 30)
QUIET_ROUNDS = 6
FINISH_ROUNDS = 30
TROUBLED_ROUNDS = 3
STARTS_MAX = 3


@dataclass
class Shift:
    """Everybody and everything of one seed; `wrong` fills with what must not be."""

    chance: random.Random
    wire: Wire
    office: Office
    outfit: Callable[[str], Outfit]
    hall: Hall
    stores: bool = True  # whether stores are restored and copied
    devices: list[Handheld] = field(default_factory=list)
    outcomes: dict[str, str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    trace: list[str] = field(default_factory=list)
    twins: int = 0

    def run(self) -> list[str]:
        """Let it all happen. Returns what was wrong; the first wrong thing ends it."""
        happenings = ALWAYS + STORES if self.stores else ALWAYS
        weights, doings = zip(*happenings, strict=True)
        for _ in range(self.chance.randint(*STEPS)):
            self._step(self.chance.choices(doings, weights)[0])
            if self.wrong:
                return self.wrong
        if self.chance.random() < 0.5:
            self.quiet()
        if not self.wrong:
            self.finish()
        return self.wrong

    def twins_of(self, device: Handheld) -> list[Handheld]:
        """All that think that they are this device."""
        return [one for one in self.devices if one.device == device.device]

    @property
    def of_one_age(self) -> bool:
        """Whether every program knows what to do about a restored or copied store: the first ones did not."""
        return not self.wire.old and not any(device.old for device in self.devices)

    def lost_for_good(self) -> None:
        """Nobody expects what is in no store any more."""
        for device in self.devices:
            there = {fact_id for fact_id, _ in self.office.facts_of(device.device)}
            there.update(fact_id for one in self.twins_of(device) for fact_id in one.kept)
            device.toned = [(fact_id, fact) for fact_id, fact in device.toned if fact_id in there]

    # Trouble -----------------------------------------------------------------------------------

    def _step(self, doing: Happening) -> None:
        device = self.chance.choice(self.devices)
        self.office.now_ms += self.chance.randint(1, 5000)
        self.office.dies = self.chance.random() < 0.03
        self._lives_through(device, lambda: doing(self, device))
        self.office.dies = False
        self.trace.append(f"{doing.__name__} {device.name} {len(device.toned)}")
        self.wrong += broken_at(self, device)

    def _lives_through(self, device: Handheld, doing: Callable[[], object]) -> None:
        if self.wire.troubled and self.chance.random() < 0.25:
            device.breaks_at = self.chance.randint(0, 40)
        try:
            doing()
            device.breaks_at = None
        except Crash:
            self._comes_back(device)

    def _comes_back(self, device: Handheld) -> None:
        """Switched on again, if need be more than once: the power may go while it starts."""
        for _ in range(STARTS_MAX):
            device.crash()
            if self.chance.random() < 0.2:
                device.lose_mirror()
            if self.chance.random() < 0.2:
                device.breaks_at = self.chance.randint(0, 12)
            with suppress(Crash):
                device.revive()
                device.breaks_at = None
                return
        device.crash()
        device.revive()

    # Peace -------------------------------------------------------------------------------------

    def quiet(self) -> None:
        self.wire.settle()
        for _ in range(QUIET_ROUNDS):
            for device in self.devices:
                while device.hands.printed():
                    pass
                device.sync.once()
            wrong = list(broken_in_quiet(self))
            if not wrong:
                break
        for device in self.devices:
            wrong += broken_at(self, device)
        self.wrong += wrong

    def finish(self) -> None:
        """Nobody's hold is in the way for ever: every order comes to its end, even if one device was lost."""
        there = self.devices[0 if self.office.revoked() else self.chance.choice((0, 1)) :]
        for no in range(FINISH_ROUNDS):
            if not self.office.workable():
                break
            self.wire.troubled = no < TROUBLED_ROUNDS
            moved = [self._gets_on(device) for device in there]
            if not any(moved):
                self.office.now_ms += LEASE_AND_MORE_MS
        if left := self.office.workable():
            self.wrong.append(f"nobody can finish {left}")
        self.quiet()
        if awaited(self.office):
            self.office.next_day()
            self.quiet()

    def _gets_on(self, device: Handheld) -> bool:
        """Work off what is in hand, print, and be in touch."""
        moved = False
        while device.hands.work():
            moved = True
        while device.hands.printed():
            pass
        self._lives_through(device, device.sync.once)
        return moved
