"""A device in memory for the host's tests: it answers scans by simple rules and remembers them. No workflows."""

import json
import os
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from app.domain.settings import ScannerProfile
from app.inputs import Message, Tone
from app.views.door import Answer, EnrolRefused, FactRef, PressGiven, ScanGiven
from app.views.view import BannerView, JobView, StopView, View, action

# What a code is answered with, by how it begins; any other code is a good scan.
REFUSED = {
    "WRONG-": Tone.WRONG_ITEM,
    "MANY-": Tone.TOO_MANY,
    "UNKNOWN-": Tone.UNKNOWN,
    "ELSEWHERE-": Tone.WRONG_PLACE,
    "OLD-": Tone.EXPIRED,
}
PIN = "2468"


class MemoryDoor:
    """One device. `slow_s` delays answers, `store_down` refuses to keep anything; every desk has a view.

    With a file `kept` it survives being killed: a scan is on disk there before it is answered.
    """

    def __init__(self, kept: Path | None = None) -> None:
        self.codes: list[str] = []
        self.pressed: list[str] = []
        self.slow_s = 0.0
        self.store_down = False
        self._answers: dict[str, Answer] = {}
        self._views: dict[str, View] = {}
        self._changed = threading.Condition()
        self._listeners: list[tuple[str, Callable[[View], None]]] = []
        self._kept = kept
        with self._changed:
            self._remember(kept)

    def _remember(self, kept: Path | None) -> None:
        for line in kept.read_text().splitlines() if kept is not None and kept.exists() else ():
            given = ScanGiven(**json.loads(line))
            self._answers[given.scan_id] = self._taken(given)

    def scan(self, given: ScanGiven) -> Answer:
        time.sleep(self.slow_s)
        with self._changed:
            known = self._answers.get(given.scan_id)
            if known is not None:
                return replace(known, repeated=True)
            answer = self._down(given.desk) if self.store_down else self._taken(given)
            if not self.store_down:
                self._answers[given.scan_id] = answer
                self._keep(given)
            return answer

    def press(self, given: PressGiven) -> Answer:
        with self._changed:
            view = self._view(given.desk)
            if given.revision < view.revision:
                said = Message("refusal.stale")
                return Answer("refused", Tone.WRONG_ITEM, said, view.revision, view, "stale", stale=True)
            if self.store_down:
                return self._down(given.desk)
            self.pressed.append(given.action)
            if given.action == "pin" and given.value.get("pin") != PIN:
                return self._said(given.desk, "wrong_pin", Tone.WRONG_ITEM, "refused")
            screen = "home" if given.action == "pin" else view.screen
            self._show(given.desk, replace(view, screen=screen, secret=False))
            return self._said(given.desk, given.action, Tone.GOOD)

    def view(self, desk: str) -> View:
        with self._changed:
            return self._view(desk)

    def view_after(self, desk: str, after: int, wait_s: float) -> View:
        with self._changed:
            self._changed.wait_for(lambda: self._view(desk).revision > after, wait_s)
            return self._view(desk)

    def listen(self, desk: str, listener: Callable[[View], None]) -> Callable[[], None]:
        entry = (desk, listener)
        self._listeners.append(entry)
        return lambda: self._listeners.remove(entry)

    def lock(self, desk: str) -> None:
        """Ask for a PIN."""
        with self._changed:
            self._lock(desk)

    def scanner_set(self, desk: str, profile: ScannerProfile) -> None:
        """The page hears of it with the next view."""
        with self._changed:
            self._show(desk, replace(self._view(desk), scanner=profile))

    def _keep(self, given: ScanGiven) -> None:
        if self._kept is not None:
            with self._kept.open("a") as file:
                file.write(json.dumps(asdict(given)) + "\n")
                file.flush()
                os.fsync(file.fileno())

    def _taken(self, given: ScanGiven) -> Answer:
        self.codes.append(given.code)
        self._views[given.desk] = replace(self._view(given.desk), scan_id=given.scan_id)
        for start, tone in REFUSED.items():
            if given.code.startswith(start):
                return self._said(given.desk, tone.value, tone, "refused", got=given.code)
        if given.code.startswith("BADGE-"):
            self._lock(given.desk)
        tone = Tone.JOB_DONE if given.code.startswith("LAST-") else Tone.GOOD
        tone = Tone.NOTED if given.code.startswith("NEWS-") else tone
        return self._said(given.desk, "scan", tone)

    def _lock(self, desk: str) -> None:
        self._show(desk, replace(self._view(desk), screen="login", secret=True, awaits=("pin",)))

    def _said(self, desk: str, id: str, tone: Tone, outcome: str = "accepted", got: str = "") -> Answer:
        refused = outcome == "refused"
        text = Message.of(f"{'refusal' if refused else 'said'}.{id}", got=got)
        self._show(desk, replace(self._view(desk), banner=BannerView(tone, text, refused, "", got)))
        view = self._view(desk)
        facts = () if refused else (FactRef(f"fact-{view.revision}", view.revision, "Picked"),)
        reason = id if refused else None
        return Answer(outcome, tone, text, view.revision, view, reason, got=got, facts=facts)

    def _down(self, desk: str) -> Answer:
        view = self._view(desk)
        said = Message("refusal.store_trouble")
        # A good tone on purpose: the host must not pass it on.
        return Answer("refused", Tone.GOOD, said, view.revision, view, "store_trouble", store_down=True)

    def _view(self, desk: str) -> View:
        return self._views.get(desk, FIRST)

    def _show(self, desk: str, view: View) -> None:
        self._views[desk] = replace(view, revision=self._view(desk).revision + 1)
        self._changed.notify_all()
        for name, listener in list(self._listeners):
            if name == desk:
                listener(self._views[desk])


FIRST = View(
    screen="pick",
    prompt=Message("prompt.pick_one"),
    awaits=("product",),
    job=JobView("job-1", "pick", "SO-1"),
    stop=StopView("A-01-01", "SKU-1", "Cup", "0123", 2, 0, "4"),
    actions=(action("short", choices=("empty", "damaged")), action("undo", enabled=False)),
    revision=1,
)


class MemoryReads:
    """What the local interface reads, as a device with one of everything would give it."""

    def __init__(self, door: MemoryDoor) -> None:
        self._door = door
        self._scanners: dict[str, ScannerProfile] = {}

    def facts(self, after_seq: int) -> list[dict[str, Any]]:
        return [{"seq": seq, "kind": "Picked"} for seq in (1, 2, 3) if seq > after_seq]

    def prints(self) -> list[dict[str, Any]]:
        return [{"id": "print-1", "kind": "parcel", "sscc": "0" * 18, "state": "printed"}]

    def documents(self) -> list[dict[str, Any]]:
        return [{"id": "print-1", "order": "SO-1", "sscc": "0" * 18}]

    def document(self, id: str) -> tuple[dict[str, Any], str] | None:
        contents = [{"sku": "MUG", "name": "Mug", "quantity": 2}]
        return ({"order": "SO-1", "contents": contents}, "2026-11-28") if id == "print-1" else None

    def status(self) -> dict[str, Any]:
        return {"app": "0.1.0", "schema": 1, "last_seq": 3, "acked_seq": 2, "facts_waiting": 1}

    def scans(self, desk: str, last: int) -> list[dict[str, Any]]:
        rows = [{"desk": desk, "raw": code, "outcome": "accepted"} for code in self._door.codes]
        return rows[::-1][:last]

    def scanner(self, desk: str) -> ScannerProfile:
        return self._scanners.get(desk, ScannerProfile())

    def set_scanner(self, desk: str, profile: ScannerProfile) -> None:
        self._scanners[desk] = profile
        self._door.scanner_set(desk, profile)

    def enrol(self, code: str, central_url: str) -> dict[str, Any]:
        if code != "ONCE":
            raise EnrolRefused("This code was used before. Ask for a new one.")
        return {"device": "station-1", "central": central_url}

    def demo_sheet(self, language: str) -> dict[str, list[dict[str, str]]]:
        return {
            "badges": [{"code": "BADGE-1001", "label": "Amira Yılmaz"}],
            "products": [{"code": "4099999100866", "label": "Tent <two>"}, {"code": "Ü", "label": "no bars"}],
        }
