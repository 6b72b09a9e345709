"""Central's changes into the mirror, page by page; rows, cursor and covered number in one commit."""

from collections.abc import Callable
from concurrent.futures import Future
from contextlib import AbstractContextManager, nullcontext
from functools import partial

from app.store.mirror.mirror import Change, Mirror
from sync import wire
from sync.device.http import Central, CentralRefused
from sync.device.offers import Offers

CURSOR_GONE = 410

Check = Callable[[wire.Page], str]  # the own fact through which a page goes
Coming = Callable[[], wire.Page]  # the page that was asked for
Aside = Callable[[Coming], Coming]
Exchanging = Callable[[], AbstractContextManager[None]]  # who reads must not see half of an exchange


def as_told(page: wire.Page) -> str:
    """The own fact through which central says that the page goes."""
    return page.last_fact or ""


class Puller:
    """Keeps the mirror at central's newest cursor."""

    def __init__(
        self, mirror: Mirror, exchanging: Exchanging, at_point: Callable[[str], None] = lambda name: None
    ) -> None:
        self._mirror = mirror
        self._exchanging = exchanging
        self._at_point = at_point
        self._aside: Aside = lambda ask: ask  # asked for when it is needed
        self.offers = Offers()

    def read_ahead(self, aside: Callable[[Coming], "Future[wire.Page]"]) -> None:
        """From now on ask for the next page of a first pull by `aside`, while this thread keeps the one before."""
        self._aside = lambda ask: aside(ask).result

    def stands(self) -> str:
        """The cursor behind which nothing is known."""
        return self._mirror.position().get("cursor", "")

    def pull_all(self, central: Central, check: Check = as_told) -> wire.Page | None:
        """Read to the end. Returns the last page if anything changed. Raises CentralAway, CentralRefused.

        `check` sees the last page before it is taken in, and names the own fact through which it goes or raises one of the two.

        A mirror that was deleted, or whose cursor central does not know any more, is made anew beside the
        old one: until that is complete, the floor works on with what it has.
        """
        if self._mirror.gone():
            return self._anew(central, check)
        try:
            return self._read(central, self._mirror, self._exchanging, check)
        except CentralRefused as refused:
            if refused.status != CURSOR_GONE or not self._mirror.position():
                raise
            return self._anew(central, check)

    def _anew(self, central: Central, check: Check) -> wire.Page | None:
        """A mirror beside the old one. What came before a break is kept, and the next time goes on behind it."""
        try:
            return self._beside(central, check)
        except CentralRefused as refused:
            if refused.status != CURSOR_GONE:
                raise
        self._mirror.forget_beside()  # an earlier try broke off so long ago that its cursor is gone, too
        return self._beside(central, check)

    def _beside(self, central: Central, check: Check) -> wire.Page | None:
        fresh = self._mirror.beside()
        try:
            page = self._read(central, fresh, nullcontext, check)
        except BaseException:
            fresh.close()
            raise
        with self._exchanging():
            self._mirror.take_over(fresh)
        return page

    def _read(
        self, central: Central, mirror: Mirror, exchanging: Exchanging, check: Check
    ) -> wire.Page | None:
        """The first pull is kept page by page, so that it can be resumed; nobody works on it before it is complete.

        Later ones become visible at once, since a page in the middle would show a fact twice.
        """
        at = mirror.position()
        first = not at.get("cursor")
        cursor = at.get("cursor") or at.get("partial", "")
        rows: list[Change] = []
        more = True
        coming: Coming | None = None
        self._at_point("before_pull")
        while more:
            page = (
                coming() if coming else (None if first else self.offers.take(cursor)) or central.pull(cursor)
            )
            rows += page.rows
            cursor, more = page.cursor, page.more or self.offers.has(page.cursor)
            if first and more:
                coming = self._aside(partial(central.pull, cursor))
                mirror.apply(rows, partial=cursor)
                rows = []
        own = {"epoch": str(page.epoch), "last_seq": str(page.last_seq), "last_fact": check(page)}
        if not rows and at.get("cursor") == cursor and all(at.get(name) == own[name] for name in own):
            return None
        self._at_point("before_apply")
        with exchanging():
            mirror.apply(
                rows,
                cursor=cursor,
                partial="",
                generation=page.generation,
                **own,
            )
        self._at_point("after_apply")
        return page
