"""Where papers go beside the label: into a folder, and from there to a queue of the operating system if one is named.

One file a parcel: a label that is printed again brings no second paper. What goes wrong here never holds a label up.
"""

import logging
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

from app.domain.prints import PrintJob
from printing.documents.papers import Wish, kinds_of, paper_pdf

log = logging.getLogger(__name__)

QUEUE_S = 10.0


class Papers:
    """Called with each label that was sent; writes the papers of its parcel."""

    def __init__(
        self, folder: Path, queue: str | None = None, today: Callable[[], date] = date.today
    ) -> None:
        self._folder = folder
        self._queue = queue
        self._today = today

    def __call__(self, job: PrintJob) -> None:
        for kind in kinds_of(job.body):
            try:
                self._write(kind, job)
            except Exception:
                log.exception("the %s of job %s was not written", kind, job.id)

    def _write(self, kind: str, job: PrintJob) -> None:
        path = self._folder / f"{job.sscc or job.id}-{kind}.pdf"
        if path.exists():
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".part")
        unfinished.write_bytes(
            paper_pdf(kind, job.body, Wish(prices=bool(job.body.get("prices")), on=self._today().isoformat()))
        )
        unfinished.replace(path)
        if self._queue is not None:
            subprocess.run(
                ["lpr", "-P", self._queue, str(path)], check=True, timeout=QUEUE_S, capture_output=True
            )


def papers_at(address: str, home: Path) -> Papers | None:
    """file:FOLDER or queue:NAME; nothing is written where no address is given. Raises ValueError for any other."""
    if not address:
        return None
    kind, _, where = address.partition(":")
    if kind == "file" and where:
        return Papers(Path(where.removeprefix("//")))
    if kind == "queue" and where:
        return Papers(home / "papers", where)
    raise ValueError(f"“{address}” is no place for papers. Write file:FOLDER or queue:NAME.")
