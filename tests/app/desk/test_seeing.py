"""A camera of the station: sure codes are scanned once, unsure ones wait for a second picture, a PIN is not filmed."""

import io
import itertools
import time
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from app.desk.seeing import Frames, OpenCvFrames, StationCamera
from app.scanning.decode.engines import installed
from app.scanning.decode.reader import Reader
from app.scanning.decode.symbols import Symbology
from app.scanning.decode.vote import Answer, Decoded
from tests.app.scanning.decode.pictures import file_of, on_paper, symbol
from tests.screens.host.memory_door import MemoryDoor

EAN = "4012345000016"
SIZE = (640, 480)


def paper(*codes: str) -> Image.Image:
    sheet = Image.new("L", SIZE, 255)
    if codes:
        drawn = on_paper(*(symbol("Code128", code, scale=2) for code in codes), margin=20)
        sheet.paste(drawn, (10, 10))
    return sheet


def camera(door: MemoryDoor, opened: Callable[[], Frames], reader: Reader | None = None) -> StationCamera:
    numbers = itertools.count()
    return StationCamera(door, lambda: f"still-{next(numbers)}", opened, reader=reader)


def not_opened() -> Frames:
    raise AssertionError("this camera is only shown pictures")


def test_a_film_is_scanned_code_by_code(tmp_path: Path) -> None:
    """
    Through OpenCV: each code once as long as it is to be seen, and again when it comes back.
    """
    film = str(tmp_path / "film.avi")
    writer = cv2.VideoWriter(film, cv2.VideoWriter.fourcc(*"MJPG"), 10, SIZE)
    for codes in (["LOC-A"] * 4, [""] * 4, ["LOC-B"] * 3, [""] * 4, ["LOC-A"] * 2):
        for code in codes:
            writer.write(cv2.cvtColor(np.asarray(paper(*([code] if code else []))), cv2.COLOR_GRAY2BGR))
    writer.release()
    door = MemoryDoor()
    eye = camera(door, lambda: OpenCvFrames(film))
    eye.start()
    ends_at = time.monotonic() + 60
    while len(door.codes) < 3:
        assert time.monotonic() < ends_at, door.codes
        time.sleep(0.05)
    eye.close()
    assert door.codes[:3] == ["]C0LOC-A", "]C0LOC-B", "]C0LOC-A"]


def test_what_one_picture_leaves_in_doubt_is_taken_with_the_second() -> None:
    """
    One engine alone may be wrong about an EAN: nothing is booked by one picture.
    """
    door = MemoryDoor()
    [zxing] = [engine for engine in installed() if engine.name == "zxing"]
    eye = camera(door, not_opened, Reader(having=[zxing]))
    picture = file_of(on_paper(symbol("EAN13", EAN)))
    eye.see(picture)
    assert door.codes == []
    eye.see(picture)
    eye.see(picture)
    assert door.codes == [f"]E0{EAN}"]


def test_two_codes_at_once_are_nobodys_choice() -> None:
    """
    A carton full of labels: the camera does not guess which is meant.
    """
    door = MemoryDoor()
    camera(door, not_opened).see(file_of(paper("LOC-A", "LOC-B")))
    assert door.codes == []


def test_a_preview_shows_what_the_camera_sees_and_what_it_leaves_to_a_person() -> None:
    """
    Aim by the picture: what was taken is said, what is in doubt or one of several is asked about.
    """
    door = MemoryDoor()
    eye = camera(door, not_opened)
    assert eye.newest("main") is None
    eye.see(file_of(paper("LOC-A")))
    first = eye.newest("main")
    assert first is not None
    assert (first.no, first.taken, first.answer.accepted) == (1, ("LOC-A",), ())
    eye.see(file_of(paper("LOC-B", "LOC-C")))
    both = eye.newest("main")
    assert both is not None
    assert both.taken == ()
    offered = both.answer.accepted + both.answer.doubtful
    assert {one.text for one in offered} == {"LOC-B", "LOC-C"}
    assert Image.open(io.BytesIO(both.picture)).size == SIZE
    assert eye.newest("other") is None
    assert door.codes == ["]C0LOC-A"]


def test_a_code_in_doubt_waits_for_a_person() -> None:
    """
    One engine, one picture: shown with "is this right?", and not scanned.
    """
    door = MemoryDoor()
    [zxing] = [engine for engine in installed() if engine.name == "zxing"]
    eye = camera(door, not_opened, Reader(having=[zxing]))
    eye.see(file_of(on_paper(symbol("EAN13", EAN))))
    looked = eye.newest("main")
    assert looked is not None
    assert [one.text for one in looked.answer.doubtful] == [EAN]
    assert (looked.taken, door.codes) == ((), [])


def test_a_yes_and_a_camera_that_becomes_sure_count_once() -> None:
    """
    Somebody says yes to what one picture left in doubt; the next picture says the same: one of both books it.
    """
    door = MemoryDoor()
    [zxing] = [engine for engine in installed() if engine.name == "zxing"]
    picture = file_of(on_paper(symbol("EAN13", EAN)))
    asked = camera(door, not_opened, Reader(having=[zxing]))
    asked.see(picture)
    assert asked.yields("main", EAN, 1, "yes-1")
    for _ in range(5):
        asked.see(picture)
    assert door.codes == []
    assert asked.yields("main", EAN, 1, "yes-1"), "a question whose answer was lost is asked again"
    assert not asked.yields("main", EAN, 1, "yes-2"), "on a second page of the desk"

    sure = camera(door, not_opened, Reader(having=[zxing]))
    sure.see(picture)
    sure.see(picture)
    for _ in range(5):
        sure.see(file_of(paper()))
    assert not sure.yields("main", EAN, 1, "late"), "although it is out of sight by now"
    assert door.codes == [f"]E0{EAN}"]
    sure.see(picture)
    assert sure.yields("main", EAN, 8, "again"), "the next piece of the same"


def test_a_code_that_flickers_is_one_code() -> None:
    """
    Sure, then in doubt for a while, then sure again, and read by the other engine: it never left the picture.
    """
    door = MemoryDoor()
    eye = camera(door, not_opened, Flickering())
    for _ in range(len(Flickering.LOOKS)):
        eye.see(b"")
    assert door.codes == ["]C0LOC-A"]
    looked = eye.newest("main")
    assert looked is not None
    assert looked.taken == ("LOC-A",)


class Flickering(Reader):
    """An engine on a bad day."""

    SURE = Answer((Decoded("LOC-A", Symbology.CODE128, "C0"),))
    OTHER = Answer((Decoded("LOC-A", Symbology.CODE128),))
    DOUBT = Answer((), (Decoded("LOC-A", Symbology.CODE39, sure=False),))
    LOOKS = (SURE, DOUBT, Answer(), DOUBT, DOUBT, DOUBT, DOUBT, SURE, OTHER)

    def __init__(self) -> None:
        super().__init__(having=[])
        self._looks = iter(self.LOOKS)

    def read(self, image_bytes: bytes) -> Answer:
        return next(self._looks)


class Secretive:
    """A camera that counts how often it was opened."""

    def __init__(self) -> None:
        self.opened = 0

    def open(self) -> Frames:
        self.opened += 1
        return self

    def next(self) -> bytes | None:
        return file_of(paper("LOC-A"))

    def close(self) -> None:
        pass


@pytest.fixture
def locked() -> MemoryDoor:
    door = MemoryDoor()
    door.lock("main")
    return door


def test_the_camera_is_off_while_a_pin_is_asked_for(locked: MemoryDoor) -> None:
    """
    Nobody's fingers are filmed.
    """
    film = Secretive()
    eye = camera(locked, film.open)
    eye.start()
    time.sleep(0.5)
    eye.close()
    assert (film.opened, locked.codes) == (0, [])


def test_a_camera_that_is_not_there_is_an_error_with_words() -> None:
    """
    A wrong number in the settings: a sentence, and the device goes on.
    """
    with pytest.raises(OSError, match="no camera"):
        OpenCvFrames("/nowhere/film.avi")
