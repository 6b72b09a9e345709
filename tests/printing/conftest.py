"""A virtual printer, a queue on disk, and spoolers that are stopped at the end."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from printing.backends.base import Backend, Condition
from printing.backends.tcp import Patience, TcpBackend
from printing.backends.virtual import VirtualPrinter
from printing.spooler import Pauses, Spooler
from tests.printing.sql_queue import SqlQueue

PAUSES = Pauses(first_s=0.05, longest_s=0.2, idle_s=0.1)
NEVER_BY_ITSELF = Pauses(first_s=60, longest_s=60, idle_s=60)

Start = Callable[..., Spooler]


@pytest.fixture
def virtual(tmp_path: Path) -> Iterator[VirtualPrinter]:
    it = VirtualPrinter(tmp_path / "printer", 0, 0, slow_s=0.4)
    it.start()
    yield it
    it.stop()


@pytest.fixture
def queue(tmp_path: Path) -> Iterator[SqlQueue]:
    it = SqlQueue(tmp_path / "jobs.db")
    yield it
    it.close()


@pytest.fixture
def start(queue: SqlQueue) -> Iterator[Start]:
    """Starts spoolers on the queue and stops them at the end."""
    started: list[Spooler] = []

    def begin(
        port_or_backend: int | Backend,
        pauses: Pauses = PAUSES,
        told: Callable[[Condition], None] | None = None,
    ) -> Spooler:
        backend = port_or_backend
        if isinstance(backend, int):
            backend = TcpBackend("127.0.0.1", backend, Patience(answer_s=0.6, proof_s=1.5, poll_s=0.02))
        spooler = Spooler(queue, backend, told, pauses)
        spooler.start()
        started.append(spooler)
        return spooler

    yield begin
    for spooler in started:
        spooler.stop()


def kept(virtual: VirtualPrinter) -> int:
    return len(virtual.kept.newest())
