"""The device's own pace: push, pull, keep work and numbers on hand; woken by a commit, by central, else by time.

Never dies: whatever goes wrong is told to the status and tried again.
"""

import logging
import random
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from threading import Event, Lock, Thread

from app.store.journal.journal import Journal
from app.store.journal.queues import Identity, SsccSupply
from app.store.trouble import StoreTrouble
from sync import wire
from sync.device.clock import Reading, better, reading
from sync.device.connection import Connection
from sync.device.http import Central, CentralAway, CentralRefused
from sync.device.listening import Ears, Listener
from sync.device.lives import OTHER_LIFE, Lives
from sync.device.numbers import refilled
from sync.device.pace import Pace
from sync.device.pull import Puller
from sync.device.push import Pusher
from sync.device.refusals import for_the_end
from sync.device.telling import (
    CENTRAL_IS_OLDER,
    NO_TROUBLE,
    REVOKED,
    SHUT_OUT,
    STORE,
    STUCK,
    Callbacks,
    trouble_of,
)

log = logging.getLogger(__name__)

TURN_WAIT_S = 2.0  # a scan waits for its answer meanwhile
PULL_WAIT_S = 20.0
JOIN_S = 10.0
STUCK_S = 90.0  # far above what one request may take
HELD_JOBS = 5
ASK_AGAIN_S = 15.0  # for work, while nothing changes
BATCHES_A_ROUND = 5  # then a pull has its turn, however much waits

__all__ = ["Callbacks", "SyncLoop"]


class SyncLoop:
    """Two threads, one that goes round and one that listens. `fetch_order` may be called from any other."""

    def __init__(
        self, journal: Journal, identity: Identity, pusher: Pusher, puller: Puller, callbacks: Callbacks
    ) -> None:
        self._journal = journal
        self._pusher = pusher
        self._pusher.batches_max = BATCHES_A_ROUND
        self._puller = puller
        self._callbacks = callbacks
        self._sscc = SsccSupply(journal)
        self._lives = Lives(journal, identity)
        self._stirred = Event()  # something is to be done, soon
        self._urgent = Event()  # and a person of this device has done it
        self._stopped = Event()
        self._pulling, self._pushing = Lock(), Lock()
        self._connection = Connection(identity, callbacks.connect, self._answered)
        self._pace = Pace(time.monotonic())
        self._seen: Mapping[str, int] = {}
        self._clock: Reading | None = None
        self._asked_s = -ASK_AGAIN_S
        self._work_may_be_there = True
        self._beat_s = time.monotonic()
        ears = Ears(
            self._connection.for_rows, self._heard, self._stirred.set, puller.stands, puller.offers.add
        )
        self._listener = Listener(ears)
        self._thread = self._new_thread()

    def start(self) -> None:
        self._beat_s = time.monotonic()
        self._thread.start()
        self._listener.start()

    def stop(self) -> None:
        """Returns within a bounded time, whatever the network does."""
        self._stopped.set()
        self._urgent.set()
        self._stirred.set()
        self._listener.stop()
        if self._thread.is_alive():
            self._thread.join(timeout=JOIN_S)
        self._connection.close()

    def wake(self) -> None:
        """A person has done something: there is something to send, unless central asked to be left alone."""
        self._pace.worked(time.monotonic())
        if not self._pace.spares_central:
            self._urgent.set()
        self._stirred.set()

    def watch(self) -> None:
        """Called now and then by another thread: a loop that died is begun anew, one that hangs is told of."""
        if self._stopped.is_set():
            return
        if self._thread.ident is not None and not self._thread.is_alive():
            log.error("the sync thread has ended; a new one goes on")
            self._thread = self._new_thread()
            self._thread.start()
        elif time.monotonic() - self._beat_s > STUCK_S:
            self._callbacks.online(False)
            self._callbacks.trouble(STUCK)

    @property
    def listening(self) -> bool:
        """Whether central would tell of news right now."""
        return self._listener.alive

    def once(self) -> bool:
        """One round. Returns whether central answered."""
        central = self._connection.to_central()
        if central is None:
            return False
        if self._connection.is_out:
            return self._out(central)
        try:
            self._in_this_life(central, self._round)
        except CentralAway as away:
            log.debug("central is away: %s", away)
            self._pace.failed(away)
            return False
        except CentralRefused as refused:
            log.warning("central refused: %s", refused)
            if refused.kind == SHUT_OUT:
                return self._out(central)
            self._callbacks.trouble(trouble_of(refused))
            self._pace.refused()
            return refused.status not in (401, 403)
        self._pace.answered()
        return True

    def _out(self, central: Central) -> bool:
        """Pull and hold nothing any more; hand in everything, to the end, so that central knows that nothing is missing."""
        self._callbacks.trouble(REVOKED)
        self._callbacks.shut_out()
        self._pace.refused()
        try:
            self._in_this_life(central, self._pusher.hand_in)
        except CentralAway as away:
            self._pace.failed(away)
        except CentralRefused as refused:
            log.info("not all is handed in: %s", refused)
        return False

    def fetch_order(self, order: str) -> None:
        """Hold this order for this device, if central is there and nobody else has it."""
        self._hold(order, None)

    def take_over(self, order: str, badge: str) -> None:
        """Hold it whoever has it, as a supervisor has said here."""
        self._hold(order, badge)

    def _hold(self, order: str, supervisor: str | None) -> None:
        central = self._connection.for_rows()
        if central is None:
            return
        try:
            if not self._pushing.locked():  # a person does not wait for a push that is under way
                self._pushed(central)  # what came there in a rescue file would show twice
            central.hold(1, order, supervisor)
            self._pull(central, TURN_WAIT_S)
        except CentralAway as away:
            log.debug("order %s cannot be asked for: %s", order, away)
            self._callbacks.online(False)
        except CentralRefused as refused:
            log.info("order %s is not to be had: %s", order, refused)
            self._pull_quietly(central)

    # The thread --------------------------------------------------------------------------------

    def _new_thread(self) -> Thread:
        return Thread(target=self._run, name="sync", daemon=True)

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._stirred.clear()
            self._urgent.clear()
            begun_s = self._beat_s = time.monotonic()
            was_away = self._pace.backs_off
            try:
                online = self.once()
                self._callbacks.online(online)
                if online and was_away:
                    self._listener.try_again()
            except StoreTrouble as trouble:
                log.warning("the store is in trouble: %s", trouble)
                self._callbacks.trouble(STORE)
            except Exception:
                log.exception("a round of sync failed")
                self._callbacks.online(False)
            self._beat_s = time.monotonic()
            self._rest(self._beat_s - begun_s)

    def _rest(self, round_s: float) -> None:
        """Until there is something to do; after news of central as long as the round took, so that it can breathe."""
        wait_s = self._pace.wait_s(time.monotonic(), random.random(), listening=self.listening)
        if self._pace.backs_off:
            self._urgent.wait(wait_s)
        elif self._stirred.wait(wait_s):
            self._urgent.wait(self._pace.breath_s(round_s))

    def _heard(self, versions: Mapping[str, int]) -> None:
        """Central has news up to these versions; what a pull has seen already stirs nobody."""
        seen = self._seen
        if self._pace.backs_off:  # the stream is back before the next try is due
            self._urgent.set()
        if not versions or any(no > seen.get(scope, -1) for scope, no in versions.items()):
            self._stirred.set()

    # A round -----------------------------------------------------------------------------------

    def _in_this_life(self, central: Central, do: Callable[[Central], None]) -> None:
        """Do this with central; where it knows another life of this store, in a new epoch."""
        try:
            do(central)
        except CentralRefused as refused:
            if refused.kind not in OTHER_LIFE:
                raise
            with self._one_pull(PULL_WAIT_S):
                self._lives.renew(central)
            do(central)

    def _round(self, central: Central) -> None:
        refused = self._pushed(central)
        with self._puller.offers.accepted(self._lives.knows_all):
            changed = self._pull(central, PULL_WAIT_S)
        without = refilled(self._sscc, central)  # before more work: without numbers parcels go without labels
        now_s = self._callbacks.mono_s()
        self._work_may_be_there |= changed or now_s - self._asked_s >= ASK_AGAIN_S
        if self._work_may_be_there and self._callbacks.held() < HELD_JOBS:
            held = central.hold(HELD_JOBS)
            self._asked_s, self._work_may_be_there = now_s, False
            if held:
                self._pull(central, PULL_WAIT_S)
        for told in (refused, without):
            if told is not None:
                raise told

    def _pushed(self, central: Central) -> CentralRefused | None:
        """Send what waits. A refusal of this device's life or token ends the round, any other is for after the pull."""
        try:
            with self._pushing:
                self._pusher.push_all(central)
            if self._pusher.waits():
                self._urgent.set()
                self._stirred.set()
        except CentralRefused as refused:
            return for_the_end(refused)
        return None

    def _pull(self, central: Central, wait_s: float) -> bool:
        """Returns whether anything changed."""
        with self._one_pull(wait_s):
            page = self._puller.pull_all(central, self._checked)
            if page is None:
                return False
            self._pusher.resend_above(page.epoch, page.last_seq)
            self._lives.let_go(page)
        self._callbacks.changed()
        return True

    def _checked(self, page: wire.Page) -> str:
        last_fact = self._lives.check(page)
        self._seen = page.versions
        self._callbacks.trouble(CENTRAL_IS_OLDER if page.schema < wire.SCHEMA else NO_TROUBLE)
        return last_fact

    def _pull_quietly(self, central: Central) -> None:
        try:
            self._pull(central, TURN_WAIT_S)
        except (CentralAway, CentralRefused) as wrong:
            log.info("no pull: %s", wrong)

    @contextmanager
    def _one_pull(self, wait_s: float) -> Iterator[None]:
        """Two pulls at once could take an older page in after a newer one."""
        if not self._pulling.acquire(timeout=wait_s):
            raise CentralAway("another pull is still under way")
        try:
            yield
        finally:
            self._pulling.release()

    def _answered(self, server_ms: int | None, took_ms: int) -> None:
        self._beat_s = time.monotonic()
        said = reading(self._pusher.now_ms(), server_ms, took_ms) if server_ms is not None else None
        if said is not None:
            self._clock = better(self._clock, said)
            self._callbacks.clock_off(self._clock.off_ms)
