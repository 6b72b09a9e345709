"""Papers beside the label: written once a parcel, and no trouble with them holds a label up."""

from datetime import date
from pathlib import Path

import pytest

from app.domain.prints import PrintJob
from printing.documents.sink import Papers, papers_at

BODY = {
    "order": "SO-1",
    "ship_to": {"country": "DE"},
    "contents": [{"sku": "A", "name": "Thing", "quantity": 1}],
}
JOB = PrintJob("id-1", "shipping", "340123450000000178", BODY)


def today() -> date:
    return date(2026, 11, 28)


def test_each_parcel_gets_its_papers_once(tmp_path: Path) -> None:
    """
    The label comes a second time: the papers in the parcel are right, nobody needs them again.
    """
    papers = Papers(tmp_path / "papers", today=today)
    papers(JOB)
    names = sorted(file.name for file in (tmp_path / "papers").iterdir())
    assert names == ["340123450000000178-delivery_note.pdf", "340123450000000178-packing_slip.pdf"]
    before = {file: file.stat().st_mtime_ns for file in (tmp_path / "papers").iterdir()}
    papers(PrintJob("id-2", "shipping", JOB.sscc, BODY))
    assert {file: file.stat().st_mtime_ns for file in (tmp_path / "papers").iterdir()} == before


def test_labels_of_other_things_have_no_papers(tmp_path: Path) -> None:
    """
    A place or a tote is no parcel, and a job of an older version does not say what is inside.
    """
    Papers(tmp_path / "papers")(PrintJob("id-1", "place", None, {"place": "A-01"}))
    assert not (tmp_path / "papers").exists()


def test_trouble_with_papers_is_not_the_labels(tmp_path: Path) -> None:
    """
    A folder that is a file, a body that makes no sense, a queue that is not there: the label was printed all the same.
    """
    (tmp_path / "taken").write_text("")
    Papers(tmp_path / "taken")(JOB)
    Papers(tmp_path / "papers")(PrintJob("id-1", "shipping", None, {"contents": [{}]}))
    Papers(tmp_path / "queue", queue="no-such-queue-here")(JOB)
    assert len(list((tmp_path / "queue").glob("*.pdf"))) == 2


def test_an_address_says_where_papers_go(tmp_path: Path) -> None:
    """
    A folder, a queue, or nowhere; anything else is said at the start.
    """
    assert papers_at("", tmp_path) is None
    assert papers_at(f"file:{tmp_path}", tmp_path) is not None
    assert papers_at("queue:office", tmp_path) is not None
    for wrong in ("folder", "file:", "tcp://printer"):
        with pytest.raises(ValueError, match="no place for papers"):
            papers_at(wrong, tmp_path)
