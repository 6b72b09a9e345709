"""A handheld's camera: sure codes once and with their tone, unsure ones by a yes alone, nobody filmed at the PIN."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

import flet as ft
from PIL import Image

from app.scanning.decode.symbols import Symbology
from app.scanning.decode.vote import Answer, Decoded
from screens.native_camera import NativeCamera, framed
from screens.sight import Sight
from tests.app.scanning.decode.pictures import file_of, on_paper, symbol
from tests.screens.finding import find
from tests.screens.host.memory_door import MemoryDoor
from tests.screens.test_native_keys import Ear

EAN = Decoded("4012345000016", Symbology.EAN13, "E0", sure=False)
PLACE = Decoded("LOC-A", Symbology.CODE128, "C0")


class Film:
    """Stands for the camera of a handheld: shows its pictures once each, then the last one again and again."""

    def __init__(self, *pictures: bytes, there: bool = True, light: bool = True) -> None:
        self.pictures = list(pictures)
        self.there = there
        self.has_light = light
        self.lit: list[bool] = []
        self.preview: ft.Control = ft.Container()

    async def open(self) -> bool:
        return self.there

    async def still(self) -> bytes:
        return self.pictures.pop(0) if len(self.pictures) > 1 else self.pictures[0]

    async def light(self, *, on: bool) -> None:
        if not self.has_light:
            raise OSError("no light")
        self.lit.append(on)


def page_of(code: str) -> bytes:
    """A still with the code in its middle."""
    sheet = Image.new("L", (800, 600), 255)
    drawn = on_paper(symbol("Code128", code, scale=2), margin=10) if code else Image.new("L", (1, 1), 255)
    sheet.paste(drawn, ((800 - drawn.width) // 2, (600 - drawn.height) // 2))
    return file_of(sheet, "JPEG")


def camera(door: MemoryDoor, ear: Ear) -> NativeCamera:
    return NativeCamera(door, lambda: "main", ear, Sight().seen)


async def judged(eye: NativeCamera, seen: Sequence[Answer]) -> None:
    for answer in seen:
        await eye.judge(answer)


async def tapped(panel: ft.Control, key: str) -> None:
    press = find(panel, key, ft.Control)
    done = press.on_click()  # type: ignore[attr-defined]
    if done is not None:
        await done


async def test_a_code_in_the_frame_is_scanned_once_with_its_tone() -> None:
    """
    From the still to the tone: once as long as it lies there, and again when it comes back.
    """
    door, ear = MemoryDoor(), Ear()
    film = Film(*[page_of(code) for code in ("LOC-A", "LOC-A", "", "", "LOC-A", "")])
    eye = camera(door, ear)
    eye.panel(film, lambda: None)
    async with asyncio.timeout(60):
        await eye.watch(lambda: len(film.pictures) > 1)
    assert door.codes == ["]C0LOC-A", "]C0LOC-A"]
    assert ear.heard == ["good", "good"]
    assert len(ear.owned) == 2


async def test_a_code_in_doubt_is_booked_by_a_yes_alone() -> None:
    """
    "Is this right?": nothing is booked before the tap, and none drops it until it has left the frame.
    """
    door, ear = MemoryDoor(), Ear()
    eye = camera(door, ear)
    panel = eye.panel(Film(b""), lambda: None)
    await judged(eye, [Answer((), (EAN,))])
    assert "Is this right?" in find(panel, "camera.said", ft.Text).value
    await tapped(panel, "camera.none")
    await judged(eye, [Answer((), (EAN,))])
    assert door.codes == []
    await judged(eye, [Answer(), Answer(), Answer((), (EAN,))])
    await tapped(panel, "camera.4012345000016")
    assert door.codes == ["]E04012345000016"]
    assert ear.heard == ["noted", "noted", "good"]


async def test_of_two_sure_codes_a_person_chooses() -> None:
    """
    A carton full of labels.
    """
    door = MemoryDoor()
    eye = camera(door, Ear())
    panel = eye.panel(Film(b""), lambda: None)
    await judged(eye, [Answer((PLACE, Decoded("LOC-B", Symbology.CODE128, "C0")))])
    assert door.codes == []
    await tapped(panel, "camera.LOC-B")
    assert door.codes == ["]C0LOC-B"]


async def test_a_refused_code_sounds_refused() -> None:
    """
    The camera's scan is like any other.
    """
    ear = Ear()
    eye = camera(MemoryDoor(), ear)
    eye.panel(Film(b""), lambda: None)
    await judged(eye, [Answer((Decoded("WRONG-1", Symbology.QRCODE),))])
    assert ear.heard == ["wrong_item"]


async def test_nobody_is_filmed_while_a_pin_is_asked_for() -> None:
    """
    The panel must go, and no picture was looked at.
    """
    door = MemoryDoor()
    door.lock("main")
    eye = camera(door, Ear())
    eye.panel(Film(page_of("LOC-A")), lambda: None)
    async with asyncio.timeout(30):
        assert await eye.watch(lambda: True)
    assert door.codes == []


async def test_a_handheld_without_a_camera_says_so() -> None:
    """
    A sentence, and the scanner goes on.
    """
    eye = camera(MemoryDoor(), Ear())
    panel = eye.panel(Film(there=False), lambda: None)
    async with asyncio.timeout(30):
        assert not await eye.watch(lambda: True)
    assert find(panel, "camera.said", ft.Text).value == "No camera can be used here."


async def test_the_light_goes_on_and_off_and_may_be_missing() -> None:
    """
    A camera without a light is no error: it is said.
    """
    lit, dark = Film(b""), Film(b"", light=False)
    for film in (lit, dark):
        panel = camera(MemoryDoor(), Ear()).panel(film, lambda: None)
        await tapped(panel, "camera.light")
        await tapped(panel, "camera.light")
    assert (lit.lit, dark.lit) == ([True, False], [])
    assert find(panel, "camera.said", ft.Text).value == "This camera has no light."


async def test_a_code_that_the_desk_could_not_keep_is_said_not_to_be_booked(tmp_path: Path) -> None:
    """
    The file of the desk is gone: never a good tone, and the panel does not show the code as if it were taken.
    """
    ear = Ear()
    eye = camera(MemoryDoor(tmp_path / "gone" / "scans"), ear)
    panel = eye.panel(Film(b""), lambda: None)
    await judged(eye, [Answer((PLACE,))])
    assert ear.heard == ["unknown"]
    assert "Not booked." in find(panel, "camera.said", ft.Text).value


def test_only_the_frame_is_looked_at_and_no_bytes_do_harm() -> None:
    """
    A label beside the frame is not meant; what is no picture stays what it is.
    """
    sheet = Image.new("L", (800, 600), 255)
    sheet.paste(symbol("Code128", "LOC-EDGE", scale=2), (10, 10))
    assert Sight().seen("main", framed(file_of(sheet, "JPEG"))) == Answer()
    assert framed(b"no picture") == b"no picture"
