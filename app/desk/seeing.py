"""A camera of this machine, through OpenCV, as one more scanner of a desk. Sure codes go through the door; no others do.

Two pictures that say the same are two witnesses, so that what one picture alone leaves in doubt is taken with the next.
A code is taken once, by the camera or by a person's yes: both are decided here, under one lock.
"""

import logging
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Lock, Thread
from typing import Any, Protocol

from app.scanning.decode.reader import Reader
from app.scanning.decode.vote import Answer, agreed
from app.views.door import Door, Looked, ScanGiven

log = logging.getLogger(__name__)

BETWEEN_FRAMES_S = 0.1
FRAME_BUDGET_MS = 250  # of CPU: another picture comes soon
AGAIN_S = 5.0  # how long a camera that is not there is left alone
FRAMES_KEPT = 3
ABSENT_FRAMES = 3  # a code that was away so long counts again
TAKEN_KEPT = 200  # a late yes is not later than that


class Frames(Protocol):
    """What a camera is here: cv2.VideoCapture, or anything that brings pictures as files."""

    def next(self) -> bytes | None:
        """The newest picture, or None when the camera is gone."""
        ...

    def close(self) -> None: ...


class OpenCvFrames:
    """A camera by its number, or a film by its path. Raises OSError when it is not there, or OpenCV is not."""

    def __init__(self, source: str) -> None:
        try:
            import cv2
        except ImportError as missing:
            raise OSError("OpenCV is not installed, so that no camera can be used here.") from missing
        self._cv2: Any = cv2
        self._capture = cv2.VideoCapture(int(source) if source.isdecimal() else source)
        if not self._capture.isOpened():
            raise OSError(f"There is no camera {source}.")

    def next(self) -> bytes | None:
        there, frame = self._capture.read()
        if not there:
            return None
        written, file = self._cv2.imencode(".jpg", frame)
        return file.tobytes() if written else None

    def close(self) -> None:
        self._capture.release()


class StationCamera:
    """Looks for codes until it is closed; while a PIN is asked for the camera is off."""

    def __init__(
        self,
        door: Door,
        new_id: Callable[[], str],
        opened: Callable[[], Frames],
        desk: str = "main",
        reader: Reader | None = None,
    ) -> None:
        self._door = door
        self._new_id = new_id
        self._opened = opened
        self._desk = desk
        self._reader = reader or Reader(budget_ms=FRAME_BUDGET_MS)
        self._before: list[Answer] = []
        self._lock = Lock()
        self._absent: dict[str, int] = {}  # for how many pictures the codes were not seen that are there
        self._took: set[str] = set()  # of the codes that are to be seen now
        self._taken: dict[str, tuple[int, str]] = {}  # in which picture last, and by whose yes
        self._number = 0
        self._looked: Looked | None = None
        self._ending = Event()
        self._thread = Thread(target=self._run, name="camera", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        self._ending.set()
        if self._thread.is_alive():
            self._thread.join(timeout=5)

    def newest(self, desk: str) -> Looked | None:
        """What it saw last, for a preview to aim by; codes in doubt are asked about there."""
        return self._looked if desk == self._desk else None

    def yields(self, desk: str, text: str, no: int, yes_id: str) -> bool:
        """Whether a yes to what picture `no` left in doubt counts; then the camera leaves this code alone.

        It does not once the camera, or another yes, has taken the code. The same `yes_id` is told the same again.
        """
        with self._lock:
            taken_in, taken_by = self._taken.get(text, (-1, ""))
            if desk == self._desk and taken_by != yes_id and taken_in < no:
                self._take(text, yes_id)
                self._absent[text] = 0
                taken_by = yes_id
            return taken_by == yes_id

    def _take(self, text: str, by: str = "") -> None:
        self._took.add(text)
        self._taken.pop(text, None)
        self._taken[text] = self._number, by
        if len(self._taken) > TAKEN_KEPT:
            del self._taken[next(iter(self._taken))]

    def _run(self) -> None:
        while not self._ending.is_set():
            try:
                if not self._door.view(self._desk).secret:
                    self._look()
            except OSError as gone:
                log.warning("%s", gone)
                self._ending.wait(AGAIN_S)
            except Exception:
                log.exception("the camera stumbled")
                self._ending.wait(AGAIN_S)
            self._ending.wait(BETWEEN_FRAMES_S)

    def _look(self) -> None:
        """Look until the camera is gone, a PIN is asked for, or it ends."""
        frames = self._opened()
        try:
            while not self._ending.is_set() and not self._door.view(self._desk).secret:
                picture = frames.next()
                if picture is None:
                    raise OSError("The camera is gone.")
                self.see(picture)
                self._ending.wait(BETWEEN_FRAMES_S)
        finally:
            self._looked = None
            self._before.clear()
            with suppress(Exception):  # a camera that was pulled out may fail in any way
                frames.close()

    def see(self, picture: bytes) -> None:
        """Scan what this picture surely says, once as long as it is to be seen."""
        now = self._reader.read(picture)
        answer = agreed(now, self._before)
        self._before = [*self._before, now][-FRAMES_KEPT:]
        sure = {one.text: one.raw for one in answer.accepted}  # engines differ in what they put in front
        with self._lock:
            self._number += 1
            fresh = [text for text in sure if text not in self._absent]
            seen = sure.keys() | (self._absent.keys() & {one.text for one in answer.doubtful})
            self._absent = {
                text: 0 if text in seen else frames + 1
                for text, frames in {**self._absent, **dict.fromkeys(sure, 0)}.items()
                if text in seen or frames + 1 < ABSENT_FRAMES
            }
            self._took &= self._absent.keys()
            chosen = fresh if len(fresh) == 1 else []  # of several codes only a person can say which is meant
            for text in chosen:
                self._take(text)
            self._looked = Looked(self._number, picture, *self._left(answer))
        for text in chosen:
            self._door.scan(ScanGiven(sure[text], self._new_id(), self._desk, "camera"))

    def _left(self, answer: Answer) -> tuple[Answer, tuple[str, ...]]:
        """What nobody has taken yet, and what is taken of what is to be seen."""
        accepted = tuple(one for one in answer.accepted if one.text not in self._took)
        doubtful = tuple(one for one in answer.doubtful if one.text not in self._took)
        seen = (one.text for one in answer.accepted + answer.doubtful)
        return Answer(accepted, doubtful), tuple(text for text in dict.fromkeys(seen) if text in self._took)
