"""Import a CSV file: read it, send what is good to central, name every row that was not taken and why."""

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

import httpx

from app.cli.csv_rows import RowProblem
from app.cli.import_kinds import KINDS, ORDERS
from app.cli.import_plan import plan_of
from app.cli.import_wire import CentralAway, send_orders, send_rows, sender

__all__ = ["KINDS", "CentralAway", "ImportResult", "Progress", "RowProblem", "import_file", "run_import"]

FILE_MAX_BYTES = 200_000_000
PROBLEMS_SHOWN_MAX = 200
PROGRESS_S = 2.0  # so long nothing is said


@dataclass
class Progress:
    """Says now and then how far a long import is, beside what it prints at its end."""

    name: str
    clock_s: Callable[[], float] = time.monotonic
    out: TextIO = field(default_factory=lambda: sys.stderr)

    def of(self, rows: int) -> Callable[[int], None]:
        """What hears of the rows as they are through."""
        through, said_s = 0, self.clock_s()

        def more(count: int) -> None:
            nonlocal through, said_s
            through += count
            if self.clock_s() - said_s >= PROGRESS_S and through < rows:
                said_s = self.clock_s()
                print(f"{self.name}: {through} of {_rows(rows)} ...", file=self.out, flush=True)

        return more


@dataclass(frozen=True, slots=True)
class ImportResult:
    """How an import went, counted in rows. `unchanged` are those of `taken` that central knew already."""

    taken: int = 0
    unchanged: int = 0
    refused: tuple[RowProblem, ...] = ()
    ignored_columns: tuple[str, ...] = ()

    @property
    def rows_refused(self) -> int:
        return len({problem.row for problem in self.refused})


def import_file(
    kind: str, path: Path, *, central: httpx.Client, progress: Progress | None = None
) -> ImportResult:
    """Bring the rows of a file to central; good rows are kept, an order is taken whole or not at all.

    Raises CentralAway when central cannot be asked; what it took before stays, and the file may be
    imported again.
    """
    of = KINDS[kind]
    try:
        if path.stat().st_size > FILE_MAX_BYTES:
            return _unreadable(f"{path.name} is larger than 200 MB. Split it and import the parts.")
        data = path.read_bytes()
    except OSError as why:
        return _unreadable(f"The file {path} cannot be read ({why.strerror}). Check its name and its rights.")
    plan = plan_of(of, data)
    send = send_orders if of is ORDERS else send_rows
    through = progress.of(sum(len(item.rows) for item in plan.items)) if progress else lambda rows: None
    sent = send(of, plan.items, sender(central, of.path), through)
    refused = sorted((*plan.refused, *sent.refused), key=lambda problem: problem.row)
    return ImportResult(sent.taken, sent.unchanged, tuple(refused), plan.ignored_columns)


def run_import(kind: str, path: Path, central: httpx.Client) -> int:
    """Import and print what happened: 0 every row was taken, 1 some were refused, 2 central was away."""
    try:
        result = import_file(kind, path, central=central, progress=Progress(path.name))
    except CentralAway as why:
        print(f"{path.name}: {why}")
        return 2
    for line in report(path.name, result):
        print("".join(char if char.isprintable() else "·" for char in line))
    return 1 if result.refused else 0


def report(name: str, result: ImportResult) -> Iterator[str]:
    """The lines a person reads after an import, the summary last."""
    if result.ignored_columns:
        yield f"{name}: not needed and ignored: {', '.join(result.ignored_columns)}."
    for problem in result.refused[:PROBLEMS_SHOWN_MAX]:
        where = f"row {problem.row}, column {problem.column}: " if problem.row else ""
        yield f"{name}: {where}{problem.message}"
    if len(result.refused) > PROBLEMS_SHOWN_MAX:
        yield f"{name}: … and {len(result.refused) - PROBLEMS_SHOWN_MAX} more of the kind."
    new = result.taken - result.unchanged
    summary = f"{name}: {_rows(result.taken)} taken ({new} new or changed, {result.unchanged} unchanged)"
    if result.refused:
        yield f"{summary}, {result.rows_refused} refused. Correct them and import the file again."
    else:
        yield f"{summary}."


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count} rows"


def _unreadable(sentence: str) -> ImportResult:
    return ImportResult(refused=(RowProblem(0, "", sentence),))
