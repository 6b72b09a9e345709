"""Stills that a browser posts: what is in them comes back, nothing is booked, and no bytes do harm."""

import pytest

from app.scanning.decode.engines import installed
from app.scanning.decode.reader import Reader
from app.scanning.decode.symbols import Symbology
from app.scanning.decode.vote import Answer, Decoded
from app.views.door import Looked
from screens.sight import Sight
from tests.app.scanning.decode.pictures import file_of, on_paper, symbol
from tests.screens.host.calling import FROM_OWN_PAGE, call, host
from tests.screens.host.memory_door import MemoryDoor

JPEG = {**FROM_OWN_PAGE, "content-type": "image/jpeg"}
EAN = "4012345000016"


def test_a_still_is_read_and_books_nothing() -> None:
    """
    The picture comes to the device, the code goes back to the page; the page scans it like any other.
    """
    door = MemoryDoor()
    picture = file_of(on_paper(symbol("Code128", "LOC-A-01-01")), "JPEG")
    reply = call(host(door), "POST", "/door/still", content=picture, headers=JPEG)
    assert [one["text"] for one in reply.json()["sure"]] == ["LOC-A-01-01"]
    assert door.codes == []


@pytest.mark.parametrize("bad", [b"", b"\xff\xd8\xff no picture", bytes(range(256)) * 64])
def test_what_is_no_picture_says_nothing(bad: bytes) -> None:
    """
    A camera that stutters is no reason to stop.
    """
    reply = call(host(MemoryDoor()), "POST", "/door/still", content=bad, headers=JPEG)
    assert reply.json() == {"sure": [], "doubtful": []}


def test_other_kinds_and_endless_pictures_are_not_taken() -> None:
    """
    The door for pictures takes pictures, and not more than it can hold.
    """
    app = host(MemoryDoor())
    headers = {**FROM_OWN_PAGE, "content-type": "application/json"}
    assert call(app, "POST", "/door/still", content=b"{}", headers=headers).status_code == 415
    assert call(app, "POST", "/door/still", content=b"0" * 3_200_000, headers=JPEG).status_code == 413
    assert call(app, "POST", "/door/scan", content=b"0", headers=JPEG).status_code == 415
    assert (
        call(app, "POST", "/door/still", content=b"0", headers={"content-type": "image/jpeg"}).status_code
        == 403
    )


def test_one_engine_alone_asks_first_and_believes_a_second_picture() -> None:
    """
    Without the second engine an EAN is asked about; the same in the next picture of the same desk is taken.
    """
    [zxing] = [engine for engine in installed() if engine.name == "zxing"]
    sight = Sight(Reader(having=[zxing]))
    picture = file_of(on_paper(symbol("EAN13", EAN)))
    first, other, second = (sight.seen(desk, picture) for desk in ("left", "right", "left"))
    assert ([one.text for one in first.doubtful], first.accepted) == ([EAN], ())
    assert other.accepted == ()
    assert [one.text for one in second.accepted] == [EAN]
    assert {engine.engine for engine in sight.missing()} == {"zbar"}


def test_without_any_engine_it_says_what_it_cannot_read() -> None:
    """
    A device without readers still works; its page says which codes to type.
    """
    sight = Sight(Reader(having=[]))
    assert sight.seen("main", file_of(symbol("QRCode", "X"))).accepted == ()
    assert "QRCODE" in {kind for one in sight.missing() for kind in one.unread}


class OneLook:
    """A camera of the station that has seen one thing, for one desk."""

    def __init__(self, looked: Looked) -> None:
        self.looked = looked

    def newest(self, desk: str) -> Looked | None:
        return self.looked if desk == "main" else None

    def yields(self, desk: str, text: str, no: int, yes_id: str) -> bool:
        return (desk, no, yes_id) == ("main", self.looked.no, "first")


def test_the_stations_camera_shows_its_picture_and_its_doubts() -> None:
    """
    The page aims by it and asks; a desk that it does not look for has none.
    """
    doubtful = Decoded("4012345000016", Symbology.EAN13, "E0", sure=False)
    app = host(MemoryDoor())
    assert call(app, "GET", "/door/camera?desk=main").json()["there"] is False
    assert call(app, "GET", "/door/camera/picture?desk=main").status_code == 404
    app.state.eye = OneLook(Looked(7, b"picture", Answer((), (doubtful,)), ("LOC-A",)))
    assert call(app, "GET", "/door/camera?desk=main").json() == {
        "there": True,
        "no": 7,
        "taken": ["LOC-A"],
        "sure": [],
        "doubtful": [{"code": "]E04012345000016", "text": "4012345000016", "kind": "EAN13"}],
    }
    picture = call(app, "GET", "/door/camera/picture?desk=main")
    assert (picture.content, picture.headers["content-type"]) == (b"picture", "image/jpeg")
    assert call(app, "GET", "/door/camera?desk=other").json()["there"] is False


def test_a_yes_is_asked_about_before_it_is_booked() -> None:
    """
    The camera says whether it has taken the code meanwhile; a station without one has nothing against it.
    """
    app = host(MemoryDoor())
    yes = {"desk": "main", "text": EAN, "no": 7, "yes_id": "first"}

    def counts(**changed: object) -> object:
        asked = {**yes, **changed}
        return call(app, "POST", "/door/camera/yes", json=asked, headers=FROM_OWN_PAGE).json()["counts"]

    assert counts() is True
    app.state.eye = OneLook(Looked(7, b"picture", Answer()))
    assert (counts(), counts(yes_id="late")) == (True, False)
    refused = call(app, "POST", "/door/camera/yes", json={**yes, "no": -1}, headers=FROM_OWN_PAGE)
    assert refused.status_code == 422
