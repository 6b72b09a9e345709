"""Two or three devices and central as a machine of rules: what a person, a network, a plug and a copier can do.

Hypothesis chooses the rules and makes a story that breaks a promise as short as it can.
"""

import random
from collections.abc import Callable
from contextlib import ExitStack

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.sim.handheld import Handheld, Parts
from tests.sim.happening import Happening
from tests.sim.house import House
from tests.sim.meddling import MEDDLING
from tests.sim.network import KINDS, Crash
from tests.sim.promises import broken_at
from tests.sim.trouble import LEASE_AND_MORE_MS, TWINS_MAX

NO_KILL = 1000
STEPS_TO_KILL = 40

which = st.integers(0, 3)
kills = st.just(NO_KILL) | st.integers(0, STEPS_TO_KILL)
fates = st.lists(st.sampled_from(("ok", *KINDS)), max_size=6)


class Floor(RuleBasedStateMachine):
    """Real stores, real push and pull, real central in memory."""

    def __init__(self, house: House, parts: Parts) -> None:
        super().__init__()
        self._house, self._parts = house, parts
        self._open = ExitStack()

    @initialize(seed=st.integers(0, 2**16))
    def begin(self, seed: int) -> None:
        day = self._house.day(random.Random(seed), self._parts)
        self.shift = self._open.enter_context(day)
        self.shift.wire.troubled = False

    def teardown(self) -> None:
        """At the end the network is well, everybody agrees, and every order can be finished."""
        try:
            if hasattr(self, "shift") and not self.shift.wrong:
                self.shift.quiet()
                if not self.shift.wrong:
                    self.shift.finish()
                assert self.shift.wrong == []
        finally:
            self._open.close()

    def _device(self, no: int) -> Handheld:
        return self.shift.devices[no % len(self.shift.devices)]

    def _does(self, no: int, doing: Callable[[Handheld], object], kill: int = NO_KILL) -> None:
        device = self._device(no)
        device.breaks_at = kill
        try:
            doing(device)
            device.breaks_at = None
        except Crash:
            device.crash()
            device.revive()

    # A person ----------------------------------------------------------------------------------

    @rule(no=which, kill=kills)
    def scan(self, no: int, kill: int) -> None:
        self._does(no, lambda device: device.hands.work(), kill)

    @rule(no=which, kill=kills)
    def undo(self, no: int, kill: int) -> None:
        self._does(no, lambda device: device.hands.take_back(), kill)

    @rule(no=which)
    def scan_what_nobody_knows(self, no: int) -> None:
        self._does(no, lambda device: device.hands.astray())

    @rule(no=which, what=st.sampled_from(MEDDLING), kill=kills)
    def meddle(self, no: int, what: tuple[int, Happening], kill: int) -> None:
        """Somebody cancels or changes an order, hands it over, takes it over, shuts a device out, settles a card."""
        self._does(no, lambda device: what[1](self.shift, device), kill)

    @rule(no=which, kill=kills)
    def label_comes_out(self, no: int, kill: int) -> None:
        self._does(no, lambda device: device.hands.printed(), kill)

    # The wire ----------------------------------------------------------------------------------

    @rule(no=which, told=fates, kill=kills)
    def sync(self, no: int, told: list[str], kill: int) -> None:
        self.shift.wire.fates = list(told)
        self._does(no, lambda device: device.sync.once(), kill)
        self.shift.wire.fates = []

    @rule(no=which)
    def sync_well(self, no: int) -> None:
        self._does(no, lambda device: device.sync.once())

    # The plug and the files --------------------------------------------------------------------

    @rule(no=which)
    def pull_the_plug(self, no: int) -> None:
        self._device(no).crash()
        self._device(no).revive()

    @rule(no=which, running=st.booleans())
    def delete_the_mirror(self, no: int, running: bool) -> None:
        device = self._device(no)
        if running:
            (device.folder / "mirror.db").unlink(missing_ok=True)
        else:
            device.crash()
            device.lose_mirror()
            device.revive()

    @rule(no=which)
    def upgrade(self, no: int) -> None:
        self._does(no, Handheld.upgrade)

    @rule(no=which)
    def back_up(self, no: int) -> None:
        self._device(no).back_up()

    @rule(no=which, mirror_stays=st.booleans())
    def restore(self, no: int, mirror_stays: bool) -> None:
        self.shift.wire.forget()
        self._device(no).restore(mirror_stays=mirror_stays)
        self.shift.lost_for_good()

    @precondition(lambda self: hasattr(self, "shift") and self.shift.twins < TWINS_MAX)
    @rule(no=which)
    def copy_the_store(self, no: int) -> None:
        self.shift.twins += 1
        device = self._device(no)
        self.shift.devices.append(device.copy_to(self.shift.outfit(f"{device.name}-twin")))

    # Central -----------------------------------------------------------------------------------

    @rule()
    def order(self) -> None:
        if len(self.shift.office.shop.orders) < 5:
            self.shift.office.shop.order(self.shift.chance)

    @rule()
    def count_stock(self) -> None:
        self.shift.office.count(self.shift.chance)

    @rule()
    def holds_run_out(self) -> None:
        self.shift.office.now_ms += LEASE_AND_MORE_MS

    @rule()
    def back_up_central(self) -> None:
        self.shift.office.back_up()

    @rule()
    def restore_central(self) -> None:
        self.shift.wire.forget()
        self.shift.office.restore()
        self.shift.outcomes.clear()
        self.shift.lost_for_good()

    @invariant()
    def every_promise_holds(self) -> None:
        if hasattr(self, "shift"):
            self.shift.wrong += [
                one for device in self.shift.devices for one in broken_at(self.shift, device)
            ]
            assert self.shift.wrong == []
