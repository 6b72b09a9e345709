"""Central's changes into the mirror, page by page; rows, cursor and covered number in one commit."""

from app.store.mirror.mirror import Change, Mirror
from sync import wire
from sync.device.http import Central, CentralRefused


class Puller:
    """Keeps the mirror at central's newest cursor."""

    def __init__(self, mirror: Mirror) -> None:
        self._mirror = mirror

    def pull_all(self, central: Central) -> wire.Page | None:
        """Read to the end. Returns the last page if anything changed. Raises CentralAway, CentralRefused.

        The first pull is kept page by page, so that it can be resumed; nobody works on it before it is
        complete. Later ones become visible at once, since a page in the middle would show a fact twice.
        """
        if self._mirror.gone():
            self._mirror.reopen()
        at = self._mirror.position()
        first = not at.get("cursor")
        cursor = at.get("cursor") or at.get("partial", "")
        rows: list[Change] = []
        more = True
        while more:
            page = self._page(central, cursor)
            if page is None:
                return self.pull_all(central)
            rows += [(row.kind, row.key, row.version, _body(row)) for row in page.rows]
            cursor, more = page.cursor, page.more
            if first and more:
                self._mirror.apply(rows, partial=cursor)
                rows = []
        assert page is not None
        if not rows and at.get("cursor") == cursor and at.get("last_seq") == str(page.last_seq):
            return None
        self._mirror.apply(
            rows,
            cursor=cursor,
            partial="",
            generation=page.generation,
            epoch=str(page.epoch),
            last_seq=str(page.last_seq),
        )
        return page

    def _page(self, central: Central, cursor: str) -> wire.Page | None:
        """One page; None when central does not know the cursor any more and the mirror was emptied."""
        try:
            return central.pull(cursor)
        except CentralRefused as refused:
            if refused.status != 410 or not cursor:
                raise
            self._mirror.reset()
            return None


def _body(row: wire.Row) -> dict[str, object] | None:
    return None if row.body is None else dict(row.body)
