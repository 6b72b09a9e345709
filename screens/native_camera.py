"""The camera of a native window as a scanner: a frame to aim by, sure codes with their tone, "is this right?" for others.

Goes by the rules of the browser's camera (assets/web/camera.js). Knows no job.
"""

import asyncio
import io
import logging
from collections.abc import Callable, Sequence
from functools import partial
from uuid import uuid4

import flet as ft
from PIL import Image

from app.locale.words import say
from app.scanning.decode.vote import Answer, Decoded
from app.views.door import Door, ScanGiven
from screens.native_lens import Lens
from screens.native_voice import Voice

log = logging.getLogger("gangway.screens")

BETWEEN_S = 0.15
ABSENT_STILLS = 2  # a code that was away so long counts again
FRAME_WIDE, FRAME_HIGH = 0.86, 0.46  # of the picture, as in the browser
FRAME_HEIGHT = 180

Seen = Callable[[str, bytes], Answer]


def framed(picture: bytes) -> bytes:
    """What lies in the frame; a picture that cannot be cut is looked at as it is."""
    try:
        with Image.open(io.BytesIO(picture)) as whole:
            across, down = round(whole.width * FRAME_WIDE / 2), round(whole.height * FRAME_HIGH / 2)
            middle = (whole.width // 2, whole.height // 2)
            cut = whole.crop((middle[0] - across, middle[1] - down, middle[0] + across, middle[1] + down))
            file = io.BytesIO()
            cut.convert("L").save(file, "JPEG", quality=90)
    except Exception:  # broken files raise nearly anything; the reader says that it is no picture
        return picture
    return file.getvalue()


class NativeCamera:
    """One panel over one page. All of it runs on the page's event loop; reading and scanning in a thread."""

    def __init__(self, door: Door, desk: Callable[[], str], voice: Voice, seen: Seen) -> None:
        self._door = door
        self._desk = desk
        self._voice = voice
        self._seen = seen
        self._said = ft.Text("", size=22, key="camera.said")
        self._answers = ft.Column(spacing=12, key="camera.answers")
        self._lens: Lens | None = None
        self._lit = False
        self._last = ""
        self._absent = 0
        self._asked = False
        self._language = "en"

    def panel(self, lens: Lens, close: Callable[[], None]) -> ft.Control:
        """What lies over the screen while the camera looks."""
        self._lens = lens
        self._language = self._door.view(self._desk()).language
        self._tell("camera.aim")
        frame = ft.Container(height=FRAME_HEIGHT, border=ft.Border.all(4, ft.Colors.AMBER), border_radius=14)
        aim = ft.Stack([lens.preview, ft.Container(frame, alignment=ft.Alignment.CENTER)], expand=True)
        buttons = ft.Row([self._button("camera.light", self._light), self._button("camera.close", close)])
        return ft.Container(
            ft.Column([self._said, aim, self._answers, buttons], expand=True),
            bgcolor=ft.Colors.SURFACE,
            padding=16,
            expand=True,
            key="camera",
        )

    async def watch(self, still_open: Callable[[], bool]) -> bool:
        """Look until the panel is closed. Returns whether it must be closed now: while a PIN is asked for nobody looks."""
        assert self._lens is not None, "there is no panel"
        try:
            if not await self._lens.open():
                self._tell("camera.absent")
                return False
            while still_open():
                if (await asyncio.to_thread(self._door.view, self._desk())).secret:
                    return True
                if not self._asked:
                    picture = await self._lens.still()
                    await self.judge(await asyncio.to_thread(self._look, picture))
                await asyncio.sleep(BETWEEN_S)
        except Exception:
            log.exception("the camera stumbled")
            self._tell("camera.absent")
        return False

    def _look(self, picture: bytes) -> Answer:
        return self._seen(self._desk(), framed(picture))

    async def judge(self, seen: Answer) -> None:
        """One sure code is taken, once until it has left the frame; several, or unsure ones, are asked about."""
        codes = seen.accepted or seen.doubtful
        if not codes:
            self._absent += 1
            if self._absent >= ABSENT_STILLS:
                self._last = ""
            return
        self._absent = 0
        if self._last in {one.raw for one in codes}:
            return
        if len(seen.accepted) == 1:
            await self._take(codes[0])
        else:
            self._ask(codes)

    async def _take(self, one: Decoded) -> None:
        self._last, scan_id = one.raw, str(uuid4())
        self._said.value = one.text
        self._voice.own(scan_id)
        given = ScanGiven(one.raw, scan_id, self._desk(), "camera")
        try:
            answer = await asyncio.to_thread(self._door.scan, given)
        except Exception:
            log.exception("the desk did not take a code")
            self._voice.sound("unknown")
            self._tell("camera.not_booked")
        else:
            self._voice.sound(answer.tone)
            self._shown()

    def _ask(self, codes: Sequence[Decoded]) -> None:
        self._asked = True
        self._voice.sound("noted")
        none = self._button("camera.none", partial(self._answered, codes, None), "camera.none")
        choices = [
            ft.FilledButton(one.text, on_click=self._answering(codes, one), key=f"camera.{one.text}")
            for one in codes
        ]
        self._answers.controls = [*choices, none]
        self._tell("camera.right" if len(codes) == 1 else "camera.which")

    def _answering(self, codes: Sequence[Decoded], one: Decoded) -> Callable[[], object]:
        async def answer() -> None:
            self._answered(codes, one)
            await self._take(one)

        return answer

    def _answered(self, codes: Sequence[Decoded], one: Decoded | None) -> None:
        self._asked = False
        self._last = (one or codes[0]).raw  # not asked again before it has left the frame
        self._answers.controls = []
        self._tell("camera.aim")

    async def _light(self) -> None:
        assert self._lens is not None, "there is no panel"
        try:
            await self._lens.light(on=not self._lit)
        except Exception as dark:  # each client has an error of its own for it
            log.info("no light: %s", dark)
            self._tell("camera.dark")
        else:
            self._lit = not self._lit

    def _button(self, words: str, press: Callable[[], object], key: str | None = None) -> ft.OutlinedButton:
        return ft.OutlinedButton(say(words, self._language), on_click=press, key=key or words)

    def _tell(self, words: str) -> None:
        self._said.value = say(words, self._language)
        self._shown()

    def _shown(self) -> None:
        for control in (self._said, self._answers):
            if control.parent is not None:
                control.update()
