"""The way to central: one client for where this device is enrolled, made anew when that changes."""

from collections.abc import Callable
from threading import Lock

from app.store.journal.queues import Identity
from sync.device.http import Central

Connect = Callable[[str, str], Central]
Answered = Callable[[int | None, int], None]


class Connection:
    """Safe to use from several threads. `answered` is told of each answer, as `Central.answered` is."""

    def __init__(self, identity: Identity, connect: Connect, answered: Answered) -> None:
        self._identity = identity
        self._connect = connect
        self._answered = answered
        self._lock = Lock()
        self._central: tuple[str, Central] | None = None

    def to_central(self) -> Central | None:
        """The client for where this device is enrolled; None before enrolment."""
        url, token = self._identity.get("central"), self._identity.get("token")
        if not url or not token:
            return None
        with self._lock:
            if self._central is None or self._central[0] != url + token:
                if self._central is not None:
                    self._central[1].close()
                self._central = (url + token, self._connect(url, token))
                self._central[1].answered = self._answered
            return self._central[1]

    def for_rows(self) -> Central | None:
        """The same, for a device that may have rows: None where it was shut out."""
        return None if self.is_out else self.to_central()

    @property
    def is_out(self) -> bool:
        """Whether this device was shut out, whatever a central thinks of it that was restored to before that."""
        return bool(self._identity.get("revoked"))

    def close(self) -> None:
        if self._central is not None:
            self._central[1].close()
