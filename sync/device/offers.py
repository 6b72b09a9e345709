"""Pages that central told of over the stream, until a pull takes them. Safe to use from any thread."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock

from sync import wire

KEPT_MAX = 20
Fits = Callable[[wire.Page], bool]


class Offers:
    """They are taken only while somebody says that an older look at central will do, and by whoever stands there."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: dict[str, wire.Page] = {}
        self._fits: Fits | None = None

    def add(self, after: str, page: wire.Page) -> None:
        """What comes behind this cursor."""
        with self._lock:
            if len(self._kept) >= KEPT_MAX:
                self._kept.clear()
            self._kept[after] = page

    @contextmanager
    def accepted(self, fits: Fits) -> Iterator[None]:
        """In here those that fit are taken; what is left of them is thrown away afterwards."""
        self._fits = fits
        try:
            yield
        finally:
            self._fits = None

    def has(self, cursor: str) -> bool:
        """Whether something is known of what comes behind this cursor."""
        with self._lock:
            return self._fits is not None and cursor in self._kept

    def take(self, cursor: str) -> wire.Page | None:
        """The page behind this cursor; None where central must be asked."""
        with self._lock:
            page = self._kept.pop(cursor, None)
            if page is None or self._fits is None:
                self._kept.clear()  # who reads on by asking stands elsewhere
                return None
        return page if self._fits(page) else None
