"""The spooler with papers: they come beside the label, and their trouble stays their own."""

from pathlib import Path

from app.domain.prints import PrintJob
from printing.backends.file import FileBackend
from printing.documents.sink import Papers
from printing.spooler import Spooler
from tests.printing.samples import shipping_body, until
from tests.printing.sql_queue import SqlQueue

CONTENTS = [{"sku": "MUG", "name": "Mug", "quantity": 2}]


def test_a_label_brings_the_papers_of_its_parcel(queue: SqlQueue, tmp_path: Path) -> None:
    """
    A parcel gets its delivery note and its packing slip; a tote has none.
    """
    queue.add("one", {**shipping_body(), "contents": CONTENTS})
    queue.add("two", {"tote": "7"}, kind="tote")
    spooler = Spooler(queue, FileBackend(tmp_path / "labels"))
    spooler.papers = Papers(tmp_path / "papers")
    spooler.start()
    until(lambda: queue.state("two") == "printed")
    spooler.stop()
    assert len(list((tmp_path / "labels").glob("*.zpl"))) == 2
    assert len(list((tmp_path / "papers").glob("*.pdf"))) == 2


def test_the_label_is_kept_as_printed_before_the_papers_are_drawn(queue: SqlQueue, tmp_path: Path) -> None:
    """
    A paper that breaks off leaves no label in doubt, and the next one is printed.
    """
    states: list[str | None] = []

    def broken(job: PrintJob) -> None:
        states.append(queue.state(job.id))
        raise OSError("no room for papers")

    queue.add("one", shipping_body())
    queue.add("two", shipping_body())
    spooler = Spooler(queue, FileBackend(tmp_path / "labels"))
    spooler.papers = broken
    spooler.start()
    until(lambda: queue.state("two") == "printed")
    spooler.stop()
    assert states == ["printed", "printed"]
    assert [state for _, state in queue.marks] == ["sending", "printed"] * 2
