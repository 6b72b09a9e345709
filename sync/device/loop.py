"""The device's own pace: push, pull, keep work and numbers on hand; woken by a commit, else each second.

Never dies: whatever goes wrong is told to the status and tried again.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event, Lock, Thread

from app.store.journal.journal import Journal
from app.store.journal.queues import Identity, SsccSupply
from app.store.trouble import StoreTrouble
from sync.device.http import Central, CentralAway, CentralRefused
from sync.device.lives import OTHER_LIFE, Lives
from sync.device.pull import Puller
from sync.device.push import Pusher

log = logging.getLogger(__name__)

PAUSE_S = 1.0
TURN_WAIT_S = 2.0  # a scan waits for its answer meanwhile
HELD_JOBS = 5
SSCC_LOW = 200
SSCC_RANGE = 1000


@dataclass(frozen=True, slots=True)
class Callbacks:
    """Whom the loop tells: the screens that rows changed, the status that central is there or not.

    `held` answers how many jobs this device has on hand, `connect` gives a client for an address and a token.
    """

    changed: Callable[[], None]
    online: Callable[[bool], None]
    held: Callable[[], int]
    connect: Callable[[str, str], Central] = Central


class SyncLoop:
    """One thread. `fetch_order` may be called from any other."""

    def __init__(
        self, journal: Journal, identity: Identity, pusher: Pusher, puller: Puller, callbacks: Callbacks
    ) -> None:
        self._journal = journal
        self._identity = identity
        self._pusher = pusher
        self._puller = puller
        self._callbacks = callbacks
        self._sscc = SsccSupply(journal)
        self._lives = Lives(journal, identity)
        self._wake = Event()
        self._stopped = Event()
        self._turn = Lock()
        self._connecting = Lock()
        self._central: tuple[str, Central] | None = None
        self._thread = Thread(target=self._run, name="sync", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(timeout=10)
        if self._central is not None:
            self._central[1].close()

    def wake(self) -> None:
        """There is something to send."""
        self._wake.set()

    def once(self) -> bool:
        """One round. Returns whether central answered."""
        central = self._connected()
        if central is None:
            return False
        try:
            with self._turn:
                self._round_in_this_life(central)
        except CentralAway as away:
            log.debug("central is away: %s", away)
            return False
        except CentralRefused as refused:
            log.warning("central refused: %s", refused)
            return refused.status not in (401, 403)
        return True

    def fetch_order(self, order: str) -> None:
        """Hold this order for this device, if central is there and nobody else has it."""
        central = self._connected()
        if central is None or not self._turn.acquire(timeout=TURN_WAIT_S):
            return
        try:
            central.hold(1, order)
            self._pull(central)
        except CentralAway:
            self._callbacks.online(False)
        except CentralRefused as refused:
            log.info("order %s is not to be had: %s", order, refused)
            self._pull_quietly(central)
        finally:
            self._turn.release()

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._wake.clear()
            try:
                self._callbacks.online(self.once())
            except StoreTrouble as trouble:
                log.warning("the store is in trouble: %s", trouble)
            except Exception:
                log.exception("a round of sync failed")
                self._callbacks.online(False)
            self._wake.wait(PAUSE_S)

    def _round_in_this_life(self, central: Central) -> None:
        """A round; where central knows another life of this store, in a new epoch."""
        try:
            self._round(central)
        except CentralRefused as refused:
            if refused.kind not in OTHER_LIFE:
                raise
            self._lives.renew(central)
            self._round(central)

    def _round(self, central: Central) -> None:
        self._pusher.push_all(central)
        self._pull(central)
        if self._callbacks.held() < HELD_JOBS:
            central.hold(HELD_JOBS)
            self._pull(central)
        if self._sscc.left() < SSCC_LOW:
            self._sscc.add(*central.sscc_range(SSCC_RANGE))

    def _pull(self, central: Central) -> None:
        page = self._puller.pull_all(central, self._lives.check)
        if page is not None:
            self._pusher.resend_above(page.epoch, page.last_seq)
            self._callbacks.changed()

    def _pull_quietly(self, central: Central) -> None:
        try:
            self._pull(central)
        except (CentralAway, CentralRefused) as wrong:
            log.info("no pull: %s", wrong)

    def _connected(self) -> Central | None:
        """The client for where this device is enrolled; None before enrolment."""
        url, token = self._identity.get("central"), self._identity.get("token")
        if not url or not token:
            return None
        with self._connecting:
            if self._central is None or self._central[0] != url + token:
                if self._central is not None:
                    self._central[1].close()
                self._central = (url + token, self._callbacks.connect(url, token))
            return self._central[1]
