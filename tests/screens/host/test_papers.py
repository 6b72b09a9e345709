"""Papers at the local interface: listed, and drawn when they are asked for."""

import pytest

from tests.screens.host.calling import WITH_TOKEN, call, host
from tests.screens.host.memory_door import MemoryDoor

HERE = "/local/v1/documents"


def test_the_papers_of_a_parcel_are_listed_and_drawn() -> None:
    """
    Each closed parcel with its id; its papers are PDF pages that nobody keeps.
    """
    app = host(MemoryDoor())
    (listed,) = call(app, "GET", HERE, headers=WITH_TOKEN).json()
    assert listed["order"] == "SO-1"
    for kind in listed["kinds"]:
        answer = call(app, "GET", f"{HERE}/{listed['id']}/{kind}.pdf?language=de", headers=WITH_TOKEN)
        assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
        assert answer.headers["cache-control"] == "no-store"
        assert answer.content.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"{HERE}/nobody/delivery_note.pdf", 404),
        (f"{HERE}/print-1/invoice.pdf", 422),
        (f"{HERE}/print-1/delivery_note.pdf?language=12", 422),
        (f"{HERE}/print-1/delivery_note.pdf?prices=perhaps", 422),
    ],
)
def test_what_is_not_there_says_so(path: str, status: int) -> None:
    """
    An id of no parcel, a paper that we do not draw: a problem with words, not half a page.
    """
    answer = call(host(MemoryDoor()), "GET", path, headers=WITH_TOKEN)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


def test_papers_are_for_who_has_the_token() -> None:
    """
    They hold names and addresses.
    """
    assert call(host(MemoryDoor()), "GET", HERE).status_code == 401
    assert call(host(MemoryDoor()), "GET", f"{HERE}/print-1/delivery_note.pdf").status_code == 401
